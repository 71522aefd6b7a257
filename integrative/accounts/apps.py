from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "integrative.accounts"
    label = "accounts"
    verbose_name = "Clinics and people"

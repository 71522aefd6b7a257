from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "integrative.ui"
    label = "ui"
    verbose_name = "Frame and look"

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "integrative.messaging"
    label = "messaging"
    verbose_name = "Outbound messages"

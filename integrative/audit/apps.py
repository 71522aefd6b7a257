from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "integrative.audit"
    label = "audit"

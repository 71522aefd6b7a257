from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "integrative.workspace"
    label = "workspace"

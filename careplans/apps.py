from django.apps import AppConfig


class CareplansConfig(AppConfig):
    name = "careplans"

    def ready(self) -> None:
        from integrative.messaging import kinds

        from .reminders import FOLLOW_UP_REMINDER

        kinds.register(FOLLOW_UP_REMINDER)

from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "patients"

    def ready(self) -> None:
        from integrative.messaging import kinds

        from .services.death import why_not_to_write

        kinds.add_veto(why_not_to_write)

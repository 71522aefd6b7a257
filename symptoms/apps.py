from django.apps import AppConfig


class SymptomsConfig(AppConfig):
    name = "symptoms"

    def ready(self) -> None:
        from integrative.messaging import kinds
        from patients import after_change, merging, narrowing

        from .listing import OPEN_STOP
        from .merging import products_answer_drafts
        from .red_flag_escalation import LATE_FLAG, look_again_at
        from .services.rescreening import ask_for_screen

        merging.register(products_answer_drafts)
        narrowing.register(OPEN_STOP)
        after_change.register(ask_for_screen)
        after_change.register(look_again_at)
        kinds.register(LATE_FLAG)

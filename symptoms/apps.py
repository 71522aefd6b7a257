from django.apps import AppConfig


class SymptomsConfig(AppConfig):
    name = "symptoms"

    def ready(self) -> None:
        from patients import merging

        from .merging import products_answer_drafts

        merging.register(products_answer_drafts)

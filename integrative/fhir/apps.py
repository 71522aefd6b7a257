from django.apps import AppConfig


class FhirConfig(AppConfig):
    name = "integrative.fhir"
    label = "fhir"

from django.urls import path

from . import views

app_name = "fhir"
urlpatterns = [
    path("metadata", views.metadata, name="metadata"),
    path("Patient", views.patient_search, name="patient_search"),
    path("Patient/<uuid:patient_id>", views.patient_read, name="patient_read"),
    path("", views.metadata, name="root"),
    path("<path:rest>", views.unknown, name="unknown"),
]

"""Addresses of the consultation map, the symptoms over time, the products and the goals of care."""

from django.urls import path, register_converter

from . import views
from .models import Section

app_name = "symptoms"


class SectionConverter:
    regex = "|".join(Section.values)

    def to_python(self, value: str) -> Section:
        return Section(value)

    def to_url(self, value: str) -> str:
        return Section(value).value


register_converter(SectionConverter, "section")

urlpatterns = [
    path("maps/unfinished/", views.unfinished, name="unfinished"),
    path("p/<uuid:patient_id>/map/", views.consultation_map, name="map"),
    path("p/<uuid:patient_id>/map/sign/", views.sign, name="sign"),
    path("p/<uuid:patient_id>/map/<uuid:consultation_id>/", views.signed_map, name="signed_map"),
    path("p/<uuid:patient_id>/map/<section:section>/", views.save_section, name="save_section"),
    path("p/<uuid:patient_id>/products/", views.product_new, name="product_new"),
    path("p/<uuid:patient_id>/products/<uuid:product_id>/stop/", views.product_stop, name="product_stop"),
    path("p/<uuid:patient_id>/symptoms/", views.flowsheet, name="flowsheet"),
    path("p/<uuid:patient_id>/goals/", views.goals_of_care, name="goals"),
    path("p/<uuid:patient_id>/goals/no-change/", views.goals_unchanged, name="goals_unchanged"),
]

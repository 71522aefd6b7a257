"""Addresses of the consultation map, the symptoms over time, the products and the goals of care."""

from django.urls import path, register_converter

from .models import FORM_TODAY, SECTIONS_OF_FORM, Section
from .views import amending, consultation_map, flowsheet, goals, letter, pain, products, sections

app_name = "symptoms"
MAP = "p/<uuid:patient_id>/map/"
PRODUCTS = "p/<uuid:patient_id>/products/"
GOALS = "p/<uuid:patient_id>/goals/"


class SectionConverter:
    regex = "|".join(SECTIONS_OF_FORM[FORM_TODAY])

    def to_python(self, value: str) -> Section:
        return Section(value)

    def to_url(self, value: Section) -> str:
        return value.value


register_converter(SectionConverter, "section")

urlpatterns = [
    path("maps/unfinished/", consultation_map.unfinished, name="unfinished"),
    path(MAP, consultation_map.current, name="map"),
    path(f"{MAP}sign/", consultation_map.sign, name="sign"),
    path(f"{MAP}<uuid:consultation_id>/", consultation_map.signed, name="signed_map"),
    path(f"{MAP}<uuid:consultation_id>/letter/", letter.letter, name="letter"),
    path(f"{MAP}<uuid:consultation_id>/amend/", amending.amend, name="amend_map"),
    path(f"{MAP}<section:section>/", sections.save, name="save_section"),
    path(f"{MAP}pain/hints/", pain.hints, name="pain_hints"),
    path(PRODUCTS, products.add, name="product_add"),
    path(f"{PRODUCTS}<uuid:product_id>/stop/", products.stop, name="product_stop"),
    path("p/<uuid:patient_id>/symptoms/", flowsheet.flowsheet, name="flowsheet"),
    path(GOALS, goals.log, name="goals"),
    path(f"{GOALS}no-change/", goals.no_change, name="goals_no_change"),
]

"""Addresses of the consultation map, the products and the goals of care."""

from django.urls import path, register_converter

from .models import FORM_TODAY, SECTIONS_OF_FORM, Section
from .views import (
    amending,
    carrying,
    consultation_map,
    decisions,
    goals,
    labels,
    letter,
    pain,
    pharmacist,
    presence,
    products,
    red_flags,
    sections,
)

app_name = "symptoms"
MAP = "p/<uuid:patient_id>/map/"
PRODUCTS = "p/<uuid:patient_id>/products/"
PRODUCT = f"{PRODUCTS}<uuid:product_id>/"
GOALS = "p/<uuid:patient_id>/goals/"
FLAGS = "p/<uuid:patient_id>/flags/"


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
    path(f"{MAP}<section:section>/carry/", carrying.carry, name="carry_section"),
    path(f"{MAP}pain/hints/", pain.hints, name="pain_hints"),
    path(f"{MAP}also-here/", presence.also_here, name="also_here"),
    path(PRODUCTS, products.products, name="products"),
    path(f"{PRODUCTS}add/", products.add, name="product_add"),
    path(f"{PRODUCTS}names/", products.names, name="product_names"),
    path(f"{PRODUCT}edit/", products.edit, name="product_edit"),
    path(f"{PRODUCT}stop/", products.stop, name="product_stop"),
    path(f"{PRODUCT}decide/", decisions.decision, name="product_decide"),
    path(f"{PRODUCT}confirm/", decisions.confirm, name="product_confirm"),
    path(f"{PRODUCT}labels/", labels.add, name="label_add"),
    path(f"{PRODUCT}labels/<uuid:label_id>/", labels.show, name="label"),
    path("pharmacist/<uuid:question_id>/", pharmacist.answer, name="question_answer"),
    path(FLAGS, red_flags.flags, name="flags"),
    path(f"{FLAGS}<uuid:flag_id>/seen/", red_flags.seen, name="flag_seen"),
    path(f"{FLAGS}<uuid:flag_id>/done/", red_flags.done, name="flag_done"),
    path(GOALS, goals.log, name="goals"),
    path(f"{GOALS}no-change/", goals.no_change, name="goals_no_change"),
]

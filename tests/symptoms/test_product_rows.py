"""The list of products as a clinician reads it: the word, what with what, what to do."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from symptoms.models.product import Suggested
from tests.factories.patients import MedicationFactory
from tests.factories.symptoms import ProductFactory

from .helpers import chart_url


@pytest.fixture
def on_apixaban(patient):
    MedicationFactory(patient=patient, name="apixaban", schedule="twice daily")
    return patient


def rows(desk, patient, place: str = "products") -> dict[str, str]:
    """Name and verdict as they stand in the page, in its order."""
    page = desk.get(chart_url(place, patient)).content.decode()
    found = re.findall(r'data-verdict="(\w+)".*?<h3[^>]*>([^<]+)</h3>', page, re.DOTALL)
    return {name: verdict for verdict, name in found}


def html(desk, patient, place: str = "products") -> str:
    return desk.get(chart_url(place, patient)).content.decode()


def take(patient, *names: str) -> None:
    for name in names:
        ProductFactory(patient=patient, name_as_typed=name, schedule="")


@pytest.mark.parametrize("place", ["map", "products"])
def test_the_worst_comes_first_and_what_cannot_be_read_before_what_is_fine(on_apixaban, desk, place):
    take(on_apixaban, "Vitamin D3", "Zzyzx drops", "Ginkgo", "St John’s wort")
    found = rows(desk, on_apixaban, place)
    order = ["stop", "hold", "cannot_screen", "care", "none_found"]
    verdicts = list(found.values())
    assert found["St John’s wort"] == "stop"
    assert found["Zzyzx drops"] == "cannot_screen"
    assert verdicts == sorted(verdicts, key=order.index)


def test_a_finding_says_what_with_what_and_how_sure_and_who_looked(on_apixaban, desk):
    take(on_apixaban, "St John's wort")
    page = html(desk, on_apixaban)
    assert "St John&#x27;s wort with Apixaban" in page or "St John&#x27;s wort with apixaban" in page
    assert "We suggest stopping it." in page
    assert "Evidence: strong (drug label)" in page
    assert "not yet reviewed by a pharmacist" in page
    assert 'data-finding="st_johns_wort|apixaban|' in page


def test_what_cannot_be_read_is_loud(patient, desk):
    take(patient, "Zzyzx drops")
    page = html(desk, patient)
    assert "Not understood: “Zzyzx”" in page
    assert "Treat as not cleared until the label is read." in page
    assert "No interaction found in" not in page


def test_no_interaction_found_says_against_what_and_is_no_proof(on_apixaban, desk):
    take(on_apixaban, "Vitamin D3")
    page = html(desk, on_apixaban)
    assert "Screened against 1 medicine" in page
    assert "not proof that there is none" in page
    assert not re.search(r"\bsafe\b", page)


def test_what_the_person_said_stands_with_it(patient, desk):
    ProductFactory(
        patient=patient, name_as_typed="Ginger", dose_amount="500", dose_unit="mg", schedule="twice a day",
        as_needed=True, suggested_by=Suggested.FAMILY, reason="for the nausea",
    )  # fmt: skip
    page = html(desk, patient)
    assert "500 mg twice a day, as needed" in page
    assert "for the nausea" in page
    assert "family or friend" in page


def test_a_medicine_among_the_products_is_pointed_to_the_medicines(patient, desk):
    take(patient, "metformin")
    page = html(desk, patient)
    assert "This is a medicine, not a supplement." in page
    assert reverse("patients:fact_new", args=[patient.pk, "medicine"]) in page


def test_the_rail_counts_and_names_what_is_undecided(on_apixaban, desk):
    take(on_apixaban, "St John's wort", "Vitamin D3")
    rail = html(desk, on_apixaban).split('id="safety-rail"')[1]
    assert "Needs your decision" in rail
    assert "A stop has to be decided before the map is signed" in rail


def test_a_navigator_sees_the_list_and_decides_nothing(on_apixaban, sign_in):
    take(on_apixaban, "St John's wort")
    page = html(sign_in("navigator"), on_apixaban)
    assert 'id="product-add"' in page
    assert "data-decide" not in page


def test_a_pharmacist_reads_the_list_and_adds_nothing(on_apixaban, sign_in):
    take(on_apixaban, "St John's wort")
    page = html(sign_in("pharmacist"), on_apixaban)
    assert 'data-verdict="stop"' in page
    assert 'id="product-add"' not in page


def test_twelve_products_cost_no_more_questions_than_one(on_apixaban, desk, django_assert_max_num_queries):
    take(on_apixaban, "Ginger")
    desk.get(chart_url("products", on_apixaban))
    with django_assert_max_num_queries(14) as one:
        desk.get(chart_url("products", on_apixaban))
    take(on_apixaban, *(f"Herb {number}" for number in range(11)))
    with django_assert_max_num_queries(len(one)):
        desk.get(chart_url("products", on_apixaban))

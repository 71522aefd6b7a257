"""Writing down a product with all its boxes, and correcting one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from symptoms.models import ProductUse
from tests.factories.symptoms import ProductFactory

from .helpers import chart_url, guards

HTMX = {"HX-Request": "true"}


def add(desk, patient, headers=None, **typed):
    return desk.post(chart_url("product_add", patient), guards(patient, **typed), headers=headers)


def test_every_box_is_kept(patient, desk):
    add(
        desk, patient, name_as_typed="Ginger", dose_number="1,000", dose_unit="mg", schedule="twice a day",
        as_needed="on", route="topical", suggested_by="family", reason="nausea",
    )  # fmt: skip
    product = patient.productuses.get()
    assert (product.dose_amount, product.dose_unit) == (Decimal(1000), "mg")
    assert (product.route, product.suggested_by) == ("topical", "family")
    assert product.dose == "1,000 mg twice a day, as needed"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name_as_typed": "x" * 1_000_000}, "Shorten this to 200 characters; it has 1,000,000"),
        ({"name_as_typed": "gin\u202eger"}, "character that cannot be shown"),
        ({"name_as_typed": "gin\x07ger"}, "character that cannot be shown"),
        ({"dose_number": "0", "dose_unit": "mg"}, "Enter 0.001 or more"),
        ({"dose_number": "500"}, "Choose the unit"),
        ({"dose_number": "1e3", "dose_unit": "mg"}, "Enter a number such as 2.5"),
        ({"dose_number": "5", "dose_unit": "stones"}, "Choose the unit"),
        ({"route": "by magic"}, "Choose one of these"),
        ({"suggested_by": "the moon"}, "Choose one of these"),
    ],
    ids=lambda typed: str(typed)[:40],
)
def test_what_is_wrong_is_said_and_the_rest_stays_typed(patient, desk, typed, words):
    answer = add(desk, patient, **{"name_as_typed": "Ginger", "reason": "kept reason"} | typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "kept reason" in answer.content.decode()
    assert not patient.productuses.exists()


def test_inside_the_page_the_verdict_is_said_at_once(patient, desk):
    page = add(desk, patient, headers=HTMX, name_as_typed="Zzyzx").content.decode()
    assert "Zzyzx is on the list: Cannot screen." in page
    assert 'data-verdict="cannot_screen"' in page


def test_the_map_leads_back_to_the_map(patient, desk):
    assert add(desk, patient, name_as_typed="Ginger", place="map").url.startswith(chart_url("map", patient))


def test_names_come_up_from_the_third_letter(patient, desk):
    url = chart_url("product_names", patient)
    names = [each["name"] for each in desk.get(url, {"q": "tur"}).json()["names"]]
    assert "turmeric" in names
    assert len(names) <= 8
    assert desk.get(url, {"q": "tu"}).json() == {"names": []}
    assert desk.get(url, {"q": "x" * 100_000}).json() == {"names": []}


def test_a_pharmacist_adds_nothing(patient, sign_in):
    assert add(sign_in("pharmacist"), patient, name_as_typed="Ginger").status_code == 403


def correct(desk, product, **typed):
    typed = {"name_as_typed": product.name_as_typed, "version": product.version, **typed}
    url = chart_url("product_edit", product.patient, product_id=product.pk)
    return desk.post(url, guards(product.patient, **typed))


def test_a_dose_is_corrected(patient, desk):
    product = ProductFactory(patient=patient, name_as_typed="Ginger")
    assert (
        "Save and screen again"
        in desk.get(chart_url("product_edit", patient, product_id=product.pk)).content.decode()
    )
    assert correct(desk, product, dose_number="250", dose_unit="mg").status_code == 302
    product.refresh_from_db()
    assert (product.dose_amount, product.version) == (Decimal(250), 2)


def test_a_stale_correction_changes_nothing_and_stays_typed(patient, desk):
    product = ProductFactory(patient=patient, name_as_typed="Ginger", version=3)
    answer = correct(desk, product, version=2, reason="typed just now")
    assert answer.status_code == 409
    assert "typed just now" in answer.content.decode()
    product.refresh_from_db()
    assert product.reason == ""


def test_under_another_name_it_is_asked_again_what_it_is(patient, desk, clinician):
    product = ProductFactory(
        patient=patient, name_as_typed="ALA", confirmed_as=["alpha_lipoic_acid"], confirmed_by=clinician,
        confirmed_at="2026-11-01T10:00Z",
    )  # fmt: skip
    correct(desk, product, name_as_typed="Flax")
    product.refresh_from_db()
    assert product.confirmed_as == []


@pytest.mark.parametrize(("day", "words"), [("1-Jan-2999", "is in the future"), ("soon", "soon")])
def test_a_last_day_that_cannot_be_stops_nothing(patient, desk, day, words):
    product = ProductFactory(patient=patient)
    url = chart_url("product_stop", patient, product_id=product.pk)
    answer = desk.post(url, guards(patient, stopped_on=day))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ProductUse.objects.of(patient).current().exists()

"""Deciding on a product: upon what was shown, for the right person, with nothing typed lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from symptoms.models import ProductDecision
from symptoms.services.screening import screen_list
from tests.factories.patients import MedicationFactory
from tests.factories.symptoms import ProductFactory

from .helpers import chart_url, guards

HTMX = {"HX-Request": "true"}


@pytest.fixture
def wort(patient):
    MedicationFactory(patient=patient, name="apixaban", schedule="twice daily")
    return ProductFactory(patient=patient, name_as_typed="St John's wort", schedule="")


def shown(product) -> dict[str, object]:
    """What the page showed of it, as its form sends it back."""
    row = screen_list(product.patient).of(product)
    return {"verdict": row.verdict.value, "findings": list(row.keys)}


def decide(desk, product, *, seen=None, headers=None, **typed):
    post = guards(product.patient, **(seen or shown(product)), **typed)
    url = chart_url("product_decide", product.patient, product_id=product.pk)
    return desk.post(url, post, headers=headers)


def made(product) -> ProductDecision:
    return ProductDecision.objects.get(product=product)


def test_one_press_decides_as_proposed_and_stands_at_the_row(wort, desk, clinician):
    answer = decide(desk, wort, decision="advise_stop")
    assert answer.status_code == 302
    assert (made(wort).decision, made(wort).decided_by) == ("advise_stop", clinician)
    page = desk.get(chart_url("products", wort.patient)).content.decode()
    assert "Advised to stop." in page
    assert "Decide again" in page
    assert "Needs your decision" not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose what you decide"),
        ({"decision": "burn"}, "Choose one of these"),
        ({"decision": "keep"}, "The advice is to stop"),
        ({"decision": "override"}, "Write why it is kept against the advice"),
        ({"decision": "ask_pharmacist"}, "Write what the pharmacist is to answer"),
        ({"decision": "hold"}, "Say from which day, or until when or what"),
        ({"decision": "hold", "stop_by": "TOMORROW", "restart_on": "TODAY"}, "starts again before it stops"),
        ({"decision": "hold", "stop_by": "YESTERDAY"}, "has gone by"),
        ({"decision": "hold", "stop_by": "soon"}, "soon"),
        ({"decision": "advise_stop", "watch": "a" * 1_000_000}, "Shorten this to 300 characters"),
        ({"decision": "advise_stop", "reason": "abc\u202edef"}, "character that cannot be shown"),
        ({"decision": "advise_stop", "reason": "abc\x00def"}, "cannot be shown|Null characters"),
    ],
    ids=lambda typed: str(typed)[:40],
)
def test_what_cannot_be_decided_is_said_and_stays_typed(wort, desk, typed, words):
    today = wort.patient.clinic.today()
    days = {"TODAY": today, "TOMORROW": today + timedelta(1), "YESTERDAY": today - timedelta(1)}
    typed = {name: f"{days[value]:%d-%b-%Y}" if value in days else value for name, value in typed.items()}
    typed = {"until": "", "watch": "kept watch", **typed}
    answer = decide(desk, wort, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert any(each in page for each in words.split("|"))
    assert "kept watch" in page or len(typed["watch"]) > 300
    assert not ProductDecision.objects.exists()


def test_a_screen_that_moved_on_is_shown_beside_what_was_chosen(wort, desk):
    before = shown(wort)
    MedicationFactory(patient=wort.patient, name="duloxetine", schedule="daily")
    answer = decide(desk, wort, seen=before, decision="advise_stop", reason="she agreed to it")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "New since you opened this" in page
    assert "duloxetine" in page.lower()
    assert "she agreed to it" in page
    assert not ProductDecision.objects.exists()
    assert decide(desk, wort, decision="advise_stop").status_code == 302


def test_a_product_of_another_person_is_not_found(wort, desk):
    other = ProductFactory(patient__clinic=wort.patient.clinic)
    url = chart_url("product_decide", wort.patient, product_id=other.pk)
    answer = desk.post(url, guards(wort.patient, decision="keep", **shown(other)))
    assert answer.status_code == 404


def test_findings_that_were_never_shown_decide_nothing(wort, desk):
    seen = shown(wort) | {"findings": ["ginkgo|warfarin|bleeding"]}
    assert decide(desk, wort, seen=seen, decision="advise_stop").status_code == 409
    assert not ProductDecision.objects.exists()


def test_a_form_of_another_chart_decides_nothing(wort, desk):
    elsewhere = ProductFactory().patient
    post = guards(elsewhere, decision="advise_stop", **shown(wort))
    answer = desk.post(chart_url("product_decide", wort.patient, product_id=wort.pk), post)
    assert answer.status_code == 422
    assert "This form belongs to another chart" in answer.content.decode()


@pytest.mark.parametrize("role", ["navigator", "pharmacist"])
def test_only_clinicians_decide(wort, sign_in, role):
    assert decide(sign_in(role), wort, decision="advise_stop").status_code == 403


def test_an_override_is_told_to_the_pharmacist(wort, desk, sign_in):
    decide(desk, wort, decision="override", reason="no other thing helped her mood")
    home = sign_in("pharmacist").get("/").content.decode()
    assert "St John&#x27;s wort" in home
    assert "no other thing helped her mood" in home


def test_inside_the_page_only_the_list_comes_back(wort, desk):
    answer = decide(desk, wort, decision="advise_stop", headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="product-list"' in page
    assert 'id="safety-rail"' in page
    assert "<html" not in page


def test_without_script_the_form_opens_at_its_row_with_what_is_proposed(wort, desk):
    page = desk.get(chart_url("product_decide", wort.patient, product_id=wort.pk)).content.decode()
    assert "Save the decision" in page
    assert 'value="advise_stop"' in page


def test_a_near_name_is_confirmed_by_a_button(patient, desk):
    product = ProductFactory(patient=patient, name_as_typed="ALA 600 mg", schedule="")
    page = desk.get(chart_url("products", patient)).content.decode()
    assert "Alpha-lipoic acid?" in page
    post = guards(patient, version=product.version, ingredients="alpha_lipoic_acid")
    answer = desk.post(chart_url("product_confirm", patient, product_id=product.pk), post)
    product.refresh_from_db()
    assert answer.status_code == 302
    assert product.confirmed_as == ["alpha_lipoic_acid"]
    assert screen_list(patient).of(product).verdict != "cannot_screen"


@pytest.mark.parametrize("ingredients", ["", "gold_dust", "ginkgo"])
def test_only_what_was_offered_is_confirmed(patient, desk, ingredients):
    product = ProductFactory(patient=patient, name_as_typed="ALA 600 mg", schedule="")
    post = guards(patient, version=product.version, ingredients=ingredients)
    answer = desk.post(chart_url("product_confirm", patient, product_id=product.pk), post)
    product.refresh_from_db()
    assert answer.status_code == 422
    assert product.confirmed_as == []

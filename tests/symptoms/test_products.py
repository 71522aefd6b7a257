from __future__ import annotations

import pytest

from integrative.accounts.errors import Refused
from symptoms.models import ProductUse
from symptoms.services import stop_product
from tests.factories.symptoms import ProductFactory, signed_map

from .helpers import chart_url, guards


def add(desk, patient, **typed):
    return desk.post(chart_url("product_add", patient), guards(patient, **typed))


def test_a_product_is_kept_as_typed(patient, desk, clinician):
    add(
        desk,
        patient,
        name_as_typed="“Nerve Renew” Complex",
        schedule="2 capsules",
        reason="for the nerves",
    )
    product = patient.productuses.get()
    assert (product.name_as_typed, product.schedule) == ("“Nerve Renew” Complex", "2 capsules")
    assert (product.recorded_by, product.standing.verdict) == (clinician, "cannot_screen")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name_as_typed": ""}, "Write what the product is called"),
        ({"name_as_typed": "   "}, "Write what the product is called"),
        ({"name_as_typed": "a" * 201}, "Shorten this to 200 characters"),
        ({"name_as_typed": "Tea", "schedule": "a" * 121}, "Shorten this to 120 characters"),
        ({"name_as_typed": "Tea\nand milk"}, "character that cannot be shown"),
        ({"name_as_typed": "turmeric"}, "turmeric is on the list already"),
    ],
)
def test_what_is_wrong_is_said_and_stays_typed(patient, desk, typed, words):
    ProductFactory(patient=patient, name_as_typed="Turmeric")
    answer = add(desk, patient, reason="kept reason", **typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "kept reason" in answer.content.decode()
    assert patient.productuses.count() == 1


def test_pressing_twice_adds_once(patient, desk):
    post = guards(patient, name_as_typed="Turmeric")
    answers = [desk.post(chart_url("product_add", patient), post) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert patient.productuses.count() == 1


def test_a_navigator_adds_while_a_clinician_writes_the_map(draft, sign_in):
    add(sign_in("navigator"), draft.patient, name_as_typed="Turmeric")
    assert "Turmeric" in sign_in("clinician").get(chart_url("map", draft.patient)).content.decode()


def test_products_belong_to_the_person_and_are_added_after_signing(patient, desk):
    kept = signed_map(patient, scores={"esas_pain": 2})
    assert add(desk, patient, name_as_typed="Turmeric").status_code == 302
    assert patient.productuses.count() == 1
    kept.refresh_from_db()
    assert kept.is_signed


def test_adding_a_product_takes_back_takes_nothing_on_an_open_draft(draft, desk):
    draft.takes_no_products = True
    draft.save()
    add(desk, draft.patient, name_as_typed="Turmeric")
    draft.refresh_from_db()
    assert draft.takes_no_products is None


def test_a_stopped_product_leaves_the_list_from_today(patient, desk):
    product = ProductFactory(patient=patient)
    url = chart_url("product_stop", patient, product_id=product.pk)
    answers = [desk.post(url, guards(patient)) for _ in range(2)]
    product.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert product.stopped_on == patient.clinic.today()
    assert not ProductUse.objects.of(patient).current().exists()


def test_a_stop_form_of_another_chart_stops_nothing(patient, desk):
    product = ProductFactory(patient=patient)
    elsewhere = ProductFactory().patient
    answer = desk.post(chart_url("product_stop", patient, product_id=product.pk), guards(elsewhere))
    product.refresh_from_db()
    assert answer.status_code == 422
    assert "This form belongs to another chart" in answer.content.decode()
    assert product.stopped_on is None


def test_stopping_twice_is_refused_by_the_service(clinician):
    product = ProductFactory()
    stop_product(product_id=product.pk, by=clinician, stopped_on=product.patient.clinic.today())
    with pytest.raises(Refused, match="was stopped on"):
        stop_product(product_id=product.pk, by=clinician, stopped_on=product.patient.clinic.today())


def test_an_address_opened_again_leads_to_the_list(patient, desk):
    assert desk.get(chart_url("product_add", patient)).url.startswith(chart_url("products", patient))

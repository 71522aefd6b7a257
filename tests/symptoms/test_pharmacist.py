"""What waits for the pharmacist, and the answer at the row."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from symptoms.models import PharmacistQuestion
from symptoms.services import add_product
from tests.factories.patients import PatientFactory
from tests.factories.symptoms import ProductFactory

from .helpers import chart_url, guards

HOME = reverse("workspace:home")


@pytest.fixture
def pharmacy(sign_in):
    return sign_in("pharmacist")


@pytest.fixture
def question(patient, clinician) -> PharmacistQuestion:
    """A product nobody can read, written down as a clinician would."""
    product = add_product(patient=patient, by=clinician, name_as_typed="Zzyzx drops")
    return product.questions.get()


def ask(product, *, days: int = 0, **facts) -> PharmacistQuestion:
    asked_at = timezone.now() - timedelta(days=days)
    facts = {"why": "asked", "words": "May it stay?", "asked_by": product.recorded_by, **facts}
    return PharmacistQuestion.objects.create(
        patient=product.patient, product=product, asked_at=asked_at, **facts
    )


def answer_url(question) -> str:
    return reverse("symptoms:question_answer", args=[question.pk])


def answer(desk, question, **typed):
    post = guards(question.patient, version=question.version, **typed)
    return desk.post(answer_url(question), post)


def test_what_cannot_be_screened_waits_by_itself(pharmacy, question):
    page = pharmacy.get(HOME).content.decode()
    assert "Zzyzx drops" in page
    assert "Cannot be screened" in page
    assert answer_url(question) in page


def test_the_oldest_comes_first_and_none_comes_twice(pharmacy, clinic, clinician):
    for days in range(53):
        person = PatientFactory(clinic=clinic, lead_clinician=clinician)
        ask(ProductFactory(patient=person), days=days)
    first = pharmacy.get(HOME).context["page"]
    second = pharmacy.get(HOME, {"after": first.after}).context["page"]
    asked = [row.asked_at for row in first.rows + second.rows]
    assert asked == sorted(asked)
    assert [len(first.rows), len(second.rows), second.after] == [50, 3, ""]


@pytest.mark.parametrize("after", ["nonsense", "01936f9c-7d7c-7000-8000-000000000000"])
def test_a_made_up_page_is_not_found(pharmacy, after):
    assert pharmacy.get(HOME, {"after": after}).status_code == 404


def test_what_is_stopped_or_elsewhere_waits_no_more(pharmacy, patient):
    ask(ProductFactory(patient=patient, stopped_on=patient.clinic.today()))
    ask(ProductFactory())
    assert "No question waits" in pharmacy.get(HOME).content.decode()


@pytest.mark.parametrize("count", [5, 50])
def test_it_costs_the_same_for_five_and_fifty(
    pharmacy, clinic, clinician, django_assert_max_num_queries, count
):
    for _ in range(count):
        ask(ProductFactory(patient=PatientFactory(clinic=clinic, lead_clinician=clinician)))
    with django_assert_max_num_queries(7):
        assert len(pharmacy.get(HOME).context["page"].rows) == count


def test_the_clinician_reads_the_answer_at_the_row(pharmacy, question, desk):
    assert answer(pharmacy, question, answer="Ask for the bottle; do not give it yet.").status_code == 302
    page = desk.get(chart_url("products", question.patient)).content.decode()
    assert "Ask for the bottle; do not give it yet." in page
    assert 'data-verdict="cannot_screen"' in page
    assert "No question waits" in pharmacy.get(HOME).content.decode()


def test_what_the_label_says_is_screened_from_then_on(pharmacy, question, desk):
    answer(pharmacy, question, answer="The label says so.", contains="ginger, vitamin D3")
    product = question.product
    product.refresh_from_db()
    assert product.confirmed_as == ["ginger", "vitamin_d"]
    page = desk.get(chart_url("products", question.patient)).content.decode()
    assert 'data-verdict="cannot_screen"' not in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"answer": ""}, "Write your answer"),
        ({"answer": "x" * 1_000_000}, "Shorten this to 2,000 characters"),
        ({"answer": "Fine", "contains": "unobtainium"}, "“unobtainium” could not be told for sure"),
    ],
    ids=["none", "1 MB", "unknown"],
)
def test_what_cannot_be_an_answer_is_said(pharmacy, question, typed, words):
    reply = answer(pharmacy, question, **typed)
    assert reply.status_code == 422
    assert words in reply.content.decode()
    question.refresh_from_db()
    assert question.answered_at is None


def test_a_question_that_moved_on_is_not_answered(pharmacy, question):
    PharmacistQuestion.objects.filter(pk=question.pk).update(version=2, words="Asked anew")
    reply = answer(pharmacy, question, answer="My words")
    assert reply.status_code == 409
    assert "My words" in reply.content.decode()
    assert "Asked anew" in reply.content.decode()


def test_answering_twice_leads_home(pharmacy, question):
    answer(pharmacy, question, answer="Once.")
    assert answer(pharmacy, question, answer="Twice.").url == HOME
    question.refresh_from_db()
    assert question.answer == "Once."


@pytest.mark.parametrize(("role", "status"), [("clinician", 403), ("navigator", 403), ("other_clinic", 404)])
def test_only_the_clinics_pharmacist_answers(question, sign_in, role, status):
    assert answer(sign_in(role), question, answer="Mine").status_code == status

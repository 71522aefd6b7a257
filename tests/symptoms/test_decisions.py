"""Deciding on a product: upon what was shown, standing until something new comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.keys import uuid7
from integrative.audit.models import Event
from patients.models import Patient
from symptoms.listing import with_open_stop
from symptoms.models import PharmacistQuestion, ProductDecision, ProductScreen, ProductStanding, ProductUse
from symptoms.screening import needs_decision
from symptoms.services import ScreenMoved, answer_question, decide, screen_list, store_screen, undecided_stops
from tests.factories.patients import MedicationFactory, PatientFactory, TreatmentFactory
from tests.factories.symptoms import ProductFactory


@pytest.fixture
def wort(patient: Patient) -> ProductUse:
    """A product to stop: St. John's wort with imatinib."""
    TreatmentFactory(patient=patient, regimen="Imatinib", cycle_days=None)
    return ProductFactory(patient=patient, name_as_typed="St. John's wort")


@pytest.fixture
def ginkgo(patient: Patient) -> ProductUse:
    """A product to hold: ginkgo with warfarin."""
    MedicationFactory(patient=patient, name="Warfarin")
    return ProductFactory(patient=patient, name_as_typed="Ginkgo")


def row_of(product: ProductUse) -> Any:
    return screen_list(product.patient).of(product)


def decided(product: ProductUse, decision: str = "advise_stop", **more: Any) -> ProductDecision:
    """As the page would send what it showed."""
    row = row_of(product)
    seen = {"verdict_seen": row.verdict, "findings_seen": row.keys}
    asked = {"patient": product.patient, "by": product.patient.lead_clinician, "decision": decision}
    return decide(product_id=product.pk, **asked | seen | more)


def test_a_stop_needs_a_decision_and_has_none_after_it(patient, wort):
    assert undecided_stops(patient) == [wort]
    made = decided(wort)
    row = row_of(wort)
    assert undecided_stops(patient) == []
    assert (row.decision, row.needs_decision, row.decided_before) == (made, False, False)
    assert made.screen == ProductScreen.objects.get()
    assert set(made.findings) == set(row.keys)
    assert not ProductStanding.objects.get(product=wort).needs_decision
    assert Event.objects.filter(verb="decided on product: advise to stop", subject_id=made.pk).exists()


def test_what_is_used_with_care_needs_none(patient):
    product = ProductFactory(patient=patient, name_as_typed="Ginger tea")
    assert not row_of(product).needs_decision


def test_a_new_finding_that_interrupts_asks_again(patient, ginkgo):
    decided(ginkgo, "keep", watch="INR in a week")
    patient.procedures.create(
        name="Port removal", state="planned", performed_on=patient.clinic.today() + timedelta(days=20)
    )
    row = row_of(ginkgo)
    assert (row.verdict, row.needs_decision, row.decided_before) == ("hold", True, True)


def test_a_worse_verdict_asks_again(ginkgo):
    made = decided(ginkgo, "keep")
    reading = row_of(ginkgo).reading
    assert not needs_decision(reading, made)
    made.verdict = "care"
    assert needs_decision(reading, made)


def test_a_milder_verdict_asks_nothing(patient, ginkgo):
    decided(ginkgo, "hold", until="the INR is back")
    patient.medications.update(ended_on=patient.clinic.today() - timedelta(days=1))
    assert not row_of(ginkgo).needs_decision


def test_what_moved_since_it_was_shown_is_not_decided(patient, ginkgo):
    shown = row_of(ginkgo)
    patient.procedures.create(name="Biopsy", state="planned")
    with pytest.raises(ScreenMoved, match="changed since you opened it") as moved:
        decided(ginkgo, "keep", findings_seen=shown.keys)
    assert isinstance(moved.value, Stale)
    assert [finding.counterpart for finding in moved.value.new] == ["surgery"]
    assert not ProductDecision.objects.exists()
    assert not ProductScreen.objects.exists()


def test_a_finding_that_is_not_on_this_product_is_not_decided(patient, ginkgo, wort):
    with pytest.raises(ScreenMoved):
        decided(ginkgo, "keep", findings_seen=row_of(wort).keys)


def test_a_product_of_another_person_is_refused(patient, ginkgo, clinician):
    other = PatientFactory(clinic=patient.clinic, lead_clinician=clinician)
    with pytest.raises(Refused, match="not on the list of this chart"):
        decided(ginkgo, patient=other)
    assert not ProductDecision.objects.exists()


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"decision": "burn"}, "decision"),
        ({"decision": "keep"}, "decision"),
        ({"decision": "override", "reason": "  "}, "reason"),
        ({"decision": "ask_pharmacist"}, "reason"),
        ({"decision": "hold"}, "until"),
        ({"decision": "advise_stop", "reason": "a" * 501}, "reason"),
        ({"decision": "hold", "until": "a" * 201}, "until"),
    ],
    ids=str,
)
def test_what_cannot_be_decided_is_refused_at_its_field(wort, how, field):
    with pytest.raises(Refused) as refusal:
        decided(wort, **how)
    assert refusal.value.field == field
    assert not ProductDecision.objects.exists()


def test_it_cannot_start_again_before_it_stops(patient, wort):
    today = patient.clinic.today()
    with pytest.raises(Refused, match="starts again before") as refusal:
        decided(wort, "hold", stop_by=today, restart_on=today - timedelta(days=1))
    assert refusal.value.field == "restart_on"


def test_only_a_stop_is_kept_against_the_advice(ginkgo):
    with pytest.raises(Refused, match="Only a stop"):
        decided(ginkgo, "override", reason="She wants it")


def test_an_override_tells_the_pharmacist(wort, clinician):
    decided(wort, "override", reason="Mood comes first; imatinib level in a week")
    question = PharmacistQuestion.objects.get()
    assert (question.why, question.asked_by) == ("override", clinician)
    assert question.words == "Mood comes first; imatinib level in a week"


def test_asked_again_the_pharmacist_has_one_question_in_the_newer_words(ginkgo):
    decided(ginkgo, "ask_pharmacist", reason="Is 60 mg all right?")
    decided(ginkgo, "ask_pharmacist", reason="Is 40 mg all right?")
    assert PharmacistQuestion.objects.get().words == "Is 40 mg all right?"


def test_the_pharmacist_answers_once(ginkgo, staff):
    decided(ginkgo, "ask_pharmacist", reason="Is 60 mg all right?")
    question = PharmacistQuestion.objects.get()
    who = {"question_id": question.pk, "by": staff.pharmacist, "expected_version": question.version}
    answered = answer_question(patient=ginkgo.patient, answer="No.", **who)
    assert (answered.answer, answered.answered_by) == ("No.", staff.pharmacist)
    with pytest.raises(Stale):
        answer_question(patient=ginkgo.patient, answer="Yes.", **who)


@pytest.mark.parametrize(
    ("change", "words"), [({"answer": "  "}, "Write the answer"), ({"patient": None}, "another chart")]
)
def test_an_answer_that_is_none_or_elsewhere_is_refused(ginkgo, staff, change, words):
    decided(ginkgo, "ask_pharmacist", reason="Is 60 mg all right?")
    question = PharmacistQuestion.objects.get()
    how = {"patient": ginkgo.patient, "answer": "No."} | {k: v or PatientFactory() for k, v in change.items()}
    with pytest.raises(Refused, match=words):
        answer_question(question_id=question.pk, by=staff.pharmacist, expected_version=1, **how)


def test_pressing_twice_decides_once(wort):
    once = uuid7()
    decided(wort, once=once)
    with pytest.raises(AlreadySaved):
        decided(wort, once=once)
    assert ProductDecision.objects.count() == 1


def test_the_list_of_people_finds_an_open_stop_until_it_is_decided(patient, wort, clinician):
    store_screen(patient, by=clinician, why="record")
    people = Patient.objects.all()
    assert list(with_open_stop(people, "1", patient.clinic.today())) == [patient]
    decided(wort)
    assert not with_open_stop(people, "1", patient.clinic.today())


@pytest.mark.parametrize("table", ["productscreen", "productverdict", "productfinding", "productdecision"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = gen_random_uuid()", "DELETE FROM {}"])
def test_what_was_screened_and_decided_is_kept_by_the_database(wort, table, sql):
    decided(wort)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(f"symptoms_{table}"))

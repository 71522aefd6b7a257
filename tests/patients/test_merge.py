"""Two records of one person become one, and two again: what moves, what meets, what stays as signed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, models, transaction

from careplans.models import CarePlan, CheckIn, FollowUp
from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.keys import uuid7
from integrative.audit.models import Event
from integrative.messaging.models import OutboundMessage, Status
from integrative.messaging.services import schedule
from patients.merging import bound_models, clashes_of
from patients.models import (
    Allergy,
    Answer,
    AskedAbout,
    Medication,
    Patient,
    PhaseOfCare,
    RecordMerge,
    Topic,
    TumorMarker,
)
from patients.models.bound import PatientBound
from patients.services import answer_nothing_named, edit_person, record_fact
from patients.services.merge import Undone, merge_records, undo_merge
from referrals.models import Referral
from symptoms.models import Consultation, GoalsOfCareEntry, ProductUse, SymptomScore
from tests.factories.accounts import UserFactory
from tests.factories.careplans import CarePlanFactory, CheckInFactory, FollowUpFactory, PlanPartFactory
from tests.factories.patients import (
    CancerFactory,
    MarkerFactory,
    MeasurementFactory,
    MedicationFactory,
    PatientFactory,
    PhaseFactory,
    StageFactory,
    TreatmentFactory,
)
from tests.factories.referrals import ReferralFactory, ServiceFactory
from tests.factories.symptoms import (
    ConsultationFactory,
    GoalsEntryFactory,
    ProductFactory,
    ScoreFactory,
    sign,
)


@pytest.fixture(autouse=True)
def repeated_queries_raise() -> None:
    """Services called one after the other repeat their queries; the watch is for pages."""


@pytest.fixture
def other(patient: Patient) -> Patient:
    """The same person, registered a second time."""
    return PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)


def merge(kept: Patient, merged: Patient, **more: Any) -> RecordMerge:
    for person in (kept, merged):
        person.refresh_from_db()
    asked = {"by": kept.lead_clinician, "why": "Same birth date and address, asked in person."}
    versions = {"kept_version": kept.version, "merged_version": merged.version}
    return merge_records(kept=kept, merged=merged, **asked | versions | more)


def undo(done: RecordMerge) -> Undone:
    return undo_merge(done.pk, by=done.merged_by)


def a_full_record(of: Patient) -> None:
    """Something of every app, signed and activated things among it."""
    marker = MarkerFactory(cancer=CancerFactory(patient=of))
    StageFactory(cancer=marker.cancer)
    for factory in (TreatmentFactory, MedicationFactory, MeasurementFactory):
        factory(patient=of)
    signed = ConsultationFactory(patient=of, author=of.lead_clinician)
    ScoreFactory(consultation=signed)
    sign(signed)
    GoalsEntryFactory(patient=of)
    ProductFactory(patient=of, name_as_typed="Turmeric")
    plan = CarePlanFactory(patient=of)
    part = PlanPartFactory(plan=plan)
    CarePlan.objects.filter(pk=plan.pk).update(
        status="active", activated_on=date(2026, 11, 2), activated_by=of.lead_clinician
    )
    plan.refresh_from_db()
    FollowUpFactory(patient=of, plan=plan)
    CheckInFactory(plan=plan, patient=of)
    ReferralFactory(patient=of, plan_part=part)


def rows(of: Patient) -> dict[str, set[UUID]]:
    found = {
        model._meta.label: set(model.objects.of(of).values_list("pk", flat=True)) for model in bound_models()
    }
    return {label: keys for label, keys in found.items() if keys}


def contents(of: Patient) -> list[dict[str, Any]]:
    """Every column but the patient."""
    return [
        {name: value for name, value in row.items() if name != "patient_id"}
        for model in bound_models()
        for row in model.objects.of(of).order_by("pk").values()
    ]


# What moves


def test_every_row_of_every_app_moves_and_nothing_of_it_changes(patient: Patient, other: Patient) -> None:
    a_full_record(other)
    before, words = rows(other), contents(other)
    assert len(before) == 14
    done = merge(patient, other)
    assert rows(other) == {}
    assert rows(patient) == before
    assert contents(patient) == words
    assert {label: set(map(UUID, keys)) for label, keys in RecordMerge.objects.get().moved} == before
    other.refresh_from_db()
    assert other.merged_into == patient
    assert done.rows_moved == sum(map(len, before.values()))


def test_undoing_moves_back_exactly_what_moved(patient: Patient, other: Patient) -> None:
    a_full_record(other)
    MedicationFactory(patient=patient, name="Lorazepam")
    before = rows(other), rows(patient), contents(other), contents(patient)
    done = merge(patient, other)
    undone = undo(done)
    assert (rows(other), rows(patient), contents(other), contents(patient)) == before
    assert (undone.stayed, undone.as_they_are) == (0, [])
    other.refresh_from_db()
    done.refresh_from_db()
    assert other.merged_into is None
    assert (done.undone_by, done.undone_at is not None) == (done.merged_by, True)


def test_rows_added_since_stay_and_it_says_so(patient: Patient, other: Patient) -> None:
    done = merge(patient, other)
    added = record_fact(Allergy, patient=patient, by=patient.lead_clinician, substance="Latex")
    assert undo(done).stayed == 1
    assert rows(patient) == {"patients.Allergy": {added.pk}}


def test_what_was_hung_on_a_moved_row_since_goes_back_with_it(patient: Patient, other: Patient) -> None:
    cancer = CancerFactory(patient=other)
    done = merge(patient, other)
    cancer.refresh_from_db()
    marker = MarkerFactory(cancer=cancer, patient=patient)
    assert undo(done).stayed == 0
    assert rows(other) == {"patients.CancerCondition": {cancer.pk}, "patients.TumorMarker": {marker.pk}}


def test_a_moved_row_stays_with_what_it_was_hung_on_since(patient: Patient, other: Patient) -> None:
    here, marker = CancerFactory(patient=patient), MarkerFactory(cancer=CancerFactory(patient=other))
    done = merge(patient, other)
    TumorMarker.objects.filter(pk=marker.pk).update(cancer=here)
    undo(done)
    assert TumorMarker.objects.get(pk=marker.pk).patient == patient


def test_every_kind_of_row_about_a_patient_is_known_and_guarded() -> None:
    """A new model with a relation to the patient can't be forgotten."""
    relations = (relation.related_model for relation in Patient._meta.related_objects)
    related = set(relations) - {Patient, RecordMerge, Patient.pgh_event_model}
    assert related == set(bound_models())
    for model in related:
        assert issubclass(model, PatientBound)
        assert "only_in_open_records" in {trigger.name for trigger in model._meta.triggers}
        rules = {rule.name for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)}
        assert model.IN_A_MERGE.keys() <= rules


@pytest.mark.parametrize(
    ("model", "rule"),
    [
        (model, rule.name)
        for model in bound_models()
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
        and ("patient" in rule.fields or models.F("patient") in rule.expressions)
    ],
)
def test_every_constraint_over_the_patient_says_how_rows_meet(model: type[PatientBound], rule: str) -> None:
    assert rule in model.IN_A_MERGE


def test_letters_that_wait_follow(patient: Patient, other: Patient) -> None:
    follow_up = FollowUpFactory(patient=other)
    letter = remind(follow_up)
    done = merge(patient, other)
    letter.refresh_from_db()
    assert letter.patient_id == patient.pk
    undo(done)
    letter.refresh_from_db()
    assert letter.patient_id == other.pk


def remind(follow_up: FollowUp) -> OutboundMessage:
    patient = follow_up.patient
    return schedule(
        clinic_id=patient.clinic_id, kind="follow-up-reminder", subject_id=follow_up.pk,
        patient_id=patient.pk, occurrence=follow_up.closes_on,
        send_at=patient.registered_at + timedelta(days=3),
    )  # fmt: skip


def test_what_happened_is_in_the_log_of_both(patient: Patient, other: Patient) -> None:
    done = merge(patient, other)
    undo(done)
    told = Event.objects.order_by("at", "pk").values_list("patient_id", "verb", "note")
    assert set(told) == {
        (patient.pk, "merged records", done.why),
        (other.pk, "merged into another record", done.why),
        (patient.pk, "undid merge", ""),
        (other.pk, "undid merge", ""),
    }


# Who the person is


def test_chosen_details_are_taken_over_and_put_back(patient: Patient, other: Patient) -> None:
    Patient.objects.filter(pk=other.pk).update(family_name="Okafor", phone="555-0199")
    before = patient.family_name
    done = merge(patient, other, from_merged={"family_name"})
    patient.refresh_from_db()
    assert (patient.family_name, patient.phone) == ("Okafor", "")
    undo(done)
    patient.refresh_from_db()
    assert patient.family_name == before


def test_details_changed_since_are_left_and_named(patient: Patient, other: Patient) -> None:
    Patient.objects.filter(pk=other.pk).update(phone="555-0199")
    done = merge(patient, other, from_merged={"phone"})
    patient.refresh_from_db()
    edit_person(patient_id=patient.pk, expected_version=patient.version, by=done.merged_by, phone="555-0142")
    assert undo(done).as_they_are == [f"{patient}: phone"]
    patient.refresh_from_db()
    assert patient.phone == "555-0142"


def test_the_record_number_can_not_be_chosen(patient: Patient, other: Patient) -> None:
    with pytest.raises(Refused, match="mrn"):
        merge(patient, other, from_merged={"mrn"})


# How two rows meet


def refusal(kept: Patient, merged: Patient) -> str:
    before = rows(kept), rows(merged)
    with pytest.raises(Refused) as refused:
        merge(kept, merged)
    merged.refresh_from_db()
    assert (rows(kept), rows(merged), merged.merged_into) == (*before, None)
    assert not RecordMerge.objects.exists()
    return str(refused.value)


def test_two_current_phases(patient: Patient, other: Patient) -> None:
    PhaseFactory(patient=patient)
    PhaseFactory(patient=other, phase="survivorship")
    said = refusal(patient, other)
    assert said == (
        "Both records have a current phase of care, here Survivorship. Give one of them its last day first."
    )
    PhaseOfCare.objects.of(other).update(ended_on=date(2026, 3, 1))
    merge(patient, other)


def test_one_product_taken_twice(patient: Patient, other: Patient) -> None:
    ProductFactory(patient=patient, name_as_typed="Turmeric")
    ProductFactory(patient=other, name_as_typed="TURMERIC")
    assert "TURMERIC is taken now" in refusal(patient, other)
    ProductUse.objects.of(other).update(stopped_on=date(2026, 3, 1))
    merge(patient, other)


def test_two_unfinished_maps_of_one_author(patient: Patient, other: Patient) -> None:
    ConsultationFactory(patient=patient, author=patient.lead_clinician)
    draft = ConsultationFactory(patient=other, author=patient.lead_clinician)
    assert f"an unfinished map of {patient.lead_clinician}" in refusal(patient, other)
    sign(draft)
    merge(patient, other)


def test_two_open_referrals_to_one_service(patient: Patient, other: Patient) -> None:
    service = ServiceFactory(clinic=patient.clinic, name="Acupuncture")
    for person in (patient, other):
        ReferralFactory(patient=person, service=service)
    assert "open referral to Acupuncture" in refusal(patient, other)
    Referral.objects.of(other).update(status="closed", outcome="declined")
    merge(patient, other)


def test_two_plans_being_written(patient: Patient, other: Patient) -> None:
    for person in (patient, other):
        CarePlanFactory(patient=person)
    assert "a plan that is being written" in refusal(patient, other)


@pytest.mark.parametrize("later_is_kept", [True, False])
def test_of_two_active_plans_the_newer_counts(patient: Patient, other: Patient, later_is_kept: bool) -> None:
    plans = {}
    for person, day in zip((patient, other), (date(2026, 11, 9), date(2026, 11, 2)), strict=True):
        plan = CarePlanFactory(patient=person, active=True, activated_on=day)
        plans[plan] = remind(FollowUpFactory(patient=person, plan=plan))
    newer, older = plans
    kept, merged = (patient, other) if later_is_kept else (other, patient)
    done = merge(kept, merged)
    assert CarePlan.objects.of(kept).active().get() == newer
    assert [plan.pk for plan in CarePlan.objects.of(kept).newest_first()] == [older.pk, newer.pk]
    older.refresh_from_db()
    assert (older.status, older.number, newer.number) == ("superseded", 1, 1)
    assert FollowUp.objects.of(kept).open().get().plan == newer
    plans[older].refresh_from_db()
    assert plans[older].status == Status.CANCELLED
    undo(done)
    for plan in plans:
        plan.refresh_from_db()
        assert plan.status == "active"
        assert FollowUp.objects.open().filter(plan=plan, patient=plan.patient).exists()
        standing = OutboundMessage.objects.about(plan.follow_up.pk).standing().get()
        assert standing.patient_id == plan.patient_id


def test_a_plan_activated_since_stays_the_one_that_counts(patient: Patient, other: Patient) -> None:
    older = CarePlanFactory(patient=patient, active=True, activated_on=date(2026, 11, 2))
    CarePlanFactory(patient=other, active=True, activated_on=date(2026, 11, 9))
    done = merge(patient, other)
    CarePlan.objects.of(patient).active().update(status="superseded")
    since = CarePlanFactory(patient=patient, active=True, number=2)
    assert undo(done).as_they_are == [str(older)]
    assert CarePlan.objects.of(patient).active().get() == since


def test_two_check_ins_of_one_week(patient: Patient, other: Patient) -> None:
    here, there = (CheckInFactory(plan=CarePlanFactory(patient=p, superseded=True)) for p in (patient, other))
    done = merge(patient, other)
    assert CheckIn.objects.of(patient).get() == here
    assert CheckIn.objects.of(other).get() == there
    assert not CheckIn.objects.visible_to(patient.lead_clinician).filter(pk=there.pk).exists()
    undo(done)
    assert CheckIn.objects.visible_to(patient.lead_clinician).count() == 2


def test_of_two_answers_the_newer_stands(patient: Patient, other: Patient) -> None:
    by = patient.lead_clinician
    for person, day in ((patient, date(2026, 5, 1)), (other, date(2026, 6, 1))):
        asked = answer_nothing_named(patient=person, by=by, topic=Topic.FALLS, answer=Answer.NONE)
        AskedAbout.objects.filter(pk=asked.pk).update(asked_on=day)
    done = merge(patient, other)
    assert AskedAbout.objects.of(patient).standing().get().asked_on == date(2026, 6, 1)
    undo(done)
    assert AskedAbout.objects.of(patient).standing().get().asked_on == date(2026, 5, 1)


@pytest.mark.parametrize("is_kept", [True, False])
def test_no_allergies_is_no_answer_beside_a_named_one(
    patient: Patient, other: Patient, is_kept: bool
) -> None:
    by = patient.lead_clinician
    answer_nothing_named(patient=patient, by=by, topic=Topic.ALLERGIES, answer=Answer.NONE)
    record_fact(Allergy, patient=other, by=by, substance="Penicillin")
    kept, merged = (patient, other) if is_kept else (other, patient)
    done = merge(kept, merged)
    assert not AskedAbout.objects.of(kept).standing().exists()
    undo(done)
    assert AskedAbout.objects.of(patient).standing().get().answer == "none"


def test_no_allergies_does_not_come_back_beside_one_named_since(patient: Patient, other: Patient) -> None:
    by = patient.lead_clinician
    answer_nothing_named(patient=patient, by=by, topic=Topic.ALLERGIES, answer=Answer.NONE)
    record_fact(Allergy, patient=other, by=by, substance="Penicillin")
    done = merge(patient, other)
    record_fact(Allergy, patient=patient, by=by, substance="Latex")
    assert undo(done).as_they_are == ["Allergies: none"]
    assert not AskedAbout.objects.of(patient).standing().exists()


def test_an_unfinished_map_does_not_say_nothing_beside_products(patient: Patient, other: Patient) -> None:
    draft = ConsultationFactory(patient=patient, author=patient.lead_clinician, takes_no_products=True)
    ProductFactory(patient=other, name_as_typed="Turmeric")
    done = merge(patient, other)
    draft.refresh_from_db()
    assert draft.takes_no_products is None
    undo(done)
    draft.refresh_from_db()
    assert draft.takes_no_products is True


def test_what_does_not_meet_is_no_clash(patient: Patient, other: Patient) -> None:
    for person in (patient, other):
        PhaseFactory(patient=person, ended_on=date(2026, 3, 1))
        ConsultationFactory(patient=person, author=UserFactory())
        ReferralFactory(patient=person)
        CarePlanFactory(patient=person, superseded=True)
    assert clashes_of(patient, other) == []


# What is refused


def test_a_record_is_not_merged_into_itself(patient: Patient) -> None:
    with pytest.raises(Refused, match="one and the same"):
        merge(patient, patient)
    with pytest.raises(IntegrityError, match="patient_is_not_merged_into_itself"), transaction.atomic():
        Patient.objects.filter(pk=patient.pk).update(merged_into=patient)


def test_a_record_of_another_clinic_is_not_merged(patient: Patient) -> None:
    with pytest.raises(Refused, match="of one clinic"):
        merge(patient, PatientFactory())


@pytest.mark.parametrize("again", ["kept", "merged"])
def test_a_closed_record_is_not_merged_again(patient: Patient, other: Patient, again: str) -> None:
    merge(patient, other)
    third = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    pair = (other, third) if again == "kept" else (third, other)
    with pytest.raises(Refused, match=f"The record {other.mrn} was merged into another already"):
        merge(*pair)


def test_a_merge_is_undone_once(patient: Patient, other: Patient) -> None:
    done = merge(patient, other)
    undo(done)
    with pytest.raises(Refused, match="undone already, by"):
        undo(done)


def test_merges_are_undone_in_their_turn(patient: Patient, other: Patient) -> None:
    third = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    medicine = MedicationFactory(patient=third)
    first, second = merge(other, third), merge(patient, other)
    with pytest.raises(Refused, match="Undo that merge first"):
        undo(first)
    undo(second)
    undo(first)
    assert Medication.objects.get(pk=medicine.pk).patient == third


def test_without_a_reason_nothing_is_merged(patient: Patient, other: Patient) -> None:
    with pytest.raises(Refused) as refused:
        merge(patient, other, why="  ")
    assert refused.value.field == "why"


@pytest.mark.parametrize("which", ["kept_version", "merged_version"])
def test_what_was_looked_at_has_to_stand(patient: Patient, other: Patient, which: str) -> None:
    for seen in (99, None):
        with pytest.raises(Stale):
            merge(patient, other, **{which: seen})


def test_one_press_merges_once(patient: Patient, other: Patient) -> None:
    once = uuid4()
    merge(patient, other, once=once)
    with pytest.raises(AlreadySaved):
        merge(patient, other, once=once)


def test_a_closed_record_takes_nothing(patient: Patient, other: Patient) -> None:
    medicine = MedicationFactory(patient=patient)
    merge(patient, other)
    for write in (
        lambda: record_fact(Allergy, patient=other, by=patient.lead_clinician, substance="Latex"),
        lambda: Medication.objects.filter(pk=medicine.pk).update(patient=other),
        lambda: GoalsEntryFactory(patient=other),
    ):
        with pytest.raises(IntegrityError, match="merged into another"), transaction.atomic():
            write()
    other.refresh_from_db()
    with pytest.raises(Refused, match="Change that one"):
        edit_person(
            patient_id=other.pk, expected_version=other.version, by=patient.lead_clinician, phone="555-0142"
        )


# Signed and activated stays as it was


def named_to_the_database(key: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('clinic.merging', %s, TRUE)", [str(key)])


KEPT = {
    Consultation: {"visit_on": date(2026, 1, 2)},
    SymptomScore: {"score": 0},
    GoalsOfCareEntry: {"hope": "Other"},
    CarePlan: {"one_thing": "Other"},
}


@pytest.fixture
def done(patient: Patient, other: Patient) -> RecordMerge:
    a_full_record(other)
    return merge(patient, other)


@pytest.mark.parametrize("model", KEPT)
def test_a_merge_moves_and_does_nothing_else(done: RecordMerge, model: type[PatientBound]) -> None:
    third = PatientFactory(clinic=done.clinic)
    for named, changes in (
        (done.pk, KEPT[model]),
        (done.pk, KEPT[model] | {"patient": done.merged}),
        (done.pk, {"patient": third}),
        ("", {"patient": third}),
        (uuid7(), {"patient": third}),
    ):
        named_to_the_database(named)
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.of(done.kept).update(**changes)
    named_to_the_database(done.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.of(done.kept).delete()


@pytest.mark.parametrize("model", KEPT)
def test_an_undone_merge_moves_nothing_more(done: RecordMerge, model: type[PatientBound]) -> None:
    undo(done)
    named_to_the_database(done.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.of(done.merged).update(patient=done.kept)


@pytest.mark.parametrize("model", KEPT)
def test_after_a_merge_nothing_moves_in_the_same_transaction(
    done: RecordMerge, model: type[PatientBound]
) -> None:
    Patient.objects.filter(pk=done.merged_id).update(merged_into=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.of(done.kept).update(patient=done.merged)


@pytest.mark.parametrize("changes", [{"moved": []}, {"why": "Other"}, {"undone_at": None}])
def test_what_a_merge_did_is_kept(done: RecordMerge, changes: dict[str, Any]) -> None:
    if "undone_at" in changes:
        undo(done)
        changes = changes | {"undone_by": None}
    with pytest.raises(DatabaseError, match="merge_is_only_undone"), transaction.atomic():
        RecordMerge.objects.filter(pk=done.pk).update(**changes)
    with pytest.raises(DatabaseError, match="merge_is_not_deleted"), transaction.atomic():
        done.delete()


def test_a_failure_in_the_middle_leaves_both_records_as_they_were(patient: Patient, other: Patient) -> None:
    """A rule nobody named yet: the database refuses after rows had moved."""
    a_full_record(other)
    ReferralFactory(patient=patient)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE UNIQUE INDEX one_referral ON referrals_referral (patient_id, urgency)")
    before = rows(patient), rows(other)
    with pytest.raises(IntegrityError, match="one_referral"), transaction.atomic():
        merge(patient, other)
    other.refresh_from_db()
    assert (rows(patient), rows(other), other.merged_into) == (*before, None)


# Two at once


def at_once(*acts: Any) -> list[Any]:
    together = Barrier(len(acts), timeout=20)

    def run(act: Any) -> Any:
        together.wait()
        try:
            return act()
        except Exception as raised:  # noqa: BLE001
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crossed", [True, False])
def test_of_two_people_merging_at_once_one_is_told(patient: Patient, other: Patient, crossed: bool) -> None:
    asked = {"by": patient.lead_clinician, "why": "Same person.", "kept_version": 1, "merged_version": 1}
    pairs = [(patient, other), (other, patient) if crossed else (patient, other)]
    outcomes = at_once(
        *(lambda pair=pair: merge_records(kept=pair[0], merged=pair[1], **asked) for pair in pairs)
    )
    assert sum(isinstance(outcome, RecordMerge) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_people_undoing_at_once_one_is_told(patient: Patient, other: Patient) -> None:
    done = merge(patient, other)
    outcomes = at_once(lambda: undo(done), lambda: undo(done))
    assert sum(isinstance(outcome, Undone) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1


@pytest.mark.django_db(transaction=True)
def test_a_fact_written_while_records_are_merged_is_never_left_behind(
    patient: Patient, other: Patient
) -> None:
    for number in range(5):
        third = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
        merged, written = at_once(
            lambda third=third: merge(patient, third),
            lambda third=third, number=number: MedicationFactory(patient=third, name=f"Medicine {number}"),
        )
        assert isinstance(merged, RecordMerge)
        assert not Medication.objects.of(third).exists()
        stands = Medication.objects.of(patient).filter(name=f"Medicine {number}").exists()
        assert stands != isinstance(written, IntegrityError)

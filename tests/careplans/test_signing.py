"""Signing: alone, by two, back to the author; once, by the right discipline, and nothing half-written."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from careplans.models import CarePlan, Domain, FollowUp, Intervention, PlanPart, Signature, Slot
from careplans.services import cosign_plan, open_plan_draft, return_plan, sign_plan
from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.models import Discipline, Role, User
from integrative.audit.models import Event
from integrative.messaging.models import OutboundMessage
from patients.models import Patient
from symptoms.services.products import add_product, stop_product
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import MeasurementFactory, MedicationFactory

from .conftest import WritePlan


@pytest.fixture(autouse=True)
def repeated_queries_raise() -> None:
    """Services called one after the other repeat their queries; the watch is for pages."""


Hire = Callable[..., User]


@pytest.fixture
def hire(patient: Patient) -> Hire:
    """`hire(Discipline.NURSE)`: someone who writes plans at the patient's clinic."""

    def post(discipline: str, role: str = Role.CLINICIAN) -> User:
        return MembershipFactory(clinic=patient.clinic, role=role, discipline=discipline).user

    return post


@pytest.fixture
def with_a_supplement(draft: CarePlan) -> CarePlan:
    """A plan that a physical therapist may not sign alone."""
    Intervention.objects.create(
        part=draft.parts.get(slot=Slot.TARGET_1),
        position=1,
        domain=Domain.NUTRITION,
        title="Ginger root",
        amount=500,
        unit="mg",
        is_new_pill=True,
    )
    return draft


@pytest.fixture
def therapist(hire: Hire) -> User:
    return hire(Discipline.PHYSICAL_THERAPIST)


@pytest.fixture
def waiting(with_a_supplement: CarePlan, therapist: User) -> CarePlan:
    plan = with_a_supplement
    return sign_plan(plan_id=plan.pk, expected_version=plan.version, by=therapist)


def nothing_counts(plan: CarePlan) -> bool:
    return not (FollowUp.objects.exists() or OutboundMessage.objects.exists()) and (
        not CarePlan.objects.active().filter(pk=plan.pk).exists()
    )


def test_a_physician_signs_alone(draft: CarePlan, clinician: User, today: date) -> None:
    plan = sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    assert (plan.status, plan.activated_on, plan.activated_by) == ("active", today, clinician)
    signature = plan.signatures.get()
    assert (signature.signed_as, signature.by, signature.discipline) == ("author", clinician, "physician")


def test_a_nurse_practitioner_signs_a_supplement_alone(with_a_supplement: CarePlan, hire: Hire) -> None:
    plan, by = with_a_supplement, hire(Discipline.NURSE_PRACTITIONER)
    assert sign_plan(plan_id=plan.pk, expected_version=plan.version, by=by).status == "active"


def test_another_discipline_signs_alone_what_holds_nothing_to_clear(draft: CarePlan, therapist: User) -> None:
    plan = sign_plan(plan_id=draft.pk, expected_version=draft.version, by=therapist)
    assert plan.status == "active"


def test_a_supplement_of_another_discipline_waits_for_a_second_signature(
    waiting: CarePlan, therapist: User
) -> None:
    assert (waiting.status, waiting.activated_on) == ("signed", None)
    assert waiting.signatures.get().by == therapist
    assert nothing_counts(waiting)
    assert Event.objects.filter(verb="signed plan", by=therapist).count() == 1


def test_the_second_signature_makes_it_count(
    waiting: CarePlan, clinician: User, therapist: User, today: date
) -> None:
    plan = cosign_plan(plan_id=waiting.pk, expected_version=waiting.version, by=clinician)
    assert (plan.status, plan.activated_on) == ("active", today)
    assert [(each.signed_as, each.by) for each in plan.signatures.all()] == [
        ("author", therapist),
        ("cosigner", clinician),
    ]
    assert FollowUp.objects.get().plan == plan
    assert OutboundMessage.objects.count() == 2


def test_a_waiting_plan_leaves_the_active_one_in_force(
    active: CarePlan, patient: Patient, therapist: User, clinician: User
) -> None:
    new = open_plan_draft(patient=patient, by=therapist)
    Intervention.objects.create(
        part=new.parts.get(slot=Slot.TARGET_1), position=1, domain=Domain.MEDICINE, title="Ondansetron 8 mg"
    )
    new.refresh_from_db()
    waiting = sign_plan(plan_id=new.pk, expected_version=new.version, by=therapist)
    active.refresh_from_db()
    assert (active.status, waiting.status) == ("active", "signed")
    cosign_plan(plan_id=waiting.pk, expected_version=waiting.version, by=clinician)
    active.refresh_from_db()
    assert active.status == "superseded"


@pytest.mark.parametrize("discipline", [Discipline.NURSE, Discipline.DIETITIAN, Discipline.PHARMACIST])
def test_the_second_signature_is_a_prescribers(waiting: CarePlan, hire: Hire, discipline: Discipline) -> None:
    with pytest.raises(Refused, match="that of a physician or a nurse practitioner"):
        cosign_plan(plan_id=waiting.pk, expected_version=waiting.version, by=hire(discipline))
    assert nothing_counts(waiting)


@pytest.mark.parametrize("discipline", [Discipline.PATIENT_NAVIGATION, Discipline.ADMINISTRATION])
def test_navigation_and_administration_sign_nothing(
    draft: CarePlan, hire: Hire, discipline: Discipline
) -> None:
    with pytest.raises(Refused, match="signed by clinicians"):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=hire(discipline))
    assert nothing_counts(draft)
    assert not Signature.objects.exists()


def test_someone_without_a_post_at_the_clinic_signs_nothing(draft: CarePlan) -> None:
    elsewhere = MembershipFactory(discipline=Discipline.PHYSICIAN).user
    with pytest.raises(Refused, match="signed by clinicians"):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=elsewhere)


def test_nobody_signs_twice(waiting: CarePlan, patient: Patient, therapist: User) -> None:
    therapist.memberships.update(discipline=Discipline.PHYSICIAN)
    promoted = User.objects.get(pk=therapist.pk)
    with pytest.raises(Refused, match="You signed this plan already"):
        cosign_plan(plan_id=waiting.pk, expected_version=waiting.version, by=promoted)
    with pytest.raises(Refused, match="waits for a second signature"):
        sign_plan(plan_id=waiting.pk, expected_version=waiting.version, by=promoted)
    assert nothing_counts(waiting)


def test_a_returned_plan_goes_on_as_a_draft_of_its_author(
    waiting: CarePlan, clinician: User, therapist: User
) -> None:
    draft = return_plan(
        plan_id=waiting.pk, expected_version=waiting.version, by=clinician, why="Half the dose of ginger"
    )
    waiting.refresh_from_db()
    assert (waiting.status, draft.status, draft.number) == ("returned", "draft", waiting.number + 1)
    assert (draft.written_by, draft.one_thing, draft.review_on) == (
        therapist,
        waiting.one_thing,
        waiting.review_on,
    )
    titles = Intervention.objects.filter(part__plan=draft).values_list("title", flat=True)
    assert list(titles) == ["Ginger root"]
    back = waiting.signatures.get(signed_as="returned")
    assert (back.by, back.comment) == (clinician, "Half the dose of ginger")
    assert nothing_counts(waiting)


def test_the_author_takes_a_signed_plan_back(waiting: CarePlan, therapist: User) -> None:
    draft = return_plan(
        plan_id=waiting.pk, expected_version=waiting.version, by=therapist, why="I forgot the walk"
    )
    assert draft.is_draft


@pytest.mark.parametrize(("why", "field"), [("", "why"), ("   ", "why")])
def test_returning_says_why(waiting: CarePlan, clinician: User, why: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        return_plan(plan_id=waiting.pk, expected_version=waiting.version, by=clinician, why=why)
    assert refusal.value.field == field
    waiting.refresh_from_db()
    assert waiting.status == "signed"


def test_others_do_not_return_it(waiting: CarePlan, hire: Hire) -> None:
    with pytest.raises(Refused, match="returned by"):
        return_plan(plan_id=waiting.pk, expected_version=waiting.version, by=hire(Discipline.NURSE), why="No")


def test_a_page_that_is_stale_signs_nothing(
    waiting: CarePlan, clinician: User, patient: Patient, write_plan: WritePlan
) -> None:
    for act, more in ((cosign_plan, {}), (return_plan, {"why": "Less"})):
        with pytest.raises(Stale):
            act(plan_id=waiting.pk, expected_version=waiting.version - 1, by=clinician, **more)
    waiting.refresh_from_db()
    assert waiting.status == "signed"
    assert waiting.signatures.count() == 1


def test_the_same_press_signs_once(draft: CarePlan, clinician: User) -> None:
    once = uuid4()
    sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician, once=once)
    with pytest.raises(AlreadySaved):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician, once=once)
    assert Signature.objects.count() == 1


def test_a_plan_that_counts_is_not_signed_again(active: CarePlan, clinician: User) -> None:
    for act in (sign_plan, cosign_plan):
        with pytest.raises(Refused):
            act(plan_id=active.pk, expected_version=active.version, by=clinician)
    assert active.signatures.count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"review_on": None}, "Choose the day of the follow-up."),
        ({"review_on": 7}, "The follow-up is set for"),
        ({"review_on": 70}, "The follow-up is set for"),
        ({"one_thing": ""}, "only one thing gets done"),
    ],
)
def test_what_is_missing_is_said_and_nothing_signed(
    draft: CarePlan, clinician: User, today: date, changes: dict[str, Any], says: str
) -> None:
    if isinstance(changes.get("review_on"), int):
        changes = {"review_on": today + timedelta(days=changes["review_on"])}
    CarePlan.objects.filter(pk=draft.pk).update(**changes)
    with pytest.raises(Refused, match=says):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    assert nothing_counts(draft)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("slot", "field", "says"),
    [(Slot.ANCHOR, "bad_day", "on a bad day"), (Slot.COPING, "moment", "moment of the day")],
)
def test_the_small_version_and_the_moment_are_said(
    draft: CarePlan, clinician: User, slot: Slot, field: str, says: str
) -> None:
    PlanPart.objects.filter(plan=draft, slot=slot).update(**{field: ""})
    with pytest.raises(Refused, match=says):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)


def test_a_start_that_is_not_on_record_keeps_nobody_from_signing(draft: CarePlan, clinician: User) -> None:
    PlanPart.objects.filter(plan=draft, slot=Slot.TARGET_1).update(baseline=None, baseline_on=None)
    assert sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician).status == "active"


def test_the_clearance_of_each_therapy_is_kept_as_it_was(draft: CarePlan, clinician: User) -> None:
    PlanPart.objects.filter(plan=draft, slot=Slot.ANCHOR).update(therapy="yoga")
    plan = sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    kept = plan.clearances.get()
    assert kept.therapy == "yoga"
    assert kept.reasons
    assert kept.knowledge_version
    with pytest.raises(ProgrammingError, match="therapy_clearances_are_kept"), transaction.atomic():
        plan.clearances.update(action="clear")


def test_signatures_are_kept(active: CarePlan, clinician: User) -> None:
    with pytest.raises(ProgrammingError, match="signatures_are_kept"), transaction.atomic():
        active.signatures.update(comment="Later")
    with pytest.raises(ProgrammingError, match="signatures_are_kept"), transaction.atomic():
        active.signatures.all().delete()
    with pytest.raises(IntegrityError, match="signature_once_of_each_kind"), transaction.atomic():
        Signature.objects.create(plan=active, signed_as="author", by=clinician, discipline="physician")
    with pytest.raises(IntegrityError, match="signature_by_two_people"), transaction.atomic():
        Signature.objects.create(plan=active, signed_as="cosigner", by=clinician, discipline="physician")


@pytest.mark.parametrize(
    "changes", [{"one_thing": "Other"}, {"review_on": date(2030, 1, 1)}, {"status": "draft"}]
)
def test_the_database_keeps_what_was_signed_once(waiting: CarePlan, changes: dict[str, Any]) -> None:
    with pytest.raises(ProgrammingError, match="activated_plan_is_kept"), transaction.atomic():
        CarePlan.objects.filter(pk=waiting.pk).update(**changes)
    with pytest.raises(IntegrityError, match="this plan is signed"), transaction.atomic():
        PlanPart.objects.filter(plan=waiting).update(title="Other")
    with pytest.raises(IntegrityError, match="this plan is signed"), transaction.atomic():
        Intervention.objects.filter(part__plan=waiting).update(title="Other")


@pytest.mark.django_db(transaction=True)
def test_two_people_sign_second_at_the_same_moment_and_one_counts(
    waiting: CarePlan, clinician: User, hire: Hire
) -> None:
    other = hire(Discipline.NURSE_PRACTITIONER)
    start, outcomes = threading.Barrier(2), []

    def press(by: User) -> None:
        start.wait()
        try:
            cosign_plan(plan_id=waiting.pk, expected_version=waiting.version, by=by)
            outcomes.append("active")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(by,)) for by in (clinician, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert sorted(outcomes) == ["active", "refused"]
    assert Signature.objects.filter(signed_as="cosigner").count() == FollowUp.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_signs_while_another_returns_and_one_of_both_stands(waiting: CarePlan, clinician: User) -> None:
    start, outcomes = threading.Barrier(2), []

    def press(act: Callable[..., CarePlan], **more: Any) -> None:
        start.wait()
        try:
            act(plan_id=waiting.pk, expected_version=waiting.version, by=clinician, **more)
            outcomes.append(act.__name__)
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=(cosign_plan,)),
        threading.Thread(target=press, args=(return_plan,), kwargs={"why": "Less"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert outcomes.count("refused") == 1
    waiting.refresh_from_db()
    signed = "cosign_plan" in outcomes
    assert waiting.status == ("active" if signed else "returned")
    assert FollowUp.objects.exists() is signed
    assert CarePlan.objects.drafts().exists() is not signed


def test_a_therapy_on_hold_keeps_the_plan_from_counting(draft: CarePlan, clinician: User) -> None:
    MeasurementFactory(patient=draft.patient, analyte="platelets", value=Decimal(18))
    Intervention.objects.create(
        part=draft.parts.get(slot=Slot.TARGET_1),
        position=1,
        domain=Domain.PHYSICAL,
        therapy="acupuncture",
        title="Acupuncture, once a week",
    )
    with pytest.raises(Refused, match=r"Acupuncture.*lifted by a platelet count of 25 or more"):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    draft.refresh_from_db()
    assert draft.is_draft
    assert nothing_counts(draft)
    assert not draft.signatures.exists()


def test_a_stop_on_the_list_is_decided_first(draft: CarePlan, clinician: User) -> None:
    MedicationFactory(patient=draft.patient, name="Apixaban", dose=None, dose_unit="")
    product = add_product(patient=draft.patient, by=clinician, name_as_typed="St. John's wort")
    with pytest.raises(Refused, match=r"St\. John's wort"):
        sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician)
    assert nothing_counts(draft)
    stop_product(product_id=product.pk, by=clinician, stopped_on=draft.patient.clinic.today())
    assert sign_plan(plan_id=draft.pk, expected_version=draft.version, by=clinician).status == "active"

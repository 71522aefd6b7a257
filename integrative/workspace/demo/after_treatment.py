"""After treatment: what one person of the demo looks out for, his six months, and his wife's own plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from careplans.models import CarePlan, Slot
from careplans.services import save_part, sign_plan
from careplans.services.caregiver_plan import begin_caregiver_plan
from careplans.services.survivorship import start_survivorship_plan
from careplans.services.watch import Decided, decide_on_proposals
from careplans.survivorship import survivorship_of
from integrative.accounts.models import User
from patients.models import (
    Caregiver,
    CareTeamMember,
    Laterality,
    Patient,
    Procedure,
    RadiationCourse,
    Source,
)
from patients.services import record_fact
from patients.services.caregivers import agree

Step = Callable[[Patient, User], None]


def _ago(patient: Patient, days: int) -> date:
    """Counted from the day that the demo stands at."""
    return patient.clinic.today() - timedelta(days=days)


def record_what_was_done(patient: Patient, by: User) -> None:
    """Radiation and surgery with their days, who treats him elsewhere, and who helps at home."""
    record_fact(
        RadiationCourse, patient=patient, by=by, source=Source.RECORD, site="Pelvis", intent="curative",
        started_on=_ago(patient, 351), ended_on=_ago(patient, 311), fractions=28, dose_gy=50,
    )  # fmt: skip
    record_fact(
        Procedure, patient=patient, by=by, source=Source.RECORD, name="Low anterior resection of the rectum",
        performed_on=_ago(patient, 250), laterality=Laterality.NOT_APPLICABLE, lymph_nodes_removed=14,
    )  # fmt: skip
    for role, name, phone in (
        ("primary_care", "Dr. Paula Lindqvist", "555-0161"),
        ("medical_oncologist", "Dr. Ravi Shah", "555-0162"),
    ):
        record_fact(CareTeamMember, patient=patient, by=by, role=role, name=name, phone=phone)
    wife = record_fact(
        Caregiver,
        patient=patient,
        by=by,
        name="Linh Tran",
        relation="wife",
        phone="555-0163",
        lives_with=True,
    )
    agree(caregiver=wife, may_know=["plan", "appointments"], agreed_on=patient.clinic.today(), by=by)


def begin_her_own_plan(patient: Patient, by: User) -> None:
    begin_caregiver_plan(
        caregiver_id=Caregiver.objects.of(patient).valid().get().pk, by=by,
        review_on=patient.clinic.today() + timedelta(weeks=5), therapy="breathing_practice",
        title="Ten minutes on the balcony, alone", how="Slow out-breaths, the phone stays inside.",
        moment="When the dishes are done", times_a_week=7, minutes=10, place="home",
    )  # fmt: skip


def begin_six_months(patient: Patient, by: User) -> None:
    """What stands in the plan of weeks, and the fear that it comes back."""
    plan = start_survivorship_plan(patient=patient, by=by)
    save_part(
        plan_id=plan.pk, expected_version=_version(plan), by=by, slot=Slot.TARGET_2,
        symptom="fear_of_recurrence", title="Lying awake before every scan", goal=3,
        by_on=patient.clinic.today() + timedelta(weeks=14),
        how="A set time for worry, twenty minutes after lunch; a list of the signs that matter on the fridge",
    )  # fmt: skip
    sign_plan(plan_id=plan.pk, expected_version=_version(plan), by=by)


def begin_watch_list(patient: Patient, by: User) -> None:
    """Some on the list, one left out, the rest still to be decided."""
    today = patient.clinic.today()
    why = {each.effect.id: each.why for each in survivorship_of(patient, by).proposed}
    decided = [
        Decided("LE029", why["LE029"], "this_clinic", today + timedelta(days=26), "Diary since the autumn"),
        Decided("LE030", why["LE030"], "primary_care"),
        Decided("LE045", why["LE045"], "primary_care", today + timedelta(days=200)),
        Decided("LE047", why["LE047"], "this_clinic", today + timedelta(days=90)),
        Decided("LE043", why["LE043"], why="Asked; not a wish of his"),
    ]
    decide_on_proposals(patient=patient, decided=decided, by=by)


def _version(plan: CarePlan) -> int:
    return CarePlan.objects.values_list("version", flat=True).get(pk=plan.pk)


AFTER_TREATMENT: dict[str, tuple[tuple[int, Step], ...]] = {
    "36652190": (
        (-119, record_what_was_done),
        (-35, begin_her_own_plan),
        (-30, begin_six_months),
        (-28, begin_watch_list),
    ),
}
"""By record number: what happens on which day."""

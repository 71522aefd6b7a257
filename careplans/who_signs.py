"""Whose signature makes a plan count, and when it needs a second one.

House rule: physicians and nurse practitioners sign alone. A plan of another discipline needs one of them
too when it holds a medicine, a supplement, or a therapy that this person may only have adapted or after
asking. Navigation and administration sign nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from integrative.accounts.models import Discipline, Role, User
from patients.models import Patient

from .models import Domain, Intervention, PlanPart

SIGN_ALONE = frozenset({Discipline.PHYSICIAN, Discipline.NURSE_PRACTITIONER})
SIGN_NOTHING = frozenset({Discipline.PATIENT_NAVIGATION, Discipline.ADMINISTRATION})
ASKS_FOR_A_SECOND: Mapping[str, str] = {
    "adapt": "it has to be adapted for this person",
    "ask": "someone has to be asked first",
}
BY_WHOM = "a physician or a nurse practitioner"


def discipline_of(user: User, patient: Patient) -> str:
    """As what this person writes plans at the patient's clinic today; blank when they do not."""
    posts = [
        post.discipline
        for post in user.current_memberships
        if post.clinic_id == patient.clinic_id and post.role == Role.CLINICIAN
    ]
    return min(posts, key=lambda discipline: (discipline not in SIGN_ALONE, discipline), default="")


def cosigning_clinics(user: User) -> list[UUID]:
    """Where this person's signature is a second one today."""
    return [
        post.clinic_id
        for post in user.current_memberships
        if post.role == Role.CLINICIAN and may_cosign(post.discipline)
    ]


def signs_nothing(discipline: str) -> str:
    """Why this discipline signs no plan; blank when it does."""
    if discipline and discipline not in SIGN_NOTHING:
        return ""
    return f"Plans are signed by clinicians. Ask {BY_WHOM}."


def may_cosign(discipline: str) -> bool:
    return discipline in SIGN_ALONE


def needs_second(discipline: str, parts: Iterable[PlanPart], actions: Mapping[str, str]) -> tuple[str, ...]:
    """Why this author's plan needs a second signature, a sentence for each reason; empty when it needs none.

    In: parts with their interventions; the clearance of each therapy (clear, info, adapt, ask, hold).
    """
    if discipline in SIGN_ALONE:
        return ()
    rows: list[PlanPart | Intervention] = []
    for part in parts:
        rows += [part, *part.interventions.all()]
    return tuple(reason for row in rows if (reason := _reason(row, actions)))


def _reason(row: PlanPart | Intervention, actions: Mapping[str, str]) -> str:
    if isinstance(row, Intervention) and row.domain == Domain.MEDICINE:
        return f"{row.title} is a medicine."
    if isinstance(row, Intervention) and is_supplement(row):
        return f"{row.title} is a supplement."
    why = ASKS_FOR_A_SECOND.get(actions.get(row.therapy, ""))
    return f"{row.title}: {why}." if why else ""


def is_supplement(row: Intervention) -> bool:
    """Something to swallow, in contrast to advice about food."""
    return row.domain == Domain.NUTRITION and (row.amount is not None or row.is_new_pill)

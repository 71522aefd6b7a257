"""Who may do what, named once. Pages, API and templates ask the same question.

Another clinic's record is not found (404, through `visible_to`); a record of one's own clinic that
one's role may not touch is refused (403, through `require`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol
from uuid import UUID

import rules
from django.core.exceptions import PermissionDenied

from .models import Clinic, Role, User


class OfAClinic(Protocol):
    @property
    def clinic_id(self) -> UUID: ...


class Permission(StrEnum):
    OPEN_CHART = "patients.open_chart"
    REGISTER_PATIENT = "patients.register_patient"
    EDIT_RECORD = "patients.edit_record"
    EDIT_CIRCLE = "patients.edit_circle"
    MERGE_RECORDS = "patients.merge_records"
    WRITE_MAP = "symptoms.write_map"
    ADD_PRODUCT = "symptoms.add_product"
    DECIDE_ON_PRODUCTS = "symptoms.decide_on_products"
    ADVISE_ON_PRODUCTS = "symptoms.advise_on_products"
    ACT_ON_FLAGS = "symptoms.act_on_flags"
    READ_GOALS = "symptoms.read_goals"
    WRITE_GOALS = "symptoms.write_goals"
    WRITE_PLAN = "careplans.write_plan"
    CAREGIVER_PLAN = "careplans.caregiver_plan"
    CREATE_REFERRAL = "referrals.create_referral"
    READ_REFERRALS = "referrals.read_referrals"
    MOVE_REFERRAL = "referrals.move_referral"
    SEE_CASELOAD = "workspace.see_caseload"
    SEE_PROGRAM = "workspace.see_program"
    READ_MAIL_SINK = "messaging.read_mail_sink"


CLINICIAN, NAVIGATOR, ADMINISTRATOR, PHARMACIST = (
    Role.CLINICIAN,
    Role.NAVIGATOR,
    Role.ADMINISTRATOR,
    Role.PHARMACIST,
)

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.OPEN_CHART: frozenset({CLINICIAN, NAVIGATOR, PHARMACIST}),
    Permission.REGISTER_PATIENT: frozenset({CLINICIAN, NAVIGATOR}),
    Permission.EDIT_RECORD: frozenset({CLINICIAN}),
    # People around the person, who pays, and what happened between visits.
    Permission.EDIT_CIRCLE: frozenset({CLINICIAN, NAVIGATOR}),
    Permission.MERGE_RECORDS: frozenset({CLINICIAN}),
    Permission.WRITE_MAP: frozenset({CLINICIAN}),
    Permission.ADD_PRODUCT: frozenset({CLINICIAN, NAVIGATOR}),
    Permission.DECIDE_ON_PRODUCTS: frozenset({CLINICIAN}),
    Permission.ADVISE_ON_PRODUCTS: frozenset({PHARMACIST}),
    # Whoever may write down that a red flag was seen, and what was done.
    Permission.ACT_ON_FLAGS: frozenset({CLINICIAN}),
    Permission.READ_GOALS: frozenset({CLINICIAN}),
    Permission.WRITE_GOALS: frozenset({CLINICIAN}),
    Permission.WRITE_PLAN: frozenset({CLINICIAN}),
    # Reading it too: it is the caregiver's own.
    Permission.CAREGIVER_PLAN: frozenset({CLINICIAN}),
    Permission.CREATE_REFERRAL: frozenset({CLINICIAN}),
    Permission.READ_REFERRALS: frozenset({CLINICIAN, NAVIGATOR, ADMINISTRATOR}),
    Permission.MOVE_REFERRAL: frozenset({NAVIGATOR}),
    Permission.SEE_CASELOAD: frozenset({CLINICIAN, ADMINISTRATOR}),
    Permission.SEE_PROGRAM: frozenset({ADMINISTRATOR}),
    Permission.READ_MAIL_SINK: frozenset(Role),
}


def _granted_there(roles: frozenset[Role]) -> rules.predicates.Predicate:
    @rules.predicate
    def holds_a_granted_role(user: User, obj: OfAClinic) -> bool:
        return user.holds(*roles, at=obj.clinic_id)

    return holds_a_granted_role


for _permission, _roles in GRANTS.items():
    rules.add_perm(_permission, rules.is_authenticated & _granted_there(_roles))


def may(user: User, permission: Permission, obj: OfAClinic) -> bool:
    """Whether this person may do this to a record of `obj.clinic_id`."""
    # Not user.has_perm: a superuser runs the software and is no clinician.
    return rules.has_perm(permission, user, obj)


def require(user: User, permission: Permission, obj: OfAClinic) -> None:
    """Raises PermissionDenied, shown as an honest 403, unless `may`."""
    if not may(user, permission, obj):
        raise refusal_of(permission)


def refusal_of(permission: Permission) -> PermissionDenied:
    """The honest 403, in words."""
    return PermissionDenied(REFUSALS.get(permission, "Your role at this clinic does not include this."))


def clinics_where(user: User, permission: Permission) -> list[Clinic]:
    """Clinics where this person may do so today, home first; for lists, before there is a record."""
    return [post.clinic for post in user.current_memberships if may(user, permission, post)]


def require_somewhere(user: User, permission: Permission) -> list[Clinic]:
    """The same, for a page that needs at least one. Raises PermissionDenied without any."""
    if clinics := clinics_where(user, permission):
        return clinics
    raise refusal_of(permission)


REFUSALS: dict[Permission, str] = {
    Permission.OPEN_CHART: "Administrators see counts, not charts. Ask a clinician of the team.",
    Permission.REGISTER_PATIENT: "Only clinicians and navigators register people.",
    Permission.EDIT_RECORD: "Only clinicians change the record.",
    Permission.EDIT_CIRCLE: "Only clinicians and navigators change this part of the record.",
    Permission.MERGE_RECORDS: "Only clinicians merge two records of one person.",
    Permission.WRITE_MAP: "Only clinicians write the consultation map.",
    Permission.DECIDE_ON_PRODUCTS: "Only clinicians decide on a product. Ask one of the team.",
    Permission.ADVISE_ON_PRODUCTS: "Only pharmacists answer here.",
    Permission.ACT_ON_FLAGS: "Only clinicians close a red flag. Call one now.",
    Permission.WRITE_PLAN: "Only clinicians write plans.",
    Permission.CAREGIVER_PLAN: "A caregiver’s own plan is open to clinicians only.",
    Permission.MOVE_REFERRAL: "Only navigators move referrals.",
    Permission.CREATE_REFERRAL: "Only clinicians refer.",
    Permission.READ_GOALS: "What a person said about hopes and worries is open to their clinicians only.",
}

"""Who may do what: the table of the design, asked through `may`."""

import pytest
from django.core.exceptions import PermissionDenied

from integrative.accounts.models import Role
from integrative.accounts.permissions import (
    GRANTS,
    Permission,
    clinics_where,
    may,
    require,
    require_somewhere,
)
from tests.factories.accounts import MembershipFactory, UserFactory

C, N, A, P = "clinician", "navigator", "administrator", "pharmacist"
TABLE = {
    Permission.OPEN_CHART: {C, N, P},
    Permission.REGISTER_PATIENT: {C, N},
    Permission.EDIT_RECORD: {C},
    Permission.EDIT_CIRCLE: {C, N},
    Permission.MERGE_RECORDS: {C},
    Permission.WRITE_MAP: {C},
    Permission.ADD_PRODUCT: {C, N},
    Permission.DECIDE_ON_PRODUCTS: {C},
    Permission.ADVISE_ON_PRODUCTS: {P},
    Permission.ACT_ON_FLAGS: {C},
    Permission.READ_GOALS: {C},
    Permission.WRITE_GOALS: {C},
    Permission.WRITE_PLAN: {C},
    Permission.CAREGIVER_PLAN: {C},
    Permission.CREATE_REFERRAL: {C},
    Permission.READ_REFERRALS: {C, N, A},
    Permission.MOVE_REFERRAL: {N},
    Permission.SEE_CASELOAD: {C, A},
    Permission.SEE_PROGRAM: {A},
    Permission.READ_MAIL_SINK: {C, N, A, P},
}


def test_the_table_names_every_permission():
    assert set(TABLE) == set(Permission) == set(GRANTS)


@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_what_the_table_says_and_nothing_else(permission, clinic, staff):
    allowed = {role.value for role in Role if may(getattr(staff, role.value), permission, clinic)}
    assert allowed == TABLE[permission]


@pytest.mark.parametrize("permission", Permission)
def test_the_same_role_elsewhere_may_nothing_here(permission, clinic, staff):
    assert not may(staff.other_clinic, permission, clinic)


def test_a_refusal_says_why_in_plain_words(clinic, staff):
    with pytest.raises(PermissionDenied, match="Administrators see counts, not charts"):
        require(staff.administrator, Permission.OPEN_CHART, clinic)


def test_two_roles_at_two_clinics_do_not_mix(clinic, staff):
    elsewhere = MembershipFactory(user=staff.administrator, role=Role.CLINICIAN).clinic
    assert may(staff.administrator, Permission.OPEN_CHART, elsewhere)
    assert not may(staff.administrator, Permission.OPEN_CHART, clinic)


def test_an_administrator_of_the_software_is_no_clinician(clinic):
    superuser = UserFactory(is_superuser=True)
    assert not any(may(superuser, permission, clinic) for permission in Permission)


def test_a_list_asks_at_every_clinic_of_a_person(clinic, staff):
    assert clinics_where(staff.clinician, Permission.OPEN_CHART) == [clinic]
    assert clinics_where(staff.administrator, Permission.OPEN_CHART) == []
    with pytest.raises(PermissionDenied):
        require_somewhere(staff.administrator, Permission.OPEN_CHART)

"""Check and sign, the second signature and giving a plan back, as clinicians meet them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import zeal
from django.test import Client

from careplans.models import CarePlan, Domain, Intervention, Slot
from careplans.services import return_plan, sign_plan
from integrative.accounts.models import Discipline, Role, User
from patients.models import Patient
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory

from .conftest import address, typed


@pytest.fixture
def therapist(patient: Patient) -> User:
    return MembershipFactory(
        clinic=patient.clinic, role=Role.CLINICIAN, discipline=Discipline.PHYSICAL_THERAPIST
    ).user


@pytest.fixture
def with_a_medicine(draft: CarePlan) -> CarePlan:
    Intervention.objects.create(
        part=draft.parts.get(slot=Slot.TARGET_1), position=1, domain=Domain.MEDICINE, title="Ondansetron"
    )
    return draft


@pytest.fixture
def waiting(with_a_medicine: CarePlan, therapist: User) -> CarePlan:
    with zeal.zeal_ignore():
        plan = with_a_medicine
        return sign_plan(plan_id=plan.pk, expected_version=plan.version, by=therapist)


@pytest.fixture
def gym(therapist: User) -> Client:
    """The therapist's."""
    client = Client()
    client.force_login(therapist, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_says_what_is_checked_and_how_the_sheet_reads(
    desk: Client, draft: CarePlan, patient: Patient
) -> None:
    page = desk.get(address("activate", patient))
    for words in ("Check and sign plan 1", "Safety checks", "Burden check", "of school", "Follow-up on"):
        assert words in page.text
    assert "Sign and print" in page.text


def test_what_is_missing_leads_to_where_it_is_written(
    desk: Client, draft: CarePlan, patient: Patient
) -> None:
    CarePlan.objects.filter(pk=draft.pk).update(one_thing="", review_on=None)
    draft.parts.filter(slot=Slot.COPING).delete()
    page = desk.get(address("activate", patient))
    for place in (
        address("slot", patient, slot="coping"),
        address("one_thing", patient),
        address("frame", patient),
    ):
        assert f'<a href="{place}">' in page.text


def test_signing_and_printing_is_one_step(desk: Client, draft: CarePlan, patient: Patient) -> None:
    answer = desk.post(address("activate", patient), typed(patient, draft.version, print="1"))
    assert (answer.status_code, answer.url) == (302, address("sheet", patient))


def test_another_discipline_is_told_that_someone_signs_too(
    gym: Client, with_a_medicine: CarePlan, patient: Patient
) -> None:
    page = gym.get(address("activate", patient))
    assert "Ondansetron is a medicine." in page.text
    assert "Sign and print" not in page.text
    after = gym.post(address("activate", patient), typed(patient, with_a_medicine.version), follow=True)
    assert "The plan waits for a second signature." in after.text
    with_a_medicine.refresh_from_db()
    assert with_a_medicine.status == "signed"


def test_while_it_waits_no_other_version_is_begun(desk: Client, waiting: CarePlan, patient: Patient) -> None:
    page = desk.get(address("plan", patient))
    assert address("cosign", patient, plan_id=waiting.pk) in page.text
    assert "Start plan" not in page.text
    refused = desk.post(address("start", patient), typed(patient))
    assert refused.status_code == 422
    assert "waits for a second signature" in refused.text
    assert CarePlan.objects.count() == 1


def test_the_second_signature_by_the_button(desk: Client, waiting: CarePlan, patient: Patient) -> None:
    cosign = address("cosign", patient, plan_id=waiting.pk)
    assert "Sign too, for Dan" in desk.get(cosign).text
    page = desk.post(cosign, typed(patient, waiting.version), follow=True)
    assert "The plan is active." in page.text
    waiting.refresh_from_db()
    assert waiting.status == "active"


def test_the_author_is_told_that_someone_else_signs(gym: Client, waiting: CarePlan, patient: Patient) -> None:
    cosign = address("cosign", patient, plan_id=waiting.pk)
    page = gym.get(cosign)
    assert "Someone else signs second" in page.text
    assert "Sign too" not in page.text
    refused = gym.post(cosign, typed(patient, waiting.version))
    assert refused.status_code == 422
    waiting.refresh_from_db()
    assert waiting.status == "signed"


def test_a_plan_that_came_back_shows_why_where_it_goes_on(
    desk: Client, gym: Client, waiting: CarePlan, patient: Patient
) -> None:
    back = address("return", patient, plan_id=waiting.pk)
    empty = desk.post(back, typed(patient, waiting.version, why=""))
    assert empty.status_code == 422
    assert "Say what should change" in empty.text
    desk.post(back, typed(patient, waiting.version, why="Ask the oncologist first"))
    page = gym.get(address("plan", patient))
    assert "Ask the oncologist first" in page.text
    assert "Plan 2, being written" in page.text
    with zeal.zeal_ignore():
        version = desk.get(address("version", patient, plan_id=waiting.pk))
    assert "Returned it" in version.text
    assert "It never counted." in version.text


def test_a_stale_page_of_the_second_signature_signs_nothing(
    desk: Client, waiting: CarePlan, patient: Patient
) -> None:
    page = desk.post(address("cosign", patient, plan_id=waiting.pk), typed(patient, waiting.version - 1))
    assert page.status_code == 409
    waiting.refresh_from_db()
    assert waiting.status == "signed"


def test_a_form_of_another_chart_signs_nothing(desk: Client, waiting: CarePlan, patient: Patient) -> None:
    other = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    page = desk.post(address("cosign", patient, plan_id=waiting.pk), typed(other, waiting.version))
    assert page.status_code == 422
    waiting.refresh_from_db()
    assert waiting.status == "signed"
    assert desk.get(address("cosign", other, plan_id=waiting.pk)).status_code == 404


def test_once_it_came_back_there_is_nothing_to_sign(
    desk: Client, waiting: CarePlan, patient: Patient, clinician: User
) -> None:
    with zeal.zeal_ignore():
        return_plan(plan_id=waiting.pk, expected_version=waiting.version, by=clinician, why="Less")
    answer = desk.get(address("cosign", patient, plan_id=waiting.pk))
    assert (answer.status_code, answer.url) == (302, address("plan", patient))
    late = desk.post(address("cosign", patient, plan_id=waiting.pk), typed(patient, waiting.version))
    assert late.status_code == 422
    assert "does not wait for a signature" in late.text


@pytest.mark.parametrize(
    ("role", "status"),
    [("navigator", 403), ("pharmacist", 403), ("administrator", 403), ("other_clinic", 404), ("nobody", 302)],
)
@pytest.mark.parametrize("name", ["cosign", "return"])
def test_who_may_not_sign_or_return(
    sign_in: Callable[[str], Client], waiting: CarePlan, patient: Patient, name: str, role: str, status: int
) -> None:
    posted = typed(patient, waiting.version, why="Less")
    answer = sign_in(role).post(address(name, patient, plan_id=waiting.pk), posted)
    assert answer.status_code == status
    waiting.refresh_from_db()
    assert waiting.status == "signed"


def test_the_pages_ask_a_bounded_number_of_questions(
    desk: Client, with_a_medicine: CarePlan, patient: Patient, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(40):
        desk.get(address("activate", patient))

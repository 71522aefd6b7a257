"""The plan's pages as a clinician meets them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import zeal
from django.test import Client
from django.urls import reverse

from careplans.models import CarePlan, FollowUp, Slot
from careplans.services import open_plan_draft, save_one_thing, sign_plan
from integrative.accounts.models import User
from integrative.messaging.models import OutboundMessage
from patients.models import Patient
from tests.factories.careplans import PlanPartFactory
from tests.factories.patients import PatientFactory

from .conftest import SignMap, WritePlan, address, typed


def test_without_a_plan_the_page_offers_to_start(desk: Client, patient: Patient) -> None:
    page = desk.get(address("plan", patient))
    assert page.status_code == 200
    assert "No plan yet" in page.text
    assert "Start plan" in page.text


def test_starting_opens_the_builder_with_its_three_parts(desk: Client, patient: Patient) -> None:
    page = desk.post(address("start", patient), typed(patient), follow=True)
    assert page.redirect_chain == [(address("plan", patient), 302)]
    for slot in (Slot.TARGET_1, Slot.ANCHOR, Slot.COPING):
        assert address("slot", patient, slot=slot) in page.text
    assert address("slot", patient, slot=Slot.TARGET_2) not in page.text
    assert "Choose the lifestyle anchor." in page.text


def test_a_form_of_another_chart_starts_nothing(desk: Client, patient: Patient) -> None:
    other = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    page = desk.post(address("start", patient), typed(other))
    assert page.status_code == 422
    assert "belongs to another chart" in page.text
    assert not CarePlan.objects.exists()


def test_the_page_of_a_draft_shows_what_stands_in_it(desk: Client, draft: CarePlan, patient: Patient) -> None:
    page = desk.get(address("plan", patient))
    for words in (
        "Ginger tea",
        "3 or less",
        "To the gate and back.",
        "in the garden chair",
        "Check and sign",
    ):
        assert words in page.text
    assert "Add second target" in page.text
    assert "A third does not fit" not in page.text


def test_with_two_targets_a_third_does_not_fit(desk: Client, draft: CarePlan, patient: Patient) -> None:
    PlanPartFactory(plan=draft, target=True, slot=Slot.TARGET_2, symptom="esas_pain")
    page = desk.get(address("plan", patient))
    assert "Add second target" not in page.text
    asked = desk.get(address("add_target", patient))
    assert "A third target does not fit" in asked.text


def test_dropping_a_slot(desk: Client, draft: CarePlan, patient: Patient) -> None:
    page = desk.post(address("drop", patient, slot="coping"), typed(patient, draft.version), follow=True)
    assert "Coping practice is empty." in page.text
    assert not draft.parts.filter(slot="coping").exists()


def test_dropping_from_a_stale_page_drops_nothing(desk: Client, draft: CarePlan, patient: Patient) -> None:
    page = desk.post(address("drop", patient, slot="coping"), typed(patient, draft.version - 1))
    assert page.status_code == 409
    assert "changed by someone else" in page.text
    assert draft.parts.filter(slot="coping").exists()


def test_the_check_names_the_person_and_what_is_missing(
    desk: Client, write_plan: WritePlan, patient: Patient
) -> None:
    write_plan("anchor", one_thing="")
    page = desk.get(address("activate", patient))
    assert "born <b>09-Mar-1964</b>" in page.text
    for sentence in (
        "Choose one symptom target.",
        "Choose the coping practice.",
        "Say what to do if only one thing",
    ):
        assert sentence in page.text
    assert "disabled" in page.text


def test_the_check_names_the_reminders_and_to_whom(desk: Client, draft: CarePlan, patient: Patient) -> None:
    page = desk.get(address("activate", patient))
    assert "dan@mail.example" in page.text
    assert page.text.count(", 09:00</li>") == 2


def test_the_check_says_when_nobody_can_be_written_to(
    desk: Client, draft: CarePlan, patient: Patient
) -> None:
    Patient.objects.filter(pk=patient.pk).update(reminders_agreed=False)
    page = desk.get(address("activate", patient))
    assert "No agreed mail address: we call instead" in page.text
    assert "dan@mail.example" not in page.text


def test_activating_by_the_button(desk: Client, draft: CarePlan, patient: Patient) -> None:
    page = desk.post(address("activate", patient), typed(patient, draft.version), follow=True)
    assert page.redirect_chain == [(address("plan", patient), 302)]
    assert "The plan is active." in page.text
    assert "Write a new version" in page.text


def test_pressing_activate_twice_activates_once(desk: Client, draft: CarePlan, patient: Patient) -> None:
    once = "0193a0c0-0000-7000-8000-000000000001"
    for _ in range(2):
        answer = desk.post(address("activate", patient), typed(patient, draft.version, once=once))
        assert (answer.status_code, answer.url) == (302, address("plan", patient))
    assert FollowUp.objects.count() == 1
    assert OutboundMessage.objects.count() == 2


def test_an_unfinished_plan_is_refused_with_what_is_missing(
    desk: Client, write_plan: WritePlan, patient: Patient
) -> None:
    draft = write_plan("anchor", "coping")
    page = desk.post(address("activate", patient), typed(patient, draft.version))
    assert page.status_code == 422
    assert "Choose one symptom target." in page.text
    draft.refresh_from_db()
    assert draft.is_draft


def test_activating_what_a_colleague_has_changed_since_shows_it_first(
    desk: Client, draft: CarePlan, patient: Patient, clinician: User
) -> None:
    read = draft.version
    save_one_thing(plan_id=draft.pk, expected_version=read, by=clinician, one_thing="Rest at noon")
    page = desk.post(address("activate", patient), typed(patient, read))
    assert page.status_code == 409
    assert "Rest at noon" in page.text
    assert f'name="version" value="{read + 1}"' in page.text
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_active_plan_shows_its_parts_its_window_and_its_links(
    desk: Client, active: CarePlan, follow_up: FollowUp, patient: Patient, sign_map: SignMap
) -> None:
    sign_map(esas_nausea=8)
    page = desk.get(address("plan", patient))
    for words in (
        "Ginger tea with breakfast",
        "Walk after lunch",
        "Long out-breaths",
        "Opens",
        "Targets so far",
    ):
        assert words in page.text
    assert "/m/" in page.text
    assert "/c/" in page.text


def test_the_printed_sheet_has_the_person_and_the_plan(
    desk: Client, active: CarePlan, patient: Patient
) -> None:
    sheet = desk.get(address("plan", patient)).text.split('class="sheet"')[1].split("</article>")[0]
    for words in (
        "Daniel Okafor",
        "9 March 1964",
        "do just one thing",
        "Tick when done",
        patient.clinic.phone,
    ):
        assert words in sheet


def test_no_links_are_handed_out_after_a_death(desk: Client, active: CarePlan, patient: Patient) -> None:
    Patient.objects.filter(pk=patient.pk).update(deceased_on=patient.clinic.today())
    assert "Patient&#x27;s link" not in desk.get(address("plan", patient)).text
    assert "/m/" not in desk.get(address("plan", patient)).text


def test_a_new_version_and_the_old_one_beside_it(
    desk: Client, active: CarePlan, patient: Patient, clinician: User
) -> None:
    with zeal.zeal_ignore():
        new = open_plan_draft(patient=patient, by=clinician)
        sign_plan(plan_id=new.pk, expected_version=new.version, by=clinician)
    page = desk.get(address("plan", patient))
    assert "Plan 2, active since" in page.text
    assert address("version", patient, plan_id=active.pk) in page.text
    old = desk.get(address("version", patient, plan_id=active.pk))
    assert old.status_code == 200
    for words in ("Plan 1", "Superseded", "Ginger tea"):
        assert words in old.text


def test_a_draft_has_no_page_of_its_own(desk: Client, draft: CarePlan, patient: Patient) -> None:
    answer = desk.get(address("version", patient, plan_id=draft.pk))
    assert (answer.status_code, answer.url) == (302, address("plan", patient))


def test_a_plan_is_not_found_under_another_patient(desk: Client, active: CarePlan, patient: Patient) -> None:
    other = PatientFactory(clinic=patient.clinic, lead_clinician=patient.lead_clinician)
    assert desk.get(address("version", other, plan_id=active.pk)).status_code == 404


@pytest.mark.parametrize("name", ["activate", "one_thing"])
def test_without_a_draft_the_writing_pages_lead_back(
    desk: Client, active: CarePlan, patient: Patient, name: str
) -> None:
    answer = desk.get(address(name, patient))
    assert (answer.status_code, answer.url) == (302, address("plan", patient))


def test_colleagues_who_do_not_write_see_the_plan_without_buttons(
    sign_in: Callable[[str], Client], draft: CarePlan, patient: Patient
) -> None:
    page = sign_in("navigator").get(address("plan", patient))
    assert "The first plan is being written" in page.text
    assert "Check and sign" not in page.text


@pytest.mark.parametrize("versions", [1, 8])
def test_the_page_asks_the_same_number_of_questions_for_many_versions(
    desk: Client,
    active: CarePlan,
    patient: Patient,
    clinician: User,
    versions: int,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    with zeal.zeal_ignore():
        for _ in range(versions):
            new = open_plan_draft(patient=patient, by=clinician)
            sign_plan(plan_id=new.pk, expected_version=new.version, by=clinician)
    with django_assert_max_num_queries(24):
        desk.get(address("plan", patient))


PAGES = {
    "plan": {"clinician": 200, "navigator": 200, "pharmacist": 200, "administrator": 403},
    "slot": {"clinician": 200, "navigator": 403, "pharmacist": 403, "administrator": 403},
    "one_thing": {"clinician": 200, "navigator": 403, "pharmacist": 403, "administrator": 403},
    "activate": {"clinician": 200, "navigator": 403, "pharmacist": 403, "administrator": 403},
    "version": {"clinician": 302, "navigator": 302, "pharmacist": 302, "administrator": 403},
}


@pytest.mark.parametrize(
    ("name", "role", "status"),
    [
        (name, role, status)
        for name, roles in PAGES.items()
        for role, status in (roles | {"other_clinic": 404, "nobody": 302}).items()
    ],
)
def test_who_may_open_which_page(
    sign_in: Callable[[str], Client], draft: CarePlan, patient: Patient, name: str, role: str, status: int
) -> None:
    more = {"slot": {"slot": "anchor"}, "version": {"plan_id": draft.pk}}.get(name, {})
    answer = sign_in(role).get(address(name, patient, **more))
    assert answer.status_code == status
    if role == "nobody":
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize(
    ("role", "status"),
    [("navigator", 403), ("pharmacist", 403), ("administrator", 403), ("other_clinic", 404), ("nobody", 302)],
)
@pytest.mark.parametrize("name", ["start", "drop", "slot", "one_thing", "activate"])
def test_who_may_not_write(
    sign_in: Callable[[str], Client], draft: CarePlan, patient: Patient, name: str, role: str, status: int
) -> None:
    more = {"slot": "anchor"} if name in ("drop", "slot") else {}
    answer = sign_in(role).post(address(name, patient, **more), typed(patient, draft.version))
    assert answer.status_code == status
    draft.refresh_from_db()
    assert draft.is_draft
    assert draft.parts.count() == 3

"""The pages of a merge: choosing the other record, both side by side, undoing; the old address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from careplans.models import FollowUp
from integrative.accounts.models import User
from patients.models import Allergy, Patient, RecordMerge
from patients.queries import find_patients, look_alikes
from patients.services import record_fact
from patients.services.merge import merge_records, undo_merge
from tests.factories.careplans import FollowUpFactory
from tests.factories.patients import MedicationFactory, PatientFactory, PhaseFactory

from .forms import NEW_PERSON, address, guards


@pytest.fixture
def other(patient: Patient) -> Patient:
    """The same person, registered a second time."""
    return PatientFactory(
        clinic=patient.clinic, lead_clinician=patient.lead_clinician, family_name=patient.family_name,
        given_names=patient.given_names, phone="555-0199", mrn="44710830",
    )  # fmt: skip


@pytest.fixture
def desk(sign_in: Callable[[str], Client]) -> Client:
    return sign_in("clinician")


@pytest.fixture
def done(patient: Patient, other: Patient) -> RecordMerge:
    merge = merge_records(
        kept=patient, merged=other, by=patient.lead_clinician, why="Same person.", kept_version=1,
        merged_version=1,
    )  # fmt: skip
    for person in (patient, other):
        person.refresh_from_db()
    return merge


def merge_url(kept: Patient, other: Patient) -> str:
    return reverse("patients:merge", args=[kept.pk, other.pk])


def answers(kept: Patient, other: Patient, **more: Any) -> dict[str, Any]:
    posted = guards(kept, version=kept.version) | {"other_version": other.version, "why": "Same address."}
    return posted | {"phone": "other"} | more


READERS = {"clinician": 200, "navigator": 403, "administrator": 403, "pharmacist": 403, "other_clinic": 404}


@pytest.mark.parametrize(("role", "status"), READERS.items())
def test_who_may_merge(sign_in: Any, patient: Patient, other: Patient, role: str, status: int) -> None:
    browser = sign_in(role)
    assert browser.get(merge_url(patient, other)).status_code == status
    assert browser.get(address("merge_choose", patient)).status_code == status
    post = browser.post(merge_url(patient, other), answers(patient, other))
    assert post.status_code == (302 if status == 200 else status)
    assert RecordMerge.objects.exists() == (status == 200)


@pytest.mark.parametrize("role", ["navigator", "other_clinic"])
def test_who_may_not_undo(sign_in: Any, done: RecordMerge, role: str) -> None:
    refused = sign_in(role).post(reverse("patients:merge_undo", args=[done.pk]), guards(done.kept))
    assert refused.status_code == (403 if role == "navigator" else 404)
    done.refresh_from_db()
    assert done.undone_at is None


def test_another_clinics_record_can_not_be_chosen(desk: Client, patient: Patient) -> None:
    foreign = PatientFactory()
    assert desk.get(merge_url(patient, foreign)).status_code == 404
    page = desk.post(address("merge_choose", patient), guards(patient) | {"mrn": foreign.mrn})
    assert page.status_code == 422
    assert "No other open record of this clinic has this number" in page.text


def test_a_record_is_not_compared_with_itself(desk: Client, patient: Patient) -> None:
    assert desk.get(merge_url(patient, patient)).status_code == 404
    page = desk.post(address("merge_choose", patient), guards(patient) | {"mrn": patient.mrn})
    assert page.status_code == 422


def test_the_way_from_the_record_page(desk: Client, sign_in: Any, patient: Patient, other: Patient) -> None:
    assert address("merge_choose", patient) in desk.get(address("record", patient)).text
    assert address("merge_choose", patient) not in sign_in("navigator").get(address("record", patient)).text
    assert merge_url(patient, other) in desk.get(address("merge_choose", patient)).text
    chosen = desk.post(address("merge_choose", patient), guards(patient) | {"mrn": "4471 0830"})
    assert chosen.url == merge_url(patient, other)


def test_both_records_side_by_side(desk: Client, patient: Patient, other: Patient) -> None:
    for name in ("Duloxetine", "Lorazepam"):
        MedicationFactory(patient=other, name=name)
    page = desk.get(merge_url(patient, other))
    holdings = {its.name: (its.kept, its.other) for its in page.context["both"].holdings}
    assert holdings == {"Medicines": (0, 2)}
    assert [field.label for field in page.context["form"].visible_fields()] == [
        "Phone",
        "How do you know that this is one person?",
    ]
    # What is blank in one is taken from the other unless somebody says otherwise.
    assert page.context["form"]["phone"].initial == "other"


def test_merging_takes_what_was_chosen(desk: Client, patient: Patient, other: Patient) -> None:
    done = desk.post(merge_url(patient, other), answers(patient, other), follow=True)
    assert done.redirect_chain == [(address("record", patient), 302)]
    assert "The two records are one now" in done.text
    patient.refresh_from_db()
    assert patient.phone == "555-0199"


@pytest.mark.parametrize(("changes", "status", "said"), [
    ({"why": ""}, 422, "Say in a few words how you know"),
    ({"version": "9"}, 409, "was changed by someone else"),
    ({"other_version": "9"}, 409, "was changed by someone else"),
    ({"phone": ""}, 422, "Choose one"),
    ({"chart": ""}, 422, "belongs to another chart"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    desk: Client, patient: Patient, other: Patient, changes: dict[str, str], status: int, said: str
) -> None:
    page = desk.post(merge_url(patient, other), answers(patient, other, why="Her own words.") | changes)
    assert page.status_code == status
    assert said in page.text
    assert "why" in changes or "Her own words." in page.text
    assert not RecordMerge.objects.exists()


def test_what_has_to_end_first_is_said(desk: Client, patient: Patient, other: Patient) -> None:
    for person in (patient, other):
        PhaseFactory(patient=person)
    page = desk.get(merge_url(patient, other))
    assert "Both records have a current phase of care" in page.text
    assert "Merge the two records</button>" not in page.text
    refused = desk.post(merge_url(patient, other), answers(patient, other))
    assert refused.status_code == 422
    assert not RecordMerge.objects.exists()


def test_one_press_twice_merges_once(desk: Client, patient: Patient, other: Patient) -> None:
    posted = answers(patient, other, once=str(uuid4()))
    for _ in range(2):
        assert desk.post(merge_url(patient, other), posted).url == address("record", patient)
    assert RecordMerge.objects.count() == 1


# The closed record


CHART_PAGES = ("workspace:chart", "patients:record", "symptoms:map", "careplans:plan", "workspace:history")


@pytest.mark.parametrize("name", CHART_PAGES)
def test_its_address_leads_to_the_kept_chart_and_says_so(desk: Client, done: RecordMerge, name: str) -> None:
    page = desk.get(reverse(name, args=[done.merged_id]), follow=True)
    assert page.redirect_chain == [(reverse(name, args=[done.kept_id]), 302)]
    assert "The record you opened was merged into this one on" in page.text


def test_the_address_of_a_moved_fact_still_opens_it(desk: Client, patient: Patient, other: Patient) -> None:
    fact = MedicationFactory(patient=other)
    merge_records(
        kept=patient, merged=other, by=patient.lead_clinician, why="Same.", kept_version=1, merged_version=1
    )
    page = desk.get(address("medicine edit", other, fact_id=fact.pk), follow=True)
    assert page.redirect_chain == [(address("medicine edit", patient, fact_id=fact.pk), 302)]


def test_after_two_merges_it_leads_on(desk: Client, done: RecordMerge) -> None:
    last = PatientFactory(clinic=done.clinic)
    merge_records(
        kept=last, merged=done.kept, by=done.merged_by, why="Same.", kept_version=1,
        merged_version=done.kept.version,
    )  # fmt: skip
    assert desk.get(reverse("patients:record", args=[done.merged_id]), follow=True).wsgi_request.path == (
        reverse("patients:record", args=[last.pk])
    )


def test_a_part_of_a_page_says_nothing(desk: Client, done: RecordMerge) -> None:
    answer = desk.get(reverse("patients:record", args=[done.merged_id]), headers={"Sec-Fetch-Dest": "empty"})
    assert list(get_messages(answer.wsgi_request)) == []


def test_a_form_that_was_open_is_answered_with_409(desk: Client, done: RecordMerge) -> None:
    posted = guards(done.merged) | {"substance": "Latex", "source": "clinic"}
    page = desk.post(address("allergy new", done.merged), posted)
    assert page.status_code == 409
    assert "merged into another one while the page was open" in page.text
    assert not Allergy.objects.exists()


def test_a_write_that_met_the_merge_in_the_middle_is_answered_with_409(
    desk: Client, patient: Patient, done: RecordMerge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if the chart had been opened a moment before the merge was saved."""
    from patients.views import facts

    monkeypatch.setattr(facts, "open_chart", lambda request, key, permission: done.merged)
    page = desk.post(
        address("allergy new", done.merged), guards(done.merged) | {"substance": "Latex", "source": "clinic"}
    )
    assert page.status_code == 409
    assert not Allergy.objects.exists()


@pytest.mark.parametrize("role", ["other_clinic", "administrator"])
def test_nobody_else_learns_that_it_was_merged(sign_in: Any, done: RecordMerge, role: str) -> None:
    page = sign_in(role).get(reverse("patients:record", args=[done.merged_id]))
    assert page.status_code == (404 if role == "other_clinic" else 403)


def test_it_leaves_every_list(desk: Client, clinician: User, done: RecordMerge) -> None:
    closed = done.merged
    assert closed not in Patient.objects.visible_to(clinician)
    assert [row.patient for row in desk.get(reverse("patients:list")).context["rows"]] == [done.kept]
    named = {"family_name": closed.family_name, "given_names": closed.given_names}
    assert closed not in look_alikes(user=clinician, **named, birth_date=closed.birth_date, mrn=closed.mrn)
    assert closed not in find_patients(user=clinician, words=closed.family_name, born=None)
    assert desk.get(f"/api/v1/patients/{closed.pk}/").status_code == 404
    assert desk.get(f"/fhir/Patient/{closed.pk}").status_code == 404


def test_its_number_finds_the_kept_record(clinician: User, done: RecordMerge) -> None:
    assert list(find_patients(user=clinician, words=done.merged.mrn, born=None)) == [done.kept]
    assert find_patients(user=clinician, words="9999", born=None).count() == 0


def test_its_number_is_not_given_again(desk: Client, clinician: User, done: RecordMerge) -> None:
    posted = NEW_PERSON | {"mrn": done.merged.mrn, "lead_clinician": clinician.pk, "once": str(uuid4())}
    assert desk.post(reverse("patients:register"), posted).status_code == 422
    assert Patient.objects.filter(mrn=done.merged.mrn).count() == 1


def test_a_row_left_behind_is_on_no_work_list(clinician: User, done: RecordMerge) -> None:
    follow_up = FollowUpFactory(patient=done.kept)
    assert follow_up in FollowUp.objects.visible_to(clinician)
    Patient.objects.filter(pk=done.merged_id).update(merged_into=None)
    FollowUp.objects.filter(pk=follow_up.pk).update(patient=done.merged)
    Patient.objects.filter(pk=done.merged_id).update(merged_into=done.kept)
    assert follow_up not in FollowUp.objects.visible_to(clinician)


# History and undo


def test_the_history_shows_both(desk: Client, clinician: User, patient: Patient, other: Patient) -> None:
    record_fact(Allergy, patient=other, by=clinician, substance="Sulfa")
    merge_records(kept=patient, merged=other, by=clinician, why="Same.", kept_version=1, merged_version=1)
    page = desk.get(reverse("workspace:history", args=[patient.pk]))
    for said in ("recorded an allergy", "merged another record of this person into this one"):
        assert f"{clinician.display_name} {said}" in page.text


def test_the_history_of_an_undone_merge_is_each_ones_own(
    desk: Client, clinician: User, patient: Patient, other: Patient
) -> None:
    record_fact(Allergy, patient=other, by=clinician, substance="Sulfa")
    done = merge_records(
        kept=patient, merged=other, by=clinician, why="Same.", kept_version=1, merged_version=1
    )
    undo_merge(done.pk, by=clinician)
    assert "recorded an allergy" not in desk.get(reverse("workspace:history", args=[patient.pk])).text
    assert "undid the merge of two records" in desk.get(reverse("workspace:history", args=[other.pk])).text


def test_merges_are_listed_with_undo(desk: Client, clinician: User, done: RecordMerge) -> None:
    record_fact(Allergy, patient=done.kept, by=clinician, substance="Latex")
    page = desk.get(reverse("patients:merges"))
    assert done.why in page.text
    undo = reverse("patients:merge_undo", args=[done.pk])
    assert undo in page.text
    after = desk.post(undo, guards(done.kept), follow=True)
    assert "1 row added since the merge stayed with the record that was kept." in after.text
    assert "Undone" in after.text
    assert undo not in after.text
    again = desk.post(undo, guards(done.kept))
    assert again.status_code == 422
    assert f"undone already, by {clinician}" in again.text
    assert desk.get(reverse("patients:record", args=[done.merged_id])).status_code == 200


def test_an_undo_of_another_chart_undoes_nothing(desk: Client, done: RecordMerge) -> None:
    page = desk.post(reverse("patients:merge_undo", args=[done.pk]), guards(done.merged))
    assert page.status_code == 422
    done.refresh_from_db()
    assert done.undone_at is None


def test_a_date_of_death_can_be_taken_over(desk: Client, patient: Patient, other: Patient) -> None:
    Patient.objects.filter(pk=other.pk).update(deceased_on=date(2026, 11, 1))
    other.refresh_from_db()
    desk.post(merge_url(patient, other), answers(patient, other, deceased_on="other"))
    patient.refresh_from_db()
    assert patient.deceased_on == date(2026, 11, 1)

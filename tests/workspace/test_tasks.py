"""The worklist: derived from what stands open, due first, for this person alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from careplans.models import CaregiverPlan, LateEffectWatch
from careplans.services.follow_up import REMINDER
from integrative.messaging.models import OutboundMessage, Status
from tests.factories.patients import CaregiverFactory, PatientFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.symptoms import ConsultationFactory

TASKS = reverse("workspace:tasks")
ROLES = ["clinician", "navigator", "administrator", "pharmacist", "other_clinic"]


@pytest.fixture
def tasks(sign_in):
    return lambda role: sign_in(role).get(TASKS).context["tasks"]


@pytest.mark.parametrize(("role", "status"), [*((role, 200) for role in ROLES), ("nobody", 302)])
def test_who_may_see_tasks(sign_in, role, status):
    assert sign_in(role).get(TASKS).status_code == status


@pytest.mark.parametrize("role", ROLES)
def test_nothing_due_says_so(sign_in, role):
    assert "Nothing due." in sign_in(role).get(TASKS).text


def test_a_clinicians_tasks_stand_due_first(tasks, patient, clinician, clinic, give_plan, today):
    give_plan(patient, closes_in=5)
    late = PatientFactory(clinic=clinic, lead_clinician=clinician)
    give_plan(late, closes_in=-20)
    mapped = PatientFactory(clinic=clinic)
    ConsultationFactory(patient=mapped, author=clinician, visit_on=today - timedelta(days=2))
    found = tasks("clinician")
    assert [task.patient for task in found] == [late, mapped, patient]
    assert [task.left.words for task in found] == ["20 days over", "2 days over", "5 days left"]


def test_each_task_leads_to_where_it_is_done(sign_in, patient, clinician, give_plan):
    give_plan(patient)
    ConsultationFactory(patient=patient, author=clinician)
    page = sign_in("clinician").get(TASKS).text
    assert reverse("careplans:follow_up", args=[patient.pk]) in page
    assert reverse("symptoms:map", args=[patient.pk]) in page


def test_a_clinician_hears_of_their_late_referral_and_not_of_one_in_time(tasks, patient):
    late = ReferralFactory(patient=patient, late=True)
    ReferralFactory(patient=patient)
    assert [task.url for task in tasks("clinician")] == [reverse("referrals:detail", args=[late.pk])]


def test_a_navigator_has_their_own_referrals_and_everyones_late_ones(tasks, patient, staff):
    mine = ReferralFactory(patient=patient, owner=staff.navigator)
    late = ReferralFactory(patient=patient, late=True, owner=staff.clinician)
    ReferralFactory(patient=patient)
    ReferralFactory(patient=patient, owner=staff.navigator, closed=True)
    assert [task.url for task in tasks("navigator")] == [
        reverse("referrals:detail", args=[late.pk]),
        reverse("referrals:detail", args=[mine.pk]),
    ]


def test_a_navigator_calls_whom_no_reminder_reached(tasks, patient, give_plan):
    follow_up, now = give_plan(patient), timezone.now()
    OutboundMessage.objects.create(
        clinic=patient.clinic, kind=REMINDER, subject_id=follow_up.pk, occurrence=now.date(),
        send_at=now, try_at=now, status=Status.UNREACHABLE, ended_reason="There is no mail address",
    )  # fmt: skip
    [task] = tasks("navigator")
    assert task.what.startswith("Call about the follow-up")


@pytest.mark.parametrize("role", ["administrator", "pharmacist", "other_clinic"])
def test_others_are_not_given_the_teams_work(tasks, patient, give_plan, role):
    give_plan(patient, closes_in=-3)
    ReferralFactory(patient=patient, late=True)
    assert not tasks(role)


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize("role", ["clinician", "navigator"])
def test_it_costs_the_same_for_five_and_fifty(
    sign_in, clinic, clinician, give_plan, django_assert_max_num_queries, role, count
):
    for _ in range(count):
        person = PatientFactory(clinic=clinic, lead_clinician=clinician)
        give_plan(person, closes_in=-3)
        ReferralFactory(patient=person, late=True)
    browser = sign_in(role)
    with django_assert_max_num_queries(12):
        browser.get(TASKS)


def test_late_effects_and_caregivers_plans_wait_when_they_are_due(sign_in, patient, clinician, clinic, today):
    LateEffectWatch.objects.create(
        patient=patient, late_effect="LE026", because="Axillary dissection", who="oncology", next_on=today,
        knowledge_version="x", put_on_by=clinician,
    )  # fmt: skip
    caregiver = CaregiverFactory(patient=patient)
    CaregiverPlan.objects.create(
        patient=patient, caregiver=caregiver, title="Ten quiet minutes", how="x", moment="y",
        written_by=clinician, started_on=today - timedelta(weeks=5), review_on=today,
    )  # fmt: skip
    client = sign_in("clinician")
    whats = [task.what for task in client.get(TASKS).context["tasks"]]
    assert whats == [
        "Late effect to look at: Lymphedema (oncology team)",
        "Look back with Jo Marsh (sister) on their own plan",
    ]
    page = client.get(reverse("workspace:home")).text
    assert "Look at: Lymphedema" in page
    assert "Look back" in page
    assert sign_in("navigator").get(TASKS).context["tasks"] == []

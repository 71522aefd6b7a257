"""The list of people narrowed by plans and check-ins, and where each person stands."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from careplans.listing import standings
from careplans.models import FollowUp
from patients.models import Phase
from patients.paging import PAGE_SIZE
from tests.factories.careplans import CarePlanFactory, CheckInFactory, FollowUpFactory
from tests.factories.patients import PatientFactory, PhaseFactory
from tests.factories.symptoms import signed_map

LIST = reverse("patients:list")


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def person(clinic, clinician):
    """A patient of the clinic, by family name."""

    def register(family_name: str, **facts):
        return PatientFactory(clinic=clinic, lead_clinician=clinician, family_name=family_name, **facts)

    return register


def with_follow_up(patient, opens: int, **facts) -> FollowUp:
    """A follow-up of an active plan whose window of two weeks opens in so many days."""
    return FollowUpFactory(patient=patient, plan__patient=patient, opens_on=in_days(opens), **facts)


def shown(client, **chips) -> list[str]:
    return [row.patient.family_name for row in client.get(LIST, chips).context["rows"]]


def test_reviews_due_within_two_weeks_and_late_ones_are_two_chips(person, sign_in):
    for name, opens in {"Over": -15, "Last day": -14, "Open": 0, "Soon": 14, "Later": 15}.items():
        with_follow_up(person(name), opens)
    client = sign_in("clinician")
    assert shown(client, review="due") == ["Last day", "Open", "Soon"]
    assert shown(client, review="late") == ["Over"]
    assert len(shown(client, review="")) == 5


def test_a_review_that_is_done_called_off_or_of_someone_who_died_is_not_next(person, clinician, sign_in):
    done = {"completed_on": in_days(-1), "completed_by": clinician}
    with_follow_up(person("Done"), -20, **done)
    with_follow_up(person("Off"), -20, cancelled_on=in_days(-1))
    with_follow_up(person("Dead", deceased_on=in_days(-1)), -20)
    client = sign_in("clinician")
    assert shown(client, review="late") == shown(client, review="due") == []


def with_plan(patient, *, days_ago: int, answered: int | None = None) -> None:
    plan = CarePlanFactory(active=True, patient=patient, activated_on=in_days(-days_ago))
    if answered is not None:
        at = timezone.now() - timedelta(days=answered)
        monday = at.date() - timedelta(days=at.weekday())
        CheckInFactory(plan=plan, week_of=monday, answered_at=at)


def test_quiet_are_those_who_agreed_and_answered_nothing_for_two_weeks(person, sign_in):
    with_plan(person("Never answered", reminders_agreed=True), days_ago=14)
    with_plan(person("Long ago", reminders_agreed=True), days_ago=40, answered=15)
    with_plan(person("Lately", reminders_agreed=True), days_ago=40, answered=13)
    with_plan(person("Just begun", reminders_agreed=True), days_ago=13)
    with_plan(person("Not agreed"), days_ago=40)
    with_plan(person("Died", reminders_agreed=True, deceased_on=in_days(-1)), days_ago=40)
    person("No plan", reminders_agreed=True)
    assert shown(sign_in("clinician"), quiet="1") == ["Long ago", "Never answered"]


def test_chips_combine(person, sign_in):
    late, other = person("Late", reminders_agreed=True), person("Other", reminders_agreed=True)
    for patient in (late, other):
        PhaseFactory(patient=patient, phase=Phase.RECOVERY)
        with_follow_up(patient, -20 if patient == late else 0, plan__activated_on=in_days(-40))
    client = sign_in("clinician")
    assert shown(client, quiet="1", phase=Phase.RECOVERY) == ["Late", "Other"]
    assert shown(client, quiet="1", phase=Phase.RECOVERY, review="late", mine="1") == ["Late"]
    assert shown(client, quiet="1", phase=Phase.HOSPICE, review="late") == []


def test_chips_stay_on_the_next_page(person, sign_in):
    for number in range(PAGE_SIZE + 2):
        with_follow_up(person(f"Person {number:03}"), -20)
    client = sign_in("clinician")
    first = client.get(LIST, {"review": "late"})
    assert "review=late" in first.context["next_query"]
    rest = client.get(f"{LIST}?{first.context['next_query']}")
    assert [row.patient.family_name for row in rest.context["rows"]] == ["Person 050", "Person 051"]


def test_a_chip_that_does_not_exist_is_refused(patient, sign_in):
    assert sign_in("clinician").get(LIST, {"review": "sometime"}).status_code == 422


def test_each_row_says_the_next_step_and_the_last_contact(person, clinician):
    new, mapped, waiting, late, done, died = map(person, ("A", "B", "C", "D", "E", "F"))
    signed_map(mapped, scores={}, visit_on=in_days(-9))
    with_follow_up(waiting, 3)
    with_follow_up(late, -30)
    with_follow_up(done, -30, completed_on=in_days(-18), completed_by=clinician)
    died.deceased_on = in_days(-1)
    died.save()
    CheckInFactory(plan=late.careplans.get(), answered_at=timezone.now() - timedelta(days=2))
    told = standings([new, mapped, waiting, late, done, died], timezone.localdate())
    steps = [told[patient.pk].next_step for patient in (new, mapped, died)]
    assert steps == ["Start map", "Write plan", ""]
    assert told[waiting.pk].next_step.startswith("Follow-up from")
    assert told[late.pk].next_step.startswith("Follow-up was due")
    assert told[done.pk].next_step.startswith("Followed up")
    assert [patient for patient in (new, waiting, late, done) if told[patient.pk].is_late] == [late]
    contacts = [told[patient.pk].last_contact for patient in (new, mapped, late, done)]
    assert contacts == [None, in_days(-9), in_days(-2), in_days(-18)]


@pytest.mark.parametrize("many", [5, 50])
def test_a_narrowed_list_costs_the_same_for_many(many, person, sign_in, django_assert_max_num_queries):
    for number in range(many):
        patient = person(f"Person {number:03}", reminders_agreed=True)
        PhaseFactory(patient=patient, phase=Phase.RECOVERY)
        with_follow_up(patient, -20, plan__activated_on=in_days(-40))
    client = sign_in("clinician")
    chips = {"mine": "1", "phase": Phase.RECOVERY, "review": "late", "quiet": "1"}
    with django_assert_max_num_queries(9):
        assert len(shown(client, **chips)) == many

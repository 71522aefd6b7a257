"""The next version of a plan, drafted from what was decided at its follow-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import zeal
from django.test import Client

from careplans.models import CarePlan, Decision, FollowUp, Intervention, ParkedItem, PlanPart, Slot
from careplans.proposals import Said
from careplans.services import complete_follow_up, open_plan_draft
from careplans.services.completing import Decided, NextVersion
from careplans.services.next_version import draft_next_version
from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from patients.models import Patient
from patients.services.merge import merge_records
from tests.factories.patients import PatientFactory

from .conftest import WritePlan, address, typed
from .test_follow_up import in_its_window, post  # noqa: F401  a fixture

DONE = (("Ginger tea", None), ("Acupuncture", 6), ("Breathing app", None))


@pytest.fixture
def draft(write_plan: WritePlan) -> CarePlan:
    """Three things are done for its target, the second of them as a trial of six sessions."""
    draft = write_plan()
    target = draft.parts.get(slot=Slot.TARGET_1)
    for position, (title, sessions) in enumerate(DONE, start=1):
        Intervention.objects.create(
            part=target,
            position=position,
            domain="physical",
            title=title,
            times_a_week=Decimal(2),
            minutes=20,
            sessions=sessions,
        )
    draft.parts.filter(slot=Slot.ANCHOR).update(times_a_week=Decimal(5), minutes=20)
    return draft


Complete = Callable[..., FollowUp]


@pytest.fixture
def complete(
    in_its_window: date,  # noqa: F811
    follow_up: FollowUp,
    active: CarePlan,
    clinician: User,
) -> Complete:
    """`complete(anchor=Decided(...), acupuncture=...)`: what is not named is kept; the next is drafted."""

    @zeal.zeal_ignore()
    def run(*, score: int = 3, drafts: bool = True, **said: Decided) -> FollowUp:
        target = active.parts.get(slot=Slot.TARGET_1)
        rows: dict[str, Any] = {row.title.split()[0].lower(): row for row in target.interventions.all()}
        rows |= {part.slot: part for part in active.parts.exclude(slot=Slot.TARGET_1)}
        following = NextVersion(in_its_window + timedelta(weeks=5), "One cup of ginger tea")
        return complete_follow_up(
            follow_up_id=follow_up.pk,
            by=clinician,
            decisions={row.pk: said.get(name, Decided(Decision.KEEP)) for name, row in rows.items()},
            scores={target.pk: score},
            next_version=following if drafts else None,
        )

    return run


def part(slot: str) -> PlanPart:
    return PlanPart.objects.get(plan__status="draft", slot=slot)


def done_for_the_target() -> dict[str, Intervention]:
    return {row.title: row for row in part(Slot.TARGET_1).interventions.all()}


def test_it_starts_from_where_the_person_stands_now(
    complete: Complete,
    in_its_window: date,  # noqa: F811
) -> None:
    complete(score=6)
    draft, target = CarePlan.objects.drafts().get(), part(Slot.TARGET_1)
    assert (target.baseline, target.baseline_on, target.goal) == (6, in_its_window, 3)
    assert draft.review_on == in_its_window + timedelta(weeks=5)
    assert target.by_on >= draft.review_on
    assert draft.one_thing == "One cup of ginger tea"
    assert draft.number == 2


def test_a_goal_that_was_passed_stays_where_it_is_held(complete: Complete) -> None:
    complete(score=1)
    target = part(Slot.TARGET_1)
    assert (target.baseline, target.goal) == (1, 1)


def test_what_is_kept_and_adjusted_is_copied(complete: Complete) -> None:
    complete(anchor=Decided(Decision.ADJUST, why="Mornings instead"))
    assert list(done_for_the_target()) == ["Ginger tea", "Acupuncture", "Breathing app"]
    assert (part(Slot.ANCHOR).title, part(Slot.ANCHOR).minutes) == ("Walk after lunch", 20)


def test_what_is_tapered_is_done_half_as_often(complete: Complete) -> None:
    complete(ginger=Decided(Decision.TAPER), anchor=Decided(Decision.TAPER), coping=Decided(Decision.TAPER))
    assert done_for_the_target()["Ginger tea"].times_a_week == Decimal(1)
    assert part(Slot.ANCHOR).times_a_week == Decimal("2.5")
    assert part(Slot.COPING).times_a_week is None


def test_what_is_stopped_is_parked_with_its_reason(complete: Complete, patient: Patient) -> None:
    complete(
        ginger=Decided(Decision.STOP, because="side_effect", said=Said(side_effect="Heartburn")),
        coping=Decided(Decision.STOP, why="He sings instead"),
    )
    assert "Ginger tea" not in done_for_the_target()
    assert not PlanPart.objects.filter(plan__status="draft", slot=Slot.COPING).exists()
    parked = {item.title: item.reason for item in ParkedItem.objects.of(patient)}
    assert parked == {"Ginger tea": "Side effect: Heartburn", "Long out-breaths": "He sings instead"}


def test_what_was_not_started_goes_small_or_is_parked(complete: Complete, patient: Patient) -> None:
    never = Decided(Decision.NOT_STARTED, because="burden")
    complete(anchor=never, breathing=never)
    anchor = part(Slot.ANCHOR)
    assert (anchor.title, anchor.how, anchor.minutes) == ("Walk after lunch", "To the gate and back.", None)
    assert ParkedItem.objects.of(patient).get().reason == "Not started. Burden"


@pytest.mark.parametrize(("took_place", "left"), [(4, 2), (6, None), (None, 6)])
def test_a_trial_goes_on_with_what_is_left_of_it(
    complete: Complete, took_place: int | None, left: int | None
) -> None:
    complete(acupuncture=Decided(Decision.KEEP, said=Said(sessions_done=took_place)))
    assert done_for_the_target()["Acupuncture"].sessions == left


def test_the_rule_of_a_trial_is_kept_beside_the_decision(complete: Complete) -> None:
    ended = Decided(Decision.STOP, because="no_change", said=Said(sessions_done=6))
    follow_up = complete(score=7, acupuncture=ended)
    row = follow_up.decisions.get(intervention__title="Acupuncture")
    assert (row.proposed, row.rule) == ("stop", "6 of 6 sessions, change under 2 points")
    assert row.sessions_done == 6


def test_left_out_it_can_be_drafted_afterwards(complete: Complete, desk: Client, patient: Patient) -> None:
    complete(drafts=False)
    assert not CarePlan.objects.drafts().exists()
    assert "Draft the next version" in desk.get(address("follow_up", patient)).text
    refused = desk.post(address("draft_next", patient), follow=True)
    assert "belongs to another chart" in refused.text
    answer = desk.post(address("draft_next", patient), typed(patient))
    assert (answer.status_code, answer.url) == (302, address("plan", patient))
    assert CarePlan.objects.drafts().get().number == 2


def test_the_builder_says_what_is_still_to_be_adjusted(
    complete: Complete, desk: Client, patient: Patient
) -> None:
    complete(anchor=Decided(Decision.ADJUST, why="Mornings instead"))
    page = desk.get(address("plan", patient))
    assert "From the follow-up of" in page.text
    assert "Mornings instead" in page.text
    assert "Adjust it here" in page.text


def test_a_next_version_in_somebodys_hands_is_never_written_over(
    complete: Complete, follow_up: FollowUp, patient: Patient, clinician: User
) -> None:
    open_plan_draft(patient=patient, by=clinician)
    with pytest.raises(Refused, match="being prepared already"):
        complete()
    follow_up.refresh_from_db()
    assert follow_up.is_open
    assert not follow_up.decisions.exists()


def test_a_follow_up_without_decisions_drafts_nothing(follow_up: FollowUp, clinician: User) -> None:
    with pytest.raises(Refused, match="Nothing was decided"):
        draft_next_version(follow_up_id=follow_up.pk, by=clinician)


def test_the_form_drafts_it_in_the_same_press(
    in_its_window: date,  # noqa: F811
    desk: Client,
    active: CarePlan,
    patient: Patient,
) -> None:
    sure = {f"decision_target_1_{place}": "keep" for place in (1, 2, 3)}
    sure |= {f"sure_target_1_{place}": "on" for place in (1, 2, 3)}
    next_on = in_its_window + timedelta(weeks=4)
    with zeal.zeal_ignore():
        answer = post(
            desk, patient, active, **sure, draft_next="on", review_on=f"{next_on:%m/%d/%Y}", one_thing="Tea"
        )
    assert answer.status_code == 302
    draft = CarePlan.objects.drafts().get()
    assert (draft.review_on, draft.one_thing) == (next_on, "Tea")


def test_decisions_and_readings_go_where_their_follow_up_goes(
    complete: Complete, active: CarePlan, patient: Patient, clinician: User
) -> None:
    follow_up = complete()
    kept = PatientFactory(clinic=patient.clinic, lead_clinician=clinician)
    with zeal.zeal_ignore():
        merge_records(
            kept=kept, merged=patient, by=clinician, why="One person", kept_version=1, merged_version=1
        )
    of_kept = FollowUp.objects.of(kept).get(pk=follow_up.pk)
    assert {row.follow_up for row in (*of_kept.decisions.all(), *of_kept.readings.all())} == {of_kept}
    assert CarePlan.objects.get(pk=active.pk).patient == kept

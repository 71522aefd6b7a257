"""The follow-up takes place: a decision for every item, what the measures say now, and the next version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.messaging.services import cancel
from integrative.ui.days import work_day
from patients.events import record_about
from patients.models import Patient

from ..look_back import Item, LookBack, can_be_asked, look_back, read_record
from ..models import Because, CarePlan, Decision, Felt, FollowUp, FollowUpDecision, TargetReading
from ..proposals import Said
from .check_in import answer_check_in, monday_of
from .next_version import draft_next_version

ONE_FOR_EVERY_ITEM = "Decide on every item of the plan: keep, adjust, taper, stop or not started."


@dataclass(frozen=True)
class Decided:
    """What was decided about one item, and what the person said of it."""

    decision: str
    because: str = ""
    why: str = ""
    said: Said = field(default_factory=Said)


@dataclass(frozen=True)
class NextVersion:
    """That a next version is to be drafted: its day, and its one thing."""

    review_on: date
    one_thing: str


@transaction.atomic
def complete_follow_up(
    *,
    follow_up_id: UUID,
    by: User,
    decisions: Mapping[UUID, Decided],
    note: str = "",
    scores: Mapping[UUID, int] | None = None,
    check_in: Mapping[str, int | None] | None = None,
    early_because: str = "",
    next_version: NextVersion | None = None,
    plan_version: int | None = None,
    once: UUID | None = None,
) -> FollowUp:
    """Keep what was decided for each item with what was suggested, and call off reminders still waiting.

    In: `decisions` by key of the part or the intervention; `scores` asked today by key of the target;
    `check_in` the three answers asked here; `early_because` why it takes place before its window opens;
    `plan_version` is the plan that was looked back on.

    Raises Stale when another plan took its place; AlreadySaved; Refused when the follow-up is done or called
    off already, its window is not open, a decision is missing or unknown or about another plan's item, or a
    next version is being written already.
    """
    spend(once)
    follow_up = _locked(follow_up_id)
    plan, patient = follow_up.plan, follow_up.patient
    if plan_version is not None and plan.version != plan_version:
        raise Stale("The plan")
    if not follow_up.is_open:
        raise Refused("This follow-up is already closed.")
    today = patient.clinic.today()
    _refuse_too_early(follow_up, today, early_because)
    record = read_record(plan)
    scores = _askable(plan, scores or {}, {part.pk for part in plan.parts.all()
                                           if can_be_asked(part, record, plan.activated_on)})  # fmt: skip
    looked = look_back(plan, record, scores)
    _refuse_unfit(decisions, looked)
    FollowUpDecision.objects.bulk_create(
        _row(follow_up, looked.by_pk()[pk], decisions[pk]) for pk in decisions
    )
    TargetReading.objects.bulk_create(
        TargetReading(follow_up=follow_up, part=each.part, value=each.now.value, taken_on=each.now.on)
        for each in looked.courses
        if each.now
    )
    if check_in and any(answer is not None for answer in check_in.values()):
        answer_check_in(
            plan=plan,
            week_of=monday_of(today),
            sleep=check_in.get("sleep"),
            activity=check_in.get("activity"),
            mood=check_in.get("mood"),
            by=by,
        )
    follow_up.completed_on, follow_up.completed_by = today, by
    follow_up.note = "\n".join(filter(None, [_held_early(early_because, follow_up, today), note]))
    follow_up.save(update_fields=["completed_on", "completed_by", "note"])
    cancel(subject_id=follow_up.pk, reason="the follow-up took place")
    record_about(patient, by=by, verb="completed follow-up", subject=follow_up)
    if next_version:
        draft_next_version(
            follow_up_id=follow_up.pk,
            by=by,
            review_on=next_version.review_on,
            one_thing=next_version.one_thing,
        )
    return follow_up


def _locked(follow_up_id: UUID) -> FollowUp:
    """The person first, as activating a plan does: two locks taken crosswise would wait for each other."""
    patient_id = FollowUp.objects.values_list("patient_id", flat=True).get(pk=follow_up_id)
    Patient.objects.select_for_update().get(pk=patient_id)
    return (
        FollowUp.objects.select_for_update(of=("self",))
        .select_related("patient__clinic", "plan__patient__clinic")
        .prefetch_related("plan__parts__interventions")
        .get(pk=follow_up_id)
    )


def _refuse_too_early(follow_up: FollowUp, today: date, early_because: str) -> None:
    if today < follow_up.opens_on and not early_because:
        raise Refused(
            f"The window opens {work_day(follow_up.opens_on)}. Say why it takes place now.",
            field="early_because",
        )


def _held_early(because: str, follow_up: FollowUp, today: date) -> str:
    return f"Before its window: {because}" if because and today < follow_up.opens_on else ""


def _askable(plan: CarePlan, scores: Mapping[UUID, int], asked: set[UUID]) -> dict[UUID, int]:
    """The scores of today that the record does not say better."""
    if strange := scores.keys() - {part.pk for part in plan.parts.all()}:
        raise Refused(f"{len(strange)} of the scores belong to another plan.")
    if any(not 0 <= score <= 10 for score in scores.values()):
        raise Refused("Choose a number from 0 to 10.")
    return {key: score for key, score in scores.items() if key in asked}


def _refuse_unfit(decisions: Mapping[UUID, Decided], looked: LookBack) -> None:
    items = looked.by_pk()
    if decisions.keys() - items.keys():
        raise Refused("A decision is about an item of another plan.")
    if items.keys() - decisions.keys():
        raise Refused(ONE_FOR_EVERY_ITEM)
    for key, decided in decisions.items():
        _refuse_unknown(items[key], decided)


def _refuse_unknown(item: Item, decided: Decided) -> None:
    if decided.decision not in Decision.values:
        raise Refused(ONE_FOR_EVERY_ITEM, field=f"decision_{item.key}")
    if decided.because and decided.because not in Because.values:
        raise Refused("Choose a reason from the list.", field=f"because_{item.key}")
    if decided.said.felt and decided.said.felt not in Felt.values:
        raise Refused("Choose an answer from the list.", field=f"felt_{item.key}")
    if decided.said.sessions_done is not None and item.sessions is None:
        raise Refused("This was no trial of so many sessions.", field=f"sessions_done_{item.key}")
    if decided.decision == Decision.STOP and not (decided.because or decided.why):
        raise Refused("Say why it stops; the reason is kept beside it.", field=f"because_{item.key}")


def _row(follow_up: FollowUp, item: Item, decided: Decided) -> FollowUpDecision:
    proposal = item.proposal(decided.said)
    said: dict[str, Any] = vars(decided.said)
    return FollowUpDecision(
        follow_up=follow_up,
        **item.about,
        decision=decided.decision,
        because=decided.because,
        why=decided.why,
        proposed=proposal.decision,
        rule=proposal.rule,
        **said,
    )

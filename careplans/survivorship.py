"""The survivorship page: the treatment behind, what to look out for, the six months ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, clinics_where
from integrative.knowledge.exposures import Proposal, late_effects_after, never_proposed
from integrative.knowledge.late_effects import LateEffect, all_late_effects
from patients.models import Patient
from symptoms.models import SymptomScore

from .models import CarePlan, Horizon, LateEffectWatch
from .treatment_summary import TreatmentSummary, treatment_summary

FEAR = "fear_of_recurrence"
BY_HAND = "Put on the list by hand"
FIRST_SHOWN = 3


@dataclass(frozen=True)
class Watched:
    """A line of the list with what the table says of it."""

    watch: LateEffectWatch
    effect: LateEffect
    is_due: bool


@dataclass(frozen=True)
class Proposed:
    """`effect.certainty` and `effect.conflict` are shown beside it, never hidden."""

    effect: LateEffect
    because: tuple[str, ...]
    not_known: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """The exposures in one line, as it is kept: the first few, and how many more."""
        rest = len(self.because) - FIRST_SHOWN
        more = (f"and {rest} more",) if rest > 0 else ()
        return "; ".join((*self.because[:FIRST_SHOWN], *more))[:200]

    @property
    def needs_review(self) -> bool:
        return self.effect.certainty == "needs-review"


@dataclass(frozen=True)
class Survivorship:
    """`left_out`: decided against, the newest first; `further`: what could still be put on by hand."""

    summary: TreatmentSummary
    watched: list[Watched]
    proposed: list[Proposed]
    left_out: list[LateEffectWatch]
    further: list[LateEffect]
    fear: SymptomScore | None
    active: CarePlan | None
    draft: CarePlan | None

    @property
    def due(self) -> list[Watched]:
        return [each for each in self.watched if each.is_due]


def survivorship_of(patient: Patient, user: User, *, again: str = "") -> Survivorship:
    """Four queries. `again`: a late effect to decide on though it is not proposed, or was left out."""
    today = patient.clinic.today()
    summary = treatment_summary(patient, today)
    watches = list(
        LateEffectWatch.objects.visible_to(user)
        .of(patient)
        .select_related("put_on_by", "taken_off_by")
        .order_by("next_on", "pk")
    )
    standing = [watch for watch in watches if watch.taken_off_at is None]
    left_out = _left_out(watches, {watch.late_effect for watch in standing})
    decided = {watch.late_effect for watch in (*standing, *left_out)}
    plans = _plans(patient, user)
    return Survivorship(
        summary=summary,
        watched=_watched(standing, today),
        proposed=_proposed(patient, summary, decided - {again}, again, standing),
        left_out=[watch for watch in left_out if watch.late_effect != again],
        further=_further(summary, patient, decided),
        fear=SymptomScore.objects.of(patient).final().filter(symptom=FEAR).order_by("-recorded_on").first(),
        active=next((plan for plan in plans if plan.status == CarePlan.Status.ACTIVE), None),
        draft=next((plan for plan in plans if plan.status != CarePlan.Status.ACTIVE), None),
    )


def _plans(patient: Patient, user: User) -> list[CarePlan]:
    """The active survivorship plan and the one being written or signed."""
    status = CarePlan.Status
    plans = CarePlan.objects.visible_to(user).of(patient).filter(horizon=Horizon.SURVIVORSHIP)
    standing = plans.filter(status__in=[status.DRAFT, status.SIGNED, status.ACTIVE])
    in_full = standing.select_related("follow_up", "activated_by").prefetch_related("parts__interventions")
    return list(in_full.newest_first())


def checks_due(user: User, day: date) -> QuerySet[LateEffectWatch]:
    """Late effects to be looked at by now, of this clinician's own living patients, the oldest first."""
    clinics = clinics_where(user, Permission.WRITE_PLAN)
    due = LateEffectWatch.objects.visible_to(user).due(day).filter(patient__clinic__in=clinics)
    mine = due.filter(patient__lead_clinician=user, patient__deceased_on=None)
    return mine.select_related("patient__clinic")


def proposals_for(patient: Patient, summary: TreatmentSummary) -> list[Proposal]:
    return late_effects_after(summary.exposures, cancers=summary.cancers, sex=patient.sex)


def _watched(standing: Iterable[LateEffectWatch], today: date) -> list[Watched]:
    effects = {effect.id: effect for effect in all_late_effects()}
    return [
        Watched(watch, effects[watch.late_effect], bool(watch.next_on and watch.next_on <= today))
        for watch in standing
    ]


def _left_out(watches: Iterable[LateEffectWatch], standing: set[str]) -> list[LateEffectWatch]:
    """Of each late effect that is not on the list, the newest decision against it."""
    newest: dict[str, LateEffectWatch] = {}
    for watch in sorted(watches, key=lambda each: each.put_on_at):
        if watch.taken_off_at and watch.late_effect not in standing:
            newest[watch.late_effect] = watch
    return sorted(newest.values(), key=lambda watch: watch.late_effect)


def _proposed(
    patient: Patient,
    summary: TreatmentSummary,
    decided: set[str],
    again: str,
    standing: Iterable[LateEffectWatch],
) -> list[Proposed]:
    found = [
        Proposed(each.effect, each.because, each.not_known)
        for each in proposals_for(patient, summary)
        if each.effect.id not in decided
    ]
    on_the_list = {watch.late_effect for watch in standing}
    if again not in {*on_the_list, *(each.effect.id for each in found)}:
        found += [Proposed(effect, (BY_HAND,)) for effect in all_late_effects() if effect.id == again]
    # What was asked for stands first.
    return sorted(found, key=lambda each: each.effect.id != again)


def _further(summary: TreatmentSummary, patient: Patient, decided: set[str]) -> list[LateEffect]:
    """Neither proposed nor decided. What the record has no words for comes first."""
    proposed = {each.effect.id for each in proposals_for(patient, summary)}
    left = [each for each in all_late_effects() if each.id not in proposed | decided]
    without_words = {each.id for each in never_proposed()}
    return sorted(left, key=lambda each: each.id not in without_words)

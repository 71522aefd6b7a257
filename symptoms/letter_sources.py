"""The record as the letter tells of it, and what of it moved on since a draft was saved. One question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from integrative.accounts.models import User
from integrative.ui.days import work_day_in_full
from integrative.ui.numbers import plain_number
from patients.gather import gather
from patients.models import CareTeamMember, Measurement, Patient, TreatmentCourse
from patients.models.people import TeamRole

from .letter import DecisionTold, FlagTold, Letter, ProductTold, Reading, RecordTold, Visit, letter_of
from .models import (
    Amendment,
    Consultation,
    Decision,
    ProductDecision,
    ProductFinding,
    ProductScreen,
    ProductStanding,
    ProductUse,
    ProductVerdict,
    RedFlag,
    SymptomScore,
    Verdict,
)
from .product_words import FindingWords

Found = Mapping[str, list[Any]]
NAMES = ("title", "given_names", "family_name")


@dataclass(frozen=True)
class Sources:
    """The letter as it would be drafted now, to whom, and every later change of what it tells."""

    letter: Letter
    oncologist: CareTeamMember | None
    changes: Sequence[tuple[datetime, str]]

    def moved_on(self, since: datetime) -> list[str]:
        """What changed after `since`, each once, in its order."""
        return list(dict.fromkeys(words for at, words in sorted(self.changes) if at > since))


def sources_of(consultation: Consultation, patient: Patient, user: User) -> Sources:
    """In: a signed map as `queries.signed_maps` gives it."""
    found = gather(**_lists(consultation, patient, user))
    people = {person.pk: person for person in found["people"]}
    previous = _first(found["previous"])
    letter = letter_of(
        _visit(consultation),
        _visit_before(previous, found["scores_before"], people) if previous else None,
        name=f"{patient.given_names} {patient.family_name}",
        products=list(_products(found, people, patient, previous)),
        flags=[_flag(flag, people, patient) for flag in found["flags"] if not flag.withdrawn_at],
        record=_record(found, patient, consultation.visit_on),
    )
    oncologist = _first(found["oncologists"])
    if oncologist and oncologist.user_id:
        oncologist.user = people[oncologist.user_id]
    return Sources(letter, oncologist, list(_changes(found, patient)))


def _lists(consultation: Consultation, patient: Patient, user: User) -> dict[str, QuerySet]:
    def of(model: Any) -> Any:
        return model.objects.visible_to(user).of(patient)

    on = consultation.visit_on
    maps = of(Consultation).signed().exclude(pk=consultation.pk)
    previous = maps.filter(visit_on__lte=on, signed_at__lt=consultation.signed_at).newest_first()[:1]
    products = of(ProductUse).taken_when_signed(consultation)
    screen = of(ProductScreen).newest_first()[:1]
    decisions = of(ProductDecision).filter(product__in=products.values("pk")).order_by("decided_at", "pk")
    flags = of(RedFlag).filter(raised_from=RedFlag.RaisedBy.MAP, raised_from_id=consultation.pk)
    oncologists = of(CareTeamMember).not_ended_on(patient.clinic.today())
    oncologists = oncologists.filter(role=TeamRole.MEDICAL_ONCOLOGIST).order_by("-started_on", "pk")[:1]
    weights = of(Measurement).valid().filter(analyte="weight").order_by("-taken_at", "-pk")
    treatments = of(TreatmentCourse).current_on(on).order_by("-started_on", "-pk")
    authors = Q(pk__in=previous.values("signed_by")) | Q(pk__in=oncologists.values("user"))
    actors = Q(pk__in=decisions.values("decided_by")) | Q(pk__in=flags.values("done_by"))
    return {
        "previous": previous,
        "later": maps.filter(signed_at__gt=consultation.signed_at).order_by("signed_at"),
        "scores_before": SymptomScore.objects.filter(consultation__in=previous.values("pk")),
        "amendments": Amendment.objects.filter(consultation=consultation.pk),
        "products": products,
        "screen": screen,
        "verdicts": ProductVerdict.objects.filter(screen__in=screen.values("pk")),
        "findings": ProductFinding.objects.filter(verdict__screen__in=screen.values("pk")),
        "standings": ProductStanding.objects.filter(product__in=products.values("pk")),
        "decisions": decisions,
        "flags": flags.order_by("raised_at", "pk"),
        "treatments": treatments,
        "weights": weights[:12],
        "oncologists": oncologists,
        "people": User.objects.filter(authors | actors).only(*NAMES).order_by("pk"),
    }


def _first(rows: Sequence[Any]) -> Any:
    return rows[0] if rows else None


def _visit(consultation: Consultation) -> Visit:
    return Visit(
        on=consultation.visit_on,
        by=str(consultation.signed_by),
        good_week=consultation.what_matters.good_week,
        scores={score.symptom: score.score for score in consultation.symptom_scores.all()},
        goals=[goal.words for goal in consultation.function_goals.all()],
    )


def _visit_before(
    previous: Consultation, scores: Iterable[SymptomScore], people: Mapping[UUID, User]
) -> Visit:
    by = str(people[previous.signed_by_id])
    return Visit(previous.visit_on, by, "", {score.symptom: score.score for score in scores})


def _products(
    found: Found, people: Mapping[UUID, User], patient: Patient, previous: Consultation | None
) -> Iterator[ProductTold]:
    decided = {decision.product_id: decision for decision in found["decisions"]}
    verdicts = {verdict.product_id: verdict for verdict in found["verdicts"]}
    screen = _first(found["screen"])
    for product in found["products"]:
        verdict, decision = verdicts.get(product.pk), decided.get(product.pk)
        if screen is None or verdict is None:
            continue
        moments = [product.recorded_at, *([decision.decided_at] if decision else [])]
        yield ProductTold(
            name=product.name_as_typed,
            dose=product.dose,
            verdict=Verdict(verdict.verdict),
            screened_on=_day(screen.screened_at, patient),
            because=[
                FindingWords(finding).title
                for finding in found["findings"]
                if finding.verdict_id == verdict.pk and FindingWords(finding).is_worth_showing
            ],
            decided=_decision(decision, people, patient) if decision else None,
            is_new=bool(previous and max(moments) > previous.signed_at),
        )


def _decision(decision: ProductDecision, people: Mapping[UUID, User], patient: Patient) -> DecisionTold:
    return DecisionTold(
        decision=Decision(decision.decision),
        on=_day(decision.decided_at, patient),
        by=str(people[decision.decided_by_id]),
        reason=decision.reason,
        stop_by=decision.stop_by,
        restart_on=decision.restart_on,
        until=decision.until,
    )


def _flag(flag: RedFlag, people: Mapping[UUID, User], patient: Patient) -> FlagTold:
    return FlagTold(
        name=str(flag),
        urgency=flag.get_urgency_display(),
        raised_on=_day(flag.raised_at, patient),
        done=flag.done_words,
        done_on=_day(flag.done_at, patient) if flag.done_at else None,
        done_by=str(people[flag.done_by_id]) if flag.done_by_id else "",
    )


def _record(found: Found, patient: Patient, on: date) -> RecordTold:
    treatments = [
        f"{each.regimen}, since {work_day_in_full(each.started_on, today=on)}" for each in found["treatments"]
    ]
    return RecordTold("; ".join(treatments), list(_weight(found, patient, on)))


def _weight(found: Found, patient: Patient, on: date) -> Iterator[Reading]:
    """The newest up to the visit, beside the newest up to the visit before."""
    known = [each for each in found["weights"] if _day(each.taken_at, patient) <= on]
    if not known:
        return
    previous = _first(found["previous"])
    earlier = [each for each in known if previous and _day(each.taken_at, patient) <= previous.visit_on]
    now, before = known[0], _first(earlier)
    yield Reading(
        "Weight",
        _kg(now),
        _day(now.taken_at, patient),
        before=_kg(before) if before else "",
        before_on=_day(before.taken_at, patient) if before else None,
    )


def _kg(weight: Measurement) -> str:
    return f"{plain_number(weight.value)} kg"


def _changes(found: Found, patient: Patient) -> Iterator[tuple[datetime, str]]:
    today = patient.clinic.today()
    names = {product.pk: product.name_as_typed for product in found["products"]}
    for amendment in found["amendments"]:
        yield amendment.written_at, f"the map was amended ({amendment.get_section_display().lower()})"
    for later in found["later"]:
        yield later.signed_at, f"a later map, of {work_day_in_full(later.visit_on, today=today)}"
    for decision in found["decisions"]:
        yield decision.decided_at, f"a decision on {names[decision.product_id]}"
    for standing in found["standings"]:
        yield standing.changed_at, f"{names[standing.product_id]} is now: {standing.get_verdict_display()}"
    for flag in found["flags"]:
        moments = (flag.raised_at, flag.seen_at, flag.done_at, flag.withdrawn_at)
        yield max(each for each in moments if each), f"red flag: {flag}"
    for course in found["treatments"]:
        yield course.recorded_at, f"treatment: {course.regimen}"
    for weight in found["weights"][:1]:
        taken_on = work_day_in_full(_day(weight.taken_at, patient), today=today)
        yield weight.recorded_at, f"weight of {taken_on}"


def _day(moment: datetime, patient: Patient) -> date:
    return moment.astimezone(patient.clinic.zone).date()

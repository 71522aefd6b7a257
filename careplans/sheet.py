"""The plan as the patient holds it, in everyday words: on paper, in large print, and behind their link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from integrative.knowledge.call_words import NOW, SAME_DAY, call_words
from integrative.knowledge.therapies.catalog import all_therapies
from integrative.ui.days import long_day
from patients.models import CareTeamMember, Patient
from patients.models.people import TeamRole
from symptoms.product_sheet import SheetProduct, products_for_the_sheet

from .dose_words import dose_words, trial_words, who_words
from .models import CarePlan, Costs, Intervention, Measure, PlanPart
from .models.dose import Place
from .presenters import PARTS

MOST_TICKS = 6
ADDS = "This plan adds to your cancer treatment."
ONE_JOB_TOO_MANY = "If something here is one job too many, say so. We will change it."
TELL_US = "Tell us about a new pill, tea or supplement before you start it."


@dataclass(frozen=True)
class Step:
    """One thing that is done for a target."""

    title: str
    text: str


@dataclass(frozen=True)
class SheetPart:
    number: int
    heading: str
    title: str
    lines: tuple[str, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """`look_back` is blank once the follow-up took place."""

    plan: CarePlan
    made: str
    look_back: str
    one_thing: str
    parts: tuple[SheetPart, ...]
    products: tuple[SheetProduct, ...]
    ticks: tuple[str, ...]
    costs: tuple[str, ...]
    call_now: tuple[str, ...]
    call_same_day: tuple[str, ...]
    end: tuple[str, ...]

    def sentences(self) -> Iterator[str]:
        """Everything a person reads here, for the checks of words."""
        yield from (self.made, self.look_back, self.one_thing)
        for part in self.parts:
            yield from (f"{part.heading}: {part.title}", *part.lines)
            for step in part.steps:
                yield from (step.title, step.text)
        for product in self.products:
            yield from (product.suggestion, product.why)
        yield from self.costs
        yield from (f"Call now if {words}." for words in self.call_now)
        yield from (f"Call us the same day for {words}." for words in self.call_same_day)
        yield from self.end


def sheet_of(plan: CarePlan, patient: Patient) -> Sheet:
    """In: a plan with parts, interventions, activated_by and follow_up at hand. Up to three queries."""
    parts = {part.slot: part for part in plan.parts.all()}
    in_order = [
        (number, for_patient, parts[slot])
        for number, _, _, for_patient, slots in PARTS
        for slot in slots
        if slot in parts
    ]
    rows = [part for _, _, part in in_order]
    return Sheet(
        plan=plan,
        made=f"Made with you by {plan.activated_by}" if plan.activated_by else "",
        look_back=_look_back(plan),
        one_thing=plan.one_thing,
        parts=tuple(_part(*each) for each in in_order),
        products=tuple(products_for_the_sheet(patient)),
        ticks=ticks(plan.one_thing, rows),
        costs=cost_lines(rows),
        call_now=tuple(each.words for each in call_words(NOW)),
        call_same_day=tuple(each.words for each in call_words(SAME_DAY)),
        end=(f"{ADDS} {_who_leads(patient)}", TELL_US, ONE_JOB_TOO_MANY),
    )


def _look_back(plan: CarePlan) -> str:
    follow_up = getattr(plan, "follow_up", None)
    if follow_up is None or not follow_up.is_open:
        return ""
    return long_day(plan.review_on) if plan.review_on else f"by {long_day(follow_up.closes_on)}"


def _who_leads(patient: Patient) -> str:
    """The cancer doctor by name where the record has one."""
    members = (
        CareTeamMember.objects.of(patient).valid().filter(role=TeamRole.MEDICAL_ONCOLOGIST, ended_on=None)
    )
    leads = members.select_related("user").order_by("pk").first()
    return f"{leads} leads that treatment." if leads else "Your cancer team leads that treatment."


def _part(number: int, heading: str, part: PlanPart) -> SheetPart:
    dose = dose_words(part)
    lines = [
        measure_line(part),
        ended(part.how),
        ended(dose[:1].upper() + dose[1:]),
        part.activity and ended(f"What you do: {part.activity}"),
        part.intensity and ended(f"How hard: {part.intensity}"),
        part.progression and ended(f"How it grows: {part.progression}"),
        part.moment and ended(f"When: {part.moment}"),
        part.bad_day and ended(f"A bad day counts too. Then: {part.bad_day}"),
        who_words(part),
    ]
    return SheetPart(
        number, heading, part.title, tuple(filter(None, lines)), tuple(map(_step, part.interventions.all()))
    )


def _step(row: Intervention) -> Step:
    dose = dose_words(row)
    said = (ended(dose[:1].upper() + dose[1:]), ended(row.how), trial_words(row), who_words(row))
    return Step(row.title, " ".join(filter(None, said)))


def ended(text: str) -> str:
    """With a full stop, unless it ends by itself."""
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def measure_line(part: PlanPart) -> str:
    """Where it stood and where it is to go; blank where nothing is measured."""
    if part.goal is None or not part.measure:
        return ""
    by = f" by {long_day(part.by_on)}" if part.by_on else ""
    before, wanted = MEASURED[Measure(part.measure)]
    start = NO_START if part.baseline is None else before.format(part.baseline)
    return f"{start} {wanted.format(part.goal)}{by}."


NO_START = "We had no number at the start."
MEASURED: dict[Measure, tuple[str, str]] = {
    Measure.SCORE: ("It was {} of 10.", "We want {} or less"),
    Measure.SLEEP_EFFICIENCY: (
        "You slept {} percent of your time in bed.",
        "We want {} percent or more",
    ),
    Measure.ACTIVE_MINUTES: ("You moved for {} minutes a week.", "We want {} minutes or more"),
}


def ticks(one_thing: str, parts: Iterable[PlanPart]) -> tuple[str, ...]:
    """What is done day by day at home; a target is reached, not ticked."""
    rows = [one_thing]
    for part in parts:
        if not part.symptom:
            rows.append(part.title)
        rows += [
            each.title
            for each in part.interventions.all()
            if each.place == Place.HOME and (each.times_a_week or 0) >= 2
        ]
    return tuple(dict.fromkeys(filter(None, rows)))[:MOST_TICKS]


COST_WORDS: dict[str, str] = {
    Costs.FREE: "No cost: {}.",
    Costs.COVERED: "Your insurance pays: {}.",
    Costs.ASK: "We will tell you the cost before you start: {}.",
    Costs.NOT_COVERED: "Your insurance does not pay: {}. Ask us for a free way to begin.",
}


def cost_lines(parts: Iterable[PlanPart]) -> tuple[str, ...]:
    """One sentence for each kind of cost, the free first. Nothing is said of what was not looked at."""
    titles: dict[str, list[str]] = {kind: [] for kind in COST_WORDS}
    for part in parts:
        therapy = all_therapies().get(part.therapy)
        if therapy and therapy.cost == "free":
            titles[Costs.FREE].append(part.title)
        for each in part.interventions.all():
            titles[each.costs].append(each.title)
    return tuple(words.format(in_a_row(titles[kind])) for kind, words in COST_WORDS.items() if titles[kind])


def in_a_row(titles: list[str]) -> str:
    """ "tea; yoga", as within a sentence. A title may hold a comma of its own."""
    return "; ".join(
        title[:1].lower() + title[1:] if title[1:2].islower() else title for title in dict.fromkeys(titles)
    )

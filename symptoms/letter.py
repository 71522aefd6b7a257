"""The letter to the oncologist: what changed since the visit before, as text that can be edited. No database.

What changed stands between two asterisks, as in "**Nausea 5 (was 8)**", and prints in bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from integrative.knowledge.levels import MEANINGFUL_CHANGE, change_word, level_of
from integrative.knowledge.symptoms import all_symptoms
from integrative.ui.days import long_day, work_day_in_full

from .models import Decision, Verdict

BOLD = re.compile(r"\*\*(.+?)\*\*")
TOLD = (Verdict.STOP, Verdict.HOLD, Verdict.CANNOT_SCREEN, Verdict.CARE)
"""The verdicts that the oncologist hears of, worst first."""
DECIDED = {
    Decision.KEEP: "we keep it and watch",
    Decision.HOLD: "we suggest pausing it",
    Decision.ADVISE_STOP: "we suggest stopping it",
    Decision.ASK_PHARMACIST: "our pharmacist was asked",
    Decision.OVERRIDE: "kept against the advice of the screen",
}
PROPOSED = {Decision.ADVISE_STOP: "stopping", Decision.HOLD: "pausing"}


@dataclass(frozen=True)
class Visit:
    """A signed map, as far as a letter tells of it."""

    on: date
    by: str
    good_week: str
    scores: Mapping[str, int]
    goals: Sequence[str] = ()


@dataclass(frozen=True)
class DecisionTold:
    decision: Decision
    on: date
    by: str
    reason: str = ""
    stop_by: date | None = None
    restart_on: date | None = None
    until: str = ""


@dataclass(frozen=True)
class ProductTold:
    """A product with its newest verdict. `because`: what with what; `is_new`: since the visit before."""

    name: str
    dose: str
    verdict: Verdict
    screened_on: date
    because: Sequence[str] = ()
    decided: DecisionTold | None = None
    is_new: bool = False


@dataclass(frozen=True)
class FlagTold:
    """A red flag raised at the visit; `done` is empty while nobody wrote what was done."""

    name: str
    urgency: str
    raised_on: date
    done: str = ""
    done_on: date | None = None
    done_by: str = ""


@dataclass(frozen=True)
class Reading:
    """A figure of the record with its unit and its day; `before` is the one at the visit before."""

    name: str
    value: str
    on: date
    before: str = ""
    before_on: date | None = None


@dataclass(frozen=True)
class RecordTold:
    """The treatment in words, empty when none is on record, and figures."""

    treatment: str = ""
    readings: Sequence[Reading] = ()


@dataclass(frozen=True)
class Letter:
    body: str
    question: str


@dataclass(frozen=True)
class Piece:
    text: str
    is_bold: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as printed: lines of pieces; a list when every line begins with a dash."""

    lines: tuple[tuple[Piece, ...], ...]
    is_list: bool


def letter_of(
    signed: Visit,
    previous: Visit | None,
    *,
    name: str,
    products: Sequence[ProductTold],
    flags: Sequence[FlagTold],
    record: RecordTold,
) -> Letter:
    """The first draft. Goals of care are no part of it."""
    paragraphs = [
        _opening(signed, previous, name),
        *_matters(signed),
        *_record(record, signed.on),
        *_symptoms(signed, previous),
        *_products(products, signed.on),
        *_flags(flags, signed.on),
        *_wishes(signed),
    ]
    return Letter("\n\n".join(paragraphs), _question(products))


def as_printed(body: str) -> list[Paragraph]:
    """An edited body as its paragraphs, with what stands between two asterisks in bold."""
    return [_paragraph(block) for block in re.split(r"\n\s*\n", body.strip()) if block.strip()]


def _paragraph(block: str) -> Paragraph:
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    is_list = all(line.startswith("- ") for line in lines)
    return Paragraph(
        tuple(tuple(_pieces(line.removeprefix("- ") if is_list else line)) for line in lines), is_list
    )


def _pieces(line: str) -> Iterator[Piece]:
    for number, text in enumerate(BOLD.split(line)):
        if text:
            yield Piece(text, is_bold=number % 2 == 1)


def _opening(signed: Visit, previous: Visit | None, name: str) -> str:
    before = f"The visit before was on {long_day(previous.on)}." if previous else "It was the first visit."
    return f"{name} was seen by {signed.by} on {long_day(signed.on)}. {before} What is new is in bold."


def _matters(signed: Visit) -> Iterator[str]:
    if words := " ".join(signed.good_week.split()):
        yield f"A good week, in their words: “{words}”"


def _record(record: RecordTold, today: date) -> Iterator[str]:
    lines = [f"Cancer treatment on our record: {record.treatment}."] if record.treatment else []
    lines += [_reading(each, today) for each in record.readings]
    if lines:
        yield "\n".join(lines)


def _reading(reading: Reading, today: date) -> str:
    on = work_day_in_full(reading.on, today=today)
    now = f"{reading.name} {reading.value} ({on})"
    if reading.before and reading.before_on and reading.before != reading.value:
        was = work_day_in_full(reading.before_on, today=today)
        return f"**{now}, was {reading.before} ({was}).**"
    return f"{now}."


def _symptoms(signed: Visit, previous: Visit | None) -> Iterator[str]:
    """Those that changed by what people feel, or are severe now."""
    before = previous.scores if previous else {}
    told = [
        (key, score, before.get(key))
        for key, score in sorted(signed.scores.items(), key=lambda item: -item[1])
        if _is_told(score, before.get(key))
    ]
    at = f"map of {work_day_in_full(signed.on, today=signed.on)}"
    if previous:
        at += f"; before: map of {work_day_in_full(previous.on, today=signed.on)}"
    if not told:
        if signed.scores:
            yield f"No symptom is severe or changed by {MEANINGFUL_CHANGE} points or more ({at})."
        return
    yield f"Symptoms that changed or are severe, 0 to 10, higher is worse ({at}):"
    yield "\n".join(f"- {_symptom(*each)}" for each in told)


def _is_told(score: int, was: int | None) -> bool:
    return level_of(score) == "Severe" or change_word(score, was) in {"better", "worse"}


def _symptom(key: str, score: int, was: int | None) -> str:
    said = f"{all_symptoms()[key].name} {score}, {level_of(score).lower()}"
    if was is None:
        return f"{said}, not scored before"
    word = change_word(score, was)
    return f"{said}, was {was}" if word == "same" else f"**{said}, was {was}: {word}**"


def _products(products: Sequence[ProductTold], today: date) -> Iterator[str]:
    told = [each for each in products if each.verdict in TOLD]
    if told:
        told.sort(key=lambda each: TOLD.index(each.verdict))
        yield "Supplements and herbs that need your attention:"
        yield "\n".join(f"- {_product(each, today)}" for each in told)


def _product(product: ProductTold, today: date) -> str:
    named = f"{product.name}, {product.dose}" if product.dose else f"{product.name}, dose not asked"
    screened = f"{product.verdict.label} (screened {work_day_in_full(product.screened_on, today=today)})"
    because = f": {'; '.join(product.because)}" if product.because else ""
    first = f"{named}. {screened}{because}."
    said = f"**{first}**" if product.is_new else first
    return f"{said} {_decided(product.decided, today)}"


def _decided(decided: DecisionTold | None, today: date) -> str:
    if decided is None:
        return "Not decided yet."
    days = [
        f"last day {work_day_in_full(decided.stop_by, today=today)}" if decided.stop_by else "",
        f"again from {work_day_in_full(decided.restart_on, today=today)}" if decided.restart_on else "",
        f"until {decided.until}" if decided.until else "",
    ]
    parts = [DECIDED[decided.decision], *filter(None, days)]
    why = f" Reason: {decided.reason.rstrip('.')}." if decided.reason else ""
    when = work_day_in_full(decided.on, today=today)
    return f"Decided {when} by {decided.by}: {', '.join(parts)}.{why}"


def _flags(flags: Iterable[FlagTold], today: date) -> Iterator[str]:
    if lines := [f"- {_flag(each, today)}" for each in flags]:
        yield "Red flags raised at this visit; they are prompts to look, and name no illness:"
        yield "\n".join(lines)


def _flag(flag: FlagTold, today: date) -> str:
    raised = (
        f"**{flag.name} ({flag.urgency.lower()}), raised {work_day_in_full(flag.raised_on, today=today)}.**"
    )
    if not flag.done or flag.done_on is None:
        return f"{raised} Nothing is written yet about what was done."
    done = work_day_in_full(flag.done_on, today=today)
    return f"{raised} Done {done} by {flag.done_by}: {flag.done.rstrip('.')}."


def _wishes(signed: Visit) -> Iterator[str]:
    if signed.goals:
        yield f"What they want to be able to do: {'; '.join(signed.goals)}."


def _question(products: Sequence[ProductTold]) -> str:
    """What is proposed about products, as a question that can be answered with yes or no."""
    proposed = [
        f"{PROPOSED[each.decided.decision]} {each.name}"
        for each in products
        if each.verdict in TOLD and each.decided and each.decided.decision in PROPOSED
    ]
    return f"Do you agree with {' and '.join(proposed)}?" if proposed else ""

"""A signed map as text: each section in the words of its questions, with what it adds up to. No database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField

from integrative.knowledge.levels import level_of
from integrative.knowledge.redflags import fields
from integrative.knowledge.symptoms import all_symptoms
from integrative.ui.days import long_day
from integrative.ui.numbers import plain_number

from .body_figure import Figure
from .completeness import is_written
from .forms import FORMS
from .forms.answers import RowForm
from .forms.whole_person import HOW_OFTEN, PHQ4_ITEMS
from .measures import measure_of
from .models import Amendment, Consultation, Decision, PainArea, ProductUse, Section, Verdict
from .models.whole_person import Outcome
from .pain_words import ATTAINMENT, area_in_words, pain_note
from .product_words import NO_PROOF, TIERS
from .queries import answers_of
from .red_flag_groups import GROUPS, Group
from .words import WHAT_MATTERS

Answers = Mapping[str, Any]
OF_ONE_ROW = {section: form for section, form in FORMS.items() if issubclass(form, RowForm)}
NOT_SCREENED = Verdict.NOT_SCREENED.label
VOICE = frozenset({"words", "understanding"})
"""The columns that hold what the person said, word for word."""


@dataclass(frozen=True)
class Line:
    """One answer: what was asked, blank for plain words of theirs, and what was said."""

    asked: str
    said: str
    is_voice: bool = False


@dataclass(frozen=True)
class TakenLine:
    """A product that was taken at the signing, with what the screen said and what was decided by then."""

    product: ProductUse
    tier: str
    verdict: str
    decision: str
    is_stopped_that_day: bool


@dataclass(frozen=True)
class NoteSection:
    section: Section
    lines: tuple[Line, ...]
    measure: str
    amendments: tuple[Amendment, ...]
    is_asked: bool

    @property
    def title(self) -> str:
        return self.section.label


@dataclass(frozen=True)
class MapNote:
    """A signed map as text. Products are those on the list when it was signed."""

    consultation: Consultation
    sections: tuple[NoteSection, ...]
    products: tuple[TakenLine, ...]
    figure: Figure | None

    @property
    def about_products(self) -> str:
        """What a reader of the list has to know, when one of them was not screened or nothing was found."""
        words = {line.verdict for line in self.products}
        unscreened = "Ask the pharmacist about what was not screened." if NOT_SCREENED in words else ""
        return " ".join(filter(None, [unscreened, NO_PROOF if Verdict.NONE_FOUND.label in words else ""]))

    @property
    def not_asked(self) -> list[str]:
        """The names of the sections in which nothing was written."""
        return [section.title for section in self.sections if not section.is_asked]


def note_of(consultation: Consultation, products: Iterable[ProductUse]) -> MapNote:
    """In: a consultation as `queries.signed_maps` gives it, and what `queries.products_when_signed` does."""
    taken = tuple(_taken(product, consultation) for product in products)
    return MapNote(
        consultation,
        tuple(_section(section, consultation, bool(taken)) for section in consultation.sections),
        taken,
        pain_note(consultation),
    )


def _taken(product: Any, consultation: Consultation) -> TakenLine:
    """In: a product with `verdict_then`, `decision_then` and `reason_then`."""
    verdict = Verdict(product.verdict_then or Verdict.NOT_SCREENED)
    decided = [Decision(product.decision_then).label, product.reason_then] if product.decision_then else []
    return TakenLine(
        product,
        TIERS[verdict],
        verdict.label,
        ": ".join(filter(None, decided)),
        product.stopped_on is not None and product.stopped_on == consultation.signed_on,
    )


def _section(section: Section, consultation: Consultation, takes_products: bool) -> NoteSection:
    answers = answers_of(section, consultation)
    zone = consultation.patient.clinic.zone
    return NoteSection(
        section=section,
        lines=tuple(lines_of(section, answers)),
        measure=measure_of(section, answers, zone, consultation.visit_on),
        amendments=tuple(each for each in consultation.amendments.all() if each.section == section),
        is_asked=is_written(answers) or (section is Section.SUPPLEMENTS and takes_products),
    )


def lines_of(section: Section, answers: Answers) -> Iterator[Line]:
    """What was answered in a section, question by question; nothing for what was not asked."""
    match section:
        case Section.WHAT_MATTERS:
            yield from _what_matters(answers)
        case Section.SYMPTOMS:
            yield from _symptoms(answers)
        case Section.PAIN | Section.GOALS:
            yield from _pain(answers)
        case Section.SUPPLEMENTS:
            if answers.get("takes_no_products"):
                yield Line("Supplements and herbs", "Takes nothing, asked that day")
        case Section.HELPED:
            yield from _helped(answers)
        case Section.RED_FLAGS:
            yield from _red_flags(answers)
        case _:
            yield from _row(section, answers)


def _what_matters(answers: Answers) -> Iterator[Line]:
    for name, question in WHAT_MATTERS.items():
        if answers.get(name):
            yield Line(question, answers[name], is_voice=True)


def _symptoms(answers: Answers) -> Iterator[Line]:
    scores = answers["scores"]
    for symptom in all_symptoms().values():
        if symptom.id in scores:
            yield Line(symptom.name, _score(scores[symptom.id]))
    for concern in answers["concerns"]:
        yield Line(f"“{concern['words']}”", _score(concern["score"]))


def _pain(answers: Answers) -> Iterator[Line]:
    for number, area in enumerate(answers["areas"], start=1):
        read = area_in_words(number, PainArea(position=number, **area))
        details = "; ".join([read.score, *(f"{asked}: {said.lower()}" for asked, said in read.details)])
        yield Line(f"{number}. {read.where}", details.strip("; ") or "Named, nothing more asked")
        if read.words:
            yield Line("", read.words, is_voice=True)
    for goal in answers["goals"]:
        yield Line("Goal", goal["words"], is_voice=True)
        if goal["expected"]:
            yield Line("Expected by the follow-up", goal["expected"])
        if goal["attained"] is not None:
            yield Line("Where it stands", dict(ATTAINMENT)[goal["attained"]])


def _helped(answers: Answers) -> Iterator[Line]:
    for row in answers["tried"]:
        yield Line(row["what"], Outcome(row["outcome"]).label if row["outcome"] else "Outcome not asked")
        if row["words"]:
            yield Line("", row["words"], is_voice=True)


def _red_flags(answers: Answers) -> Iterator[Line]:
    """What is so, what was measured, what was asked and is not so; the rest is named as not asked."""
    present, numbers = answers["present"], answers["numbers"]
    said = [fields()[name].meaning for name, is_so in present.items() if is_so]
    if said:
        yield Line("Present", _sentence("; ".join(said)))
    for name, number in numbers.items():
        yield Line(_sentence(fields()[name].meaning), plain_number(number))
    clear = [group.label for group in GROUPS if group.is_asked(present) and not _any_so(group, present)]
    open_yet = [group.label for group in GROUPS if not group.is_asked(present)]
    if clear:
        yield Line("Asked, none", "; ".join(clear))
    if open_yet and (present or numbers):
        yield Line("Not asked, or not all of it", "; ".join(open_yet))


def _any_so(group: Group, present: Answers) -> bool:
    return any(present[name] for name in group.fields)


def _row(section: Section, answers: Answers) -> Iterator[Line]:
    """A section of one row, in the order in which it is asked."""
    if answers.get("as_shown"):
        yield Line("On record that day", "; ".join(answers["as_shown"].splitlines()))
    form = OF_ONE_ROW[section]
    for name, asked in form.labels.items():
        said = _answer(form, name, answers.get(name))
        if said:
            yield Line("" if name == "words" else asked, said, is_voice=name in VOICE)


def _answer(form: type[RowForm], name: str, answer: Any) -> str:
    if answer is None or answer in ("", []):
        return ""
    if name in PHQ4_ITEMS:
        return f"{answer}, {HOW_OFTEN[answer].lower()}"
    column = form.model._meta.get_field(name)
    if isinstance(column, ArrayField):
        known = dict(column.base_field.choices)
        return _sentence(", ".join(str(known[each]).lower() for each in answer))
    if column.choices:
        return str(dict(column.choices)[answer])
    return _plain(answer, form.units.get(name, ""))


def _plain(answer: Any, unit: str) -> str:
    if isinstance(answer, time):
        return f"{answer:%H:%M}"
    if isinstance(answer, date):
        return long_day(answer)
    if isinstance(answer, int | Decimal):
        return f"{plain_number(answer)} {_one(unit) if answer == 1 else unit}".strip()
    return str(answer)


def _one(unit: str) -> str:
    """ "servings a day" -> "serving a day"."""
    counted, space, rest = unit.partition(" ")
    return f"{counted.removesuffix('s')}{space}{rest}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _score(score: int | None) -> str:
    return "Not scored" if score is None else f"{score}, {level_of(score).lower()}"

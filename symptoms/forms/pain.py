"""Where it hurts, area by area, and what the person wants to be able to do again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from integrative.knowledge.pain import Hint, mechanisms
from integrative.ui.fields import FixedChoices, LineField, ScoreField
from integrative.ui.templatetags.ui import workday
from integrative.ui.widgets import Chips, ChipSet
from symptoms.body import REGIONS, View, in_words
from symptoms.body_figure import Figure, Marks, figure_of
from symptoms.models import PainArea, Section
from symptoms.models.pain import MOST_AREAS, Quality, causes, signs
from symptoms.pain_hints import hints_for
from symptoms.pain_page import PainBackdrop
from symptoms.pain_words import (
    ATTAINMENT,
    AreaInWords,
    GoalInWords,
    area_in_words,
    goals_in_words,
    qualities_in_words,
    score_in_words,
)

from .answers import NOT_ASKED, NOT_OFFERED, box_of
from .map import ORDINALS, SectionForm
from .rows import Rows

MOST_GOALS = 3
NUMBERED = re.compile(r"(area|goal)_([0-9]+)_[a-z_]+")
YES_NO = FixedChoices([("True", "Yes"), ("False", "No"), NOT_ASKED])
STANDINGS = FixedChoices([NOT_ASKED, *ATTAINMENT])


class RowLabel(str):
    """A label that is read out with the number of its row; on the page the row says the number."""

    __slots__ = ("row", "short")

    short: str
    row: str

    def __new__(cls, short: str, row: str) -> RowLabel:
        label = super().__new__(cls, f"{short}, {row}")
        label.short, label.row = short, row
        return label

    def __html__(self) -> SafeString:
        return format_html('{}<span class="sr">, {}</span>', self.short, self.row)


class Ticks(ChipSet):
    """Any of many, in named groups."""

    template_name = "symptoms/pain/ticks.html"


class Several(forms.MultipleChoiceField):
    """Any of a few, each once and in the order of the list, however often and in whatever order it came."""

    widget = ChipSet

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        return [key for key in self._offered() if key in chosen]

    def _offered(self) -> Iterator[str]:
        for key, words in self.choices:
            yield from (inner for inner, _ in words) if isinstance(words, list | tuple) else (key,)


@cache
def _choices_of(column: str) -> FixedChoices:
    return FixedChoices(PainArea._meta.get_field(column).base_field.choices)


def _several(column: str, label: str, **more: Any) -> Several:
    choices = _choices_of(column)
    usual = {"choices": choices, "required": False, "error_messages": NOT_OFFERED}
    return Several(label=label, **usual | more)


@cache
def _regions_by_side() -> FixedChoices:
    return FixedChoices(
        (view.capitalize(), [(each.id, each.name) for each in REGIONS.values() if each.view == view])
        for view in View
    )


@cache
def _signs_by_mechanism() -> FixedChoices:
    """Each finding once, under the first mechanism it speaks for."""
    left = dict(signs())
    groups = []
    for mechanism in mechanisms().values():
        own = [(each.id, left.pop(each.id)) for each in mechanism.features if each.id in left]
        groups.append((mechanism.name, [(key, words[:1].upper() + words[1:]) for key, words in own]))
    return FixedChoices((name, own) for name, own in groups if own)


@cache
def _causes() -> FixedChoices:
    return FixedChoices([("", "Not linked"), *causes()])


def _area(number: int) -> dict[str, forms.Field]:
    def said(short: str) -> str:
        return RowLabel(short, f"area {number}")

    no_place = {"invalid_choice": "This is no place on the figure. Mark one that is"}
    return {
        "regions": _several(
            "regions", said("Where"), choices=_regions_by_side(), widget=Ticks, error_messages=no_place
        ),
        "qualities": _several("qualities", said("How it feels")),
        "worst": ScoreField(label=said("Worst")),
        "usual": ScoreField(label=said("Usual")),
        "timing": box_of(PainArea, "timing", said("When")),
        "since": box_of(PainArea, "since", said("Since")),
        "is_worsening": forms.TypedChoiceField(
            label=said("Getting steadily worse"),
            choices=YES_NO,
            coerce=lambda value: value == "True",
            empty_value=None,
            required=False,
            widget=Chips,
            error_messages=NOT_OFFERED,
        ),
        "worse_with": _several("worse_with", said("Worse with")),
        "better_with": _several("better_with", said("Better with")),
        "words": LineField(label=said("In their words"), required=False),
        "signs": _several("signs", said("What you find"), choices=_signs_by_mechanism(), widget=Ticks),
        "cause": forms.ChoiceField(
            label=said("Cause, as you see it"),
            choices=_causes(),
            required=False,
            error_messages=NOT_OFFERED,
        ),
    }


def _goal(number: int) -> dict[str, forms.Field]:
    return {
        "words": LineField(label=f"{ORDINALS[number]} goal", max_length=300, required=False),
        "expected": LineField(
            label=f"Expected by the follow-up, {ORDINALS[number].lower()} goal",
            max_length=300,
            required=False,
        ),
        "attained": forms.TypedChoiceField(
            label=f"Today, {ORDINALS[number].lower()} goal",
            choices=STANDINGS,
            coerce=int,
            empty_value=None,
            required=False,
            error_messages=NOT_OFFERED,
        ),
    }


AREAS = Rows("area", "regions", MOST_AREAS, _area)
GOALS = Rows("goal", "words", MOST_GOALS, _goal)
MOST = {"area": MOST_AREAS, "goal": MOST_GOALS}
TOO_MANY = {
    "area": "Eight areas at most. Put places that hurt alike into one.",
    "goal": "Three goals at most. Fewer are easier to keep.",
}
NO_AREA: Mapping[str, Any] = {
    "regions": [],
    "qualities": [],
    "worst": None,
    "usual": None,
    "is_worsening": None,
    "worse_with": [],
    "better_with": [],
    "signs": [],
}


class PainForm(SectionForm):
    """`backdrop` is what the page shows behind the answers; a save needs none."""

    section = Section.PAIN

    def __init__(self, *args: Any, backdrop: PainBackdrop | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.backdrop = backdrop
        AREAS.add_to(self)
        GOALS.add_to(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(1, MOST_AREAS + 1):
            self._check_area(number, cleaned)
        numbered = (NUMBERED.fullmatch(name) for name in self.data)
        for name in sorted({found[1] for found in numbered if found and int(found[2]) > MOST[found[1]]}):
            self.add_error(None, ValidationError(TOO_MANY[name], code="too_many"))
        return cleaned

    def _check_area(self, number: int, cleaned: Mapping[str, Any]) -> None:
        def name(column: str) -> str:
            return AREAS.field_name(number, column)

        answers = {column: cleaned.get(name(column)) for column in AREAS.names}
        where = answers.pop("regions")
        is_answered = any(answer not in (None, "", []) for answer in answers.values())
        if where == [] and is_answered:
            self.left_out[name("regions")] = "Mark where it is"
        worst, usual = answers["worst"], answers["usual"]
        if worst is not None and usual is not None and usual > worst:
            self.add_error(
                name("usual"), ValidationError(f"The usual can't be above the worst, {worst}", code="above")
            )

    def answers(self) -> dict[str, Any]:
        entered = self.entered()
        return {"areas": AREAS.read(entered), "goals": GOALS.read(entered)}

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        areas = [*answers["areas"], *[NO_AREA] * (MOST_AREAS - len(answers["areas"]))]
        goals = [*answers["goals"], *[{"attained": None}] * (MOST_GOALS - len(answers["goals"]))]
        return AREAS.typed(areas) | GOALS.typed(goals)

    def goals(self) -> list[list[BoundField]]:
        return GOALS.bound(self)

    @cached_property
    def areas(self) -> list[AreaRow]:
        """Those that say something, and an empty one to go on with."""
        rows = [AreaRow(self, number) for number in range(1, MOST_AREAS + 1)]
        used = max((row.number for row in rows if row.is_used), default=0)
        return rows[: used + 1]

    def figure(self) -> Figure:
        last = {region for area in self._last_areas() for region in area.regions}
        return figure_of((row.marks for row in self.areas), last)

    def last_areas(self) -> list[AreaInWords]:
        return [area_in_words(number, area) for number, area in enumerate(self._last_areas(), start=1)]

    def last_goals(self) -> list[GoalInWords]:
        return goals_in_words(self.backdrop.last_goals) if self.backdrop else []

    def _last_areas(self) -> Sequence[PainArea]:
        return self.backdrop.last_areas if self.backdrop else []


@dataclass(frozen=True)
class AreaRow:
    """An area as the page draws it."""

    form: PainForm
    number: int

    @cached_property
    def fields(self) -> dict[str, BoundField]:
        found = {name: self.form[AREAS.field_name(self.number, name)] for name in AREAS.names}
        if was := self.last:
            for name, score in (("worst", was.worst), ("usual", was.usual)):
                found[name].field.remember(score, said=workday(self.form.backdrop.last_on))
        return found

    def value(self, name: str) -> Any:
        """As it was typed; several are a list."""
        bound = self.form[AREAS.field_name(self.number, name)]
        value = bound.value()
        return list(value or []) if isinstance(bound.field, Several) else value or ""

    @cached_property
    def is_used(self) -> bool:
        bound = (self.form[AREAS.field_name(self.number, name)] for name in AREAS.names)
        return any(each.errors or each.value() not in (None, "", []) for each in bound)

    @property
    def is_open(self) -> bool:
        """The first stands open until it is used; an answer that needs fixing is never folded away."""
        has_errors = any(bound.errors for bound in self.fields.values())
        return has_errors or (not self.is_used and self.number == 1)

    @property
    def where(self) -> str:
        return in_words(self.value("regions"))

    @property
    def in_short(self) -> str:
        known = [quality for quality in Quality.values if quality in self.value("qualities")]
        score = score_in_words(self.value("worst"), self.value("usual"))
        return "; ".join(filter(None, (qualities_in_words(known), score)))

    @property
    def found(self) -> str:
        return "; ".join(words for key, words in signs() if key in self.value("signs"))

    @property
    def marks(self) -> Marks:
        return Marks(self.number, self.value("regions"), self.value("qualities"))

    @property
    def last(self) -> PainArea | None:
        """The area of the last visit that shares most places with this one."""
        here = set(self.value("regions"))
        shared = [(len(here & set(area.regions)), area) for area in self.form._last_areas()]
        most = max(shared, key=lambda pair: pair[0], default=(0, None))
        return most[1] if most[0] else None

    @property
    def was(self) -> str:
        return area_in_words(0, self.last).in_short if self.last else ""

    @property
    def hints(self) -> list[Hint]:
        if not self.form.backdrop or not self.value("regions"):
            return []
        described = Described(*(self.value(name) for name in Described.__annotations__))
        return hints_for(described, self.form.backdrop.facts)


@dataclass(frozen=True)
class Described:
    """What was typed, as far as a hint looks at it."""

    regions: list[str]
    qualities: list[str]
    timing: str
    since: str
    worse_with: list[str]
    signs: list[str]

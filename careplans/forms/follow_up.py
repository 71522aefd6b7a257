"""What is asked and decided at a follow-up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict

from integrative.ui.chart_form import ChartForm
from integrative.ui.days import work_day
from integrative.ui.fields import DayField, LineField, PlainNumber, ScoreField, TextField
from integrative.ui.widgets import Chips

from ..look_back import Item, LookBack, Record, can_be_asked, look_back
from ..models import Because, CarePlan, Decision, Felt
from ..models.follow_up import DaysDone
from ..proposals import Proposal, Said
from ..services.completing import Decided, NextVersion

NOT_ASKED, NOT_SAID = ("", "Not asked"), ("", "Not said")
CHECK_IN = ("sleep", "activity", "mood")
HINDERED = {"sleep": "Sleep", "activity": "Everyday activities", "mood": "Mood"}
MOST_SESSIONS = 60
LONGEST_WHOLE = 3


@dataclass(frozen=True)
class Block:
    """An item as the page shows it: what is suggested now, and its fields."""

    item: Item
    proposal: Proposal
    decision: BoundField
    sure: BoundField
    days: BoundField
    felt: BoundField
    sessions: BoundField | None
    side_effect: BoundField
    because: BoundField
    why: BoundField

    @property
    def word(self) -> str:
        """What is suggested, in a word; blank while too little is known."""
        return Decision(self.proposal.decision).label if self.proposal.decision else ""

    @property
    def has_more(self) -> bool:
        """Whether the fold with the reasons has something to show."""
        fields = (self.side_effect, self.because, self.why)
        return any(field.value() or field.errors for field in fields)


class FollowUpForm(ChartForm):
    """For every item a decision, preselected as suggested and confirmed by a tick, with what the person says.

    `asks_check_in`: nothing came back since the plan counts, so the three items are asked here.
    `opens_on`: when the window has not opened yet. `window`: first and last day of the next look back;
    None while a next version is being prepared already.
    """

    def __init__(
        self,
        data: Any = None,
        *,
        plan: CarePlan,
        record: Record,
        asks_check_in: bool,
        opens_on: date | None,
        window: tuple[date, date] | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.asked = {
            f"score_now_{part.slot}": part
            for part in plan.parts.all()
            if can_be_asked(part, record, plan.activated_on)
        }
        for name, part in self.asked.items():
            self.fields[name] = ScoreField(
                label=part.get_symptom_display(),
                previous=part.baseline,
                previous_said=f"at the start{f', {work_day(part.baseline_on)}' if part.baseline_on else ''}",
            )
        self.asks_check_in = asks_check_in
        for name in CHECK_IN if asks_check_in else ():
            self.fields[name] = ScoreField(label=HINDERED[name])
        self.looked: LookBack = look_back(plan, record, self._scores())
        for item in self.looked.items:
            self._ask(item)
        self._ask_about_the_whole(plan, opens_on, window)

    def _ask(self, item: Item) -> None:
        key = item.key
        self.fields |= {
            f"days_{key}": forms.TypedChoiceField(
                choices=[NOT_ASKED, *DaysDone.choices],
                coerce=int,
                empty_value=None,
                required=False,
                widget=Chips,
                label="Days of a usual week",
                error_messages={"invalid_choice": "Choose 0 to 7 days"},
            ),
            f"felt_{key}": _chips("What it is like to keep up", [NOT_ASKED, *Felt.choices]),
        }
        if item.sessions:
            self.fields[f"sessions_{key}"] = PlainNumber(
                required=False,
                decimal_places=0,
                max_digits=3,
                max_value=MOST_SESSIONS,
                label=f"Sessions so far, of {item.sessions}",
            )
        self.fields |= {
            f"decision_{key}": forms.ChoiceField(
                choices=Decision.choices,
                widget=Chips,
                label="What now?",
                initial=item.proposal(self.said(item)).decision,
                error_messages={
                    "required": f"{item.title}: choose keep, adjust, taper, stop or not started",
                    "invalid_choice": f"{item.title}: choose keep, adjust, taper, stop or not started",
                },
            ),
            f"sure_{key}": forms.BooleanField(required=False, label="Decided"),
            f"side_effect_{key}": LineField(max_length=200, required=False, label="Side effect"),
            f"because_{key}": _chips("Because", [NOT_SAID, *Because.choices]),
            f"why_{key}": LineField(max_length=300, required=False, label="Why, in one line"),
        }

    def _ask_about_the_whole(
        self, plan: CarePlan, opens_on: date | None, window: tuple[date, date] | None
    ) -> None:
        self.fields["note"] = TextField(max_length=2000, required=False, label="What got in the way?", rows=2)
        if opens_on:
            self.fields["early_because"] = LineField(
                max_length=200,
                label="Why now",
                help_text=f"The window opens {work_day(opens_on)}.",
                error_messages={"required": "Say why it takes place before its window opens"},
            )
        if window:
            first, last = window
            self.fields |= {
                "draft_next": forms.BooleanField(
                    required=False, initial=True, label="Draft the next version from these decisions"
                ),
                "one_thing": LineField(
                    max_length=200,
                    required=False,
                    initial=plan.one_thing,
                    label="If only one thing gets done",
                ),
                "review_on": DayField(
                    required=False,
                    initial=last,
                    label="Next follow-up",
                    help_text=f"From {work_day(first)} to {work_day(last)}.",
                ),
            }

    def clean(self) -> None:
        for item in self.looked.items:
            self._clean_decision(item)
        needs_day = self.cleaned_data.get("draft_next") and not self.has_error("review_on")
        if needs_day and not self.cleaned_data["review_on"]:
            self.add_error("review_on", "Enter the day of the next follow-up")

    def _clean_decision(self, item: Item) -> None:
        """What differs from the suggestion was chosen by a person; the suggestion itself needs the tick."""
        key, typed = item.key, self.cleaned_data
        decision = typed.get(f"decision_{key}")
        if not decision:
            return
        if not typed[f"sure_{key}"] and decision == item.proposal(self.said(item)).decision:
            self.add_error(f"decision_{key}", f"{item.title}: tick Decided, or choose something else")
        if decision == Decision.STOP and not (typed.get(f"because_{key}") or typed.get(f"why_{key}")):
            self.add_error(f"why_{key}", f"{item.title}: say why it stops; the reason is kept beside it")

    def set_errors_aside(self) -> None:
        """While it is still being filled, only the suggestions are asked for."""
        self._errors = ErrorDict()

    def said(self, item: Item) -> Said:
        """What the person says of an item, as far as it can be read while the form is being filled."""
        key = item.key
        felt, side_effect = self._typed(f"felt_{key}"), self._typed(f"side_effect_{key}")
        return Said(
            days_done=_whole(self._typed(f"days_{key}"), DaysDone.SEVEN),
            felt=felt if felt in Felt.values else "",
            side_effect=side_effect.strip(),
            sessions_done=_whole(self._typed(f"sessions_{key}"), MOST_SESSIONS) if item.sessions else None,
        )

    def blocks(self) -> Iterator[Block]:
        """Each item with what is suggested by what is typed so far."""
        for item in self.looked.items:
            key = item.key
            yield Block(
                item=item,
                proposal=item.proposal(self.said(item)),
                decision=self[f"decision_{key}"],
                sure=self[f"sure_{key}"],
                days=self[f"days_{key}"],
                felt=self[f"felt_{key}"],
                sessions=self[f"sessions_{key}"] if item.sessions else None,
                side_effect=self[f"side_effect_{key}"],
                because=self[f"because_{key}"],
                why=self[f"why_{key}"],
            )

    def score_fields(self) -> list[BoundField]:
        return [self[name] for name in self.asked]

    def check_in_fields(self) -> list[BoundField]:
        return [self[name] for name in CHECK_IN] if self.asks_check_in else []

    def decisions(self) -> dict[UUID, Decided]:
        """For the service, once the form is valid."""
        typed = self.cleaned_data
        return {
            item.pk: Decided(
                decision=typed[f"decision_{item.key}"],
                because=typed[f"because_{item.key}"],
                why=typed[f"why_{item.key}"],
                said=self.said(item),
            )
            for item in self.looked.items
        }

    def scores(self) -> dict[UUID, int]:
        return self._scores()

    def check_in(self) -> dict[str, int | None] | None:
        return {name: self.cleaned_data[name] for name in CHECK_IN} if self.asks_check_in else None

    def next_version(self) -> NextVersion | None:
        typed = self.cleaned_data
        if not typed.get("draft_next"):
            return None
        return NextVersion(review_on=typed["review_on"], one_thing=typed["one_thing"])

    def _typed(self, name: str) -> str:
        data: Mapping[str, Any] = self.data
        return str(data.get(self.add_prefix(name)) or "")

    def _scores(self) -> dict[UUID, int]:
        typed = {part.pk: _whole(self._typed(name), 10) for name, part in self.asked.items()}
        return {key: score for key, score in typed.items() if score is not None}


def _chips(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices,
        required=False,
        widget=Chips,
        label=label,
        error_messages={"invalid_choice": "Choose an answer from the list"},
    )


def _whole(typed: str, most: int) -> int | None:
    """None for what is blank or no such number; the field itself says what is wrong with it."""
    typed = typed.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_WHOLE):
        return None
    return int(typed) if int(typed) <= most else None

"""What every form of a plan shares, and what is said of the plan as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from integrative.ui.chart_form import ChartForm
from integrative.ui.days import work_day
from integrative.ui.fields import DayField, LineField
from integrative.ui.widgets import Chips
from symptoms.forms.answers import WholeNumber

from ..models.dose import MINUTES_A_WEEK


class PlanForm(ChartForm):
    """Writes to a plan that somebody else may be writing too."""

    def catch_up(self, version: int) -> None:
        """After a lost race what was typed stays, and saving again is based on what was then shown."""
        self.data = {**self.data.dict(), "version": str(version)}


class OneThingForm(PlanForm):
    """One of the things that stand in the plan, or words of their own."""

    chosen = forms.ChoiceField(
        widget=Chips, required=False, label="From the plan", error_messages={"invalid_choice": "Choose again"}
    )
    one_thing = LineField(
        max_length=200,
        required=False,
        label="In your own words",
        help_text="Small enough for the worst week. New words count before a choice above.",
    )
    field_order = ("chosen", "one_thing")

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(each, each) for each in dict.fromkeys(offered)]
        if not self.fields["chosen"].choices:
            del self.fields["chosen"]

    def clean(self) -> None:
        super().clean()
        chosen = self.cleaned_data.pop("chosen", "")
        words = self.cleaned_data.get("one_thing", "")
        typed = chosen if chosen and words == (self.initial.get("one_thing") or "") else words
        if not typed and not self.errors:
            self.add_error("one_thing", "Choose the one thing, or write it")
        self.cleaned_data["one_thing"] = typed


class FrameForm(PlanForm):
    """What the person said they can give, and when to look back."""

    offered_minutes = WholeNumber(
        decimal_places=0,
        max_value=MINUTES_A_WEEK,
        required=False,
        label="Minutes a week they can give",
        help_text="As they said it. Blank: not asked.",
    )
    offered_trips = WholeNumber(
        decimal_places=0,
        max_value=60,
        required=False,
        label="Trips to a clinic a month",
        help_text="Blank: not asked.",
    )
    review_on = DayField(label="Follow-up on", error_messages={"required": "Choose the day"})

    def __init__(self, *args: Any, window: tuple[date, date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, last = window
        self.fields["review_on"].help_text = f"From {work_day(first)} to {work_day(last)}."

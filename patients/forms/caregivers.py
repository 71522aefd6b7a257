"""What a caregiver may know, and what they answered about their own strain."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.knowledge.instruments.facts import Item, items
from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField
from integrative.ui.widgets import Chips, ChipSet
from patients.models import MayKnow
from patients.services.caregivers import STRAIN

AGREEMENT = [
    ("3", "Strongly agree"),
    ("2", "Agree"),
    ("1", "Disagree"),
    ("0", "Strongly disagree"),
    ("", "No answer"),
]


class AgreeForm(ChartForm):
    may_know = forms.MultipleChoiceField(
        label="May know about",
        choices=MayKnow.choices,
        widget=ChipSet,
        help_text="Tick what the person agreed to. What was agreed before stands.",
        error_messages={"required": "Tick at least one", "invalid_choice": "Choose from the list"},
    )
    agreed_on = DayField(label="Agreed on", not_future=True, error_messages={"required": "Enter the day"})


class StrainForm(ChartForm):
    """One row of chips for each item of the printed form. Leaving one without an answer is an answer."""

    asked_on = DayField(label="Asked on", not_future=True, error_messages={"required": "Enter the day"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, item in enumerate(items(STRAIN), start=1):
            self.fields[item.key] = _item_field(number, item)

    def entered(self) -> dict[str, Any]:
        """The day, and the answers by key."""
        given = super().entered()
        return {"asked_on": given.pop("asked_on"), "answers": given}


def _item_field(number: int, item: Item) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=f"{number}. {item.concept.capitalize()}",
        choices=AGREEMENT,
        coerce=int,
        empty_value=None,
        required=False,
        widget=Chips,
        error_messages={"invalid_choice": "Choose one of these"},
    )

"""What a caregiver answered about their own strain."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.knowledge.instruments.facts import Item, items
from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField
from integrative.ui.widgets import Chips
from patients.services.caregivers import STRAIN

AGREEMENT = [
    ("3", "Strongly agree"),
    ("2", "Agree"),
    ("1", "Disagree"),
    ("0", "Strongly disagree"),
    ("", "No answer"),
]


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

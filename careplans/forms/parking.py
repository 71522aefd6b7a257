"""What is said when something is parked, or when there is no place left."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.fields import DayField, LineField
from integrative.ui.widgets import Chips

from .plan import PlanForm


class ParkForm(PlanForm):
    """Why something leaves the plan for now, in the words that the next colleague will read."""

    reason = LineField(
        max_length=300,
        label="Why it is parked",
        help_text="Such as: one new thing at a time. Or in their words.",
        error_messages={"required": "Write why it is parked"},
    )
    ask_again_on = DayField(
        required=False, label="Ask again on", help_text="May stay blank. Such as 14-Jan-2027"
    )


class ParkLineForm(ParkForm):
    """Something that was talked about and does not stand in the plan."""

    title = LineField(
        max_length=160, label="What", error_messages={"required": "Write what is parked, in one line"}
    )
    field_order = ("title", "reason", "ask_again_on")


class MakeRoomForm(PlanForm):
    """Which one to park, so that another fits."""

    instead_of = forms.ChoiceField(
        widget=Chips, label="Which one to park", error_messages={"required": "Choose which one to park"}
    )
    reason = LineField(
        max_length=300,
        label="Why it is parked",
        help_text="Such as: one new thing at a time.",
        error_messages={"required": "Write why it is parked"},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instead_of"].choices = choices

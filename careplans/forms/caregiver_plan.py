"""What is typed into a caregiver's own plan, and at the look back."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.fields import DayField, LineField
from integrative.ui.widgets import Chips

from ..models import Decision
from ..services.caregiver_plan import GOES_ON
from .dose import DoseForm
from .parts import coping_choices


class CaregiverPlanForm(DoseForm):
    """One practice, a moment of the day, a dose, the day of the look back."""

    # It is theirs, until the look back.
    weeks = None
    responsible = None

    title = LineField(
        max_length=160,
        label="One practice of their own",
        help_text="Chosen by them, small enough for a hard week. Such as: ten minutes outside, alone.",
        error_messages={"required": "Write the practice, in one line"},
    )
    therapy = forms.ChoiceField(
        choices=coping_choices,
        required=False,
        label="From the catalog",
        error_messages={"invalid_choice": "Choose from the catalog, or leave it blank"},
    )
    how = LineField(
        max_length=400,
        label="How, in everyday words",
        error_messages={"required": "Write how, in a sentence"},
    )
    moment = LineField(
        max_length=120,
        label="Tied to a moment of the day",
        help_text="Such as: while the tea water heats.",
        error_messages={"required": "Write the moment of the day it belongs to"},
    )
    review_on = DayField(
        label="Look back on",
        help_text="In the clinic’s window. Such as 31-Dec-2026 or 12/31/2026",
        error_messages={"required": "Choose the day of the look back"},
    )
    field_order = ("title", "therapy", "how", "moment", "times_a_week", "minutes", "place", "review_on")


class CaregiverReviewForm(CaregiverPlanForm):
    """The decision first. What follows is asked only where the plan goes on in another shape."""

    decision = forms.ChoiceField(
        label="What now?",
        choices=Decision.choices,
        widget=Chips,
        error_messages={
            "required": "Choose keep, adjust, taper, stop or not started",
            "invalid_choice": "Choose one of these",
        },
    )
    words = LineField(
        max_length=300, required=False, label="In their words", help_text="What helped, what got in the way."
    )
    field_order = ("decision", "words", *CaregiverPlanForm.field_order)
    OWN = ("decision", "words")

    def clean(self) -> None:
        """A plan that ends asks for nothing more; one that is kept asks only for the next day."""
        super().clean()
        decision = self.cleaned_data.get("decision")
        if decision not in Decision.values:
            return
        asked = self._asked(decision)
        for name in [name for name in self.errors if name in self.fields and name not in asked]:
            del self.errors[name]

    def _asked(self, decision: str) -> set[str]:
        if decision not in GOES_ON:
            return {*self.OWN}
        if decision == Decision.KEEP:
            return {*self.OWN, "review_on"}
        return set(self.fields)

    def entered(self) -> dict[str, Any]:
        asked = self._asked(self.cleaned_data["decision"])
        return {name: value for name, value in super().entered().items() if name in asked}

"""What is done for a target, with its dose."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.fields import LineField, Quantity, QuantityField
from integrative.ui.widgets import Chips
from symptoms.forms.answers import WholeNumber
from symptoms.forms.products import UNITS

from ..models import Costs, Domain
from ..models.dose import therapy_choices
from .dose import DoseForm


class InterventionForm(DoseForm):
    """A therapy of the catalog, whose domain is known, or with `own` something else, such as a medicine."""

    therapy = forms.ChoiceField(choices=therapy_choices, widget=forms.HiddenInput, required=False)
    domain = forms.ChoiceField(
        choices=Domain.choices,
        widget=Chips,
        label="What kind of help",
        error_messages={"required": "Choose what kind of help this is"},
    )
    title = LineField(
        max_length=160,
        label="What we will do",
        help_text="One line, as you would say it to them.",
        error_messages={"required": "Write what we will do, in one line"},
    )
    how = LineField(max_length=400, required=False, label="How, in everyday words")
    dose = QuantityField(
        units=[(unit, unit) for unit in UNITS],
        max_value=100_000,
        required=False,
        label="Dose each time",
        help_text="Of a medicine or a supplement.",
    )
    is_new_pill = forms.BooleanField(required=False, label="It is one more pill to swallow")
    sessions = WholeNumber(
        decimal_places=0,
        min_value=1,
        max_value=60,
        required=False,
        label="A trial of how many sessions",
        help_text="After so many, keep it or stop.",
    )
    costs = forms.ChoiceField(choices=Costs.choices, widget=Chips, initial=Costs.ASK, label="Cost to them")
    field_order = (
        *("therapy", "domain", "title", "how", "dose", "is_new_pill", "times_a_week", "minutes"),
        *("weeks", "sessions", "place", "responsible", "costs"),
    )

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        if not own:
            self.fields["domain"].widget = forms.HiddenInput()
            del self.fields["dose"], self.fields["is_new_pill"]

    def entered(self) -> dict[str, Any]:
        """Amount and unit apart, as the model keeps them."""
        content = super().entered()
        dose: Quantity | None = content.pop("dose", None)
        if self.own:
            content |= {"amount": dose.number if dose else None, "unit": dose.unit if dose else ""}
        return content

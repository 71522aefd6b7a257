from decimal import Decimal
from typing import Any

from django import forms

from integrative.ui.fields import DayField, LineField, Quantity, QuantityField
from patients.models import DoseUnit, Medication, Route

from .facts import FactForm


class MedicineForm(FactForm):
    model = Medication
    names = ("name", "schedule", "as_needed", "route", "started_on", "ended_on")

    name = LineField(
        label="Medicine",
        max_length=160,
        help_text="Generic name when you know it.",
        error_messages={"required": "Enter the medicine"},
    )
    dose = QuantityField(
        label="Dose each time",
        units=DoseUnit.choices,
        min_value=Decimal("0.001"),
        max_value=999_999,
        required=False,
        help_text="Number and unit. Leave blank when not known.",
    )
    schedule = LineField(
        label="How often",
        max_length=120,
        help_text="Such as daily, twice a day, at night.",
        error_messages={"required": "Enter how often"},
    )
    as_needed = forms.BooleanField(label="Only as needed", required=False)
    route = forms.ChoiceField(
        label="Route",
        choices=Route.choices,
        initial=Route.ORAL,
        error_messages={"required": "Choose the route", "invalid_choice": "Choose one of the list"},
    )
    started_on = DayField(label="Since", required=False, not_future=True)
    ended_on = DayField(
        label="Last day taken", required=False, not_future=True, help_text="Leave blank while it is taken."
    )

    def entered(self) -> dict[str, Any]:
        """Number and unit apart, both blank when the dose is not known."""
        answers = super().entered()
        dose = answers.pop("dose")
        return answers | {"dose": dose.number if dose else None, "dose_unit": dose.unit if dose else ""}

    @classmethod
    def facts_of(cls, row: Medication) -> dict[str, Any]:
        dose = Quantity(row.dose, row.dose_unit) if row.dose else None
        return super().facts_of(row) | {"dose": dose}

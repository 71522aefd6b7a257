from decimal import Decimal
from typing import Any

from django import forms

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField, LineField, QuantityField
from patients.models import DoseUnit, Route


class MedicineForm(ChartForm):
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

    def entered(self) -> dict[str, Any]:
        """Number and unit apart, both blank when the dose is not known."""
        answers = super().entered()
        dose = answers.pop("dose")
        return answers | {"dose": dose.number if dose else None, "dose_unit": dose.unit if dose else ""}


class MedicineStopForm(ChartForm):
    ended_on = DayField(label="Last day taken", error_messages={"required": "Enter the day"})

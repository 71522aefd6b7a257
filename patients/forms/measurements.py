from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms

from integrative.accounts import clock
from integrative.accounts.models import Clinic
from integrative.knowledge.analytes import all_analytes
from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField, QuantityField
from patients.models.measurement import analyte_choices
from patients.models.patient import EARLIEST_BIRTH

MIDDAY = time(12)


def _units() -> list[tuple[str, str]]:
    """Every unit that any analyte is entered in, once."""
    units = dict.fromkeys(unit for analyte in all_analytes().values() for unit in analyte.factors)
    return [(unit, unit) for unit in units]


class MeasurementForm(ChartForm):
    analyte = forms.ChoiceField(
        label="What was measured",
        choices=[("", "Choose"), *analyte_choices()],
        error_messages={"required": "Choose what was measured", "invalid_choice": "Choose one of the list"},
    )
    quantity = QuantityField(
        label="Value and unit",
        units=_units(),
        help_text="As the report says it; we convert it.",
        error_messages={"required": "Enter the value and its unit"},
    )
    taken_on = DayField(
        label="Taken on",
        not_future=True,
        not_before=EARLIEST_BIRTH,
        error_messages={"required": "Enter the day"},
    )
    taken_time = forms.TimeField(
        label="Time",
        required=False,
        input_formats=["%H:%M"],
        help_text="Such as 14:30. Leave blank when not known.",
        widget=forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off", "class": "day"}),
        error_messages={"invalid": "Write the time as 14:30"},
    )

    def __init__(self, *args: Any, clinic: Clinic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clinic = clinic

    def entered(self) -> dict[str, Any]:
        answers = super().entered()
        quantity = answers["quantity"]
        return {
            "analyte": answers["analyte"],
            "value": quantity.number,
            "unit": quantity.unit,
            "taken_at": self._taken_at(),
        }

    def _taken_at(self) -> datetime:
        """On the clinic's wall. Without a time it is midday, and now when that would be still to come."""
        day, hour = self.cleaned_data["taken_on"], self.cleaned_data["taken_time"]
        taken = datetime.combine(day, hour or MIDDAY, tzinfo=self.clinic.zone)
        return taken if hour else min(taken, clock.now())

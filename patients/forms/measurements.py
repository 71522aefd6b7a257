from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms

from integrative.accounts import clock
from integrative.knowledge.analytes import all_analytes
from integrative.ui.fields import DayField, PlainNumber, Quantity, QuantityField
from patients.models import Measurement
from patients.models.measurement import analyte_choices
from patients.models.patient import EARLIEST_BIRTH

from .facts import FactForm

MIDDAY = time(12)


def _units() -> list[tuple[str, str]]:
    """Every unit that any analyte is entered in, once."""
    units = dict.fromkeys(unit for analyte in all_analytes().values() for unit in analyte.factors)
    return [(unit, unit) for unit in units]


class MeasurementForm(FactForm):
    model = Measurement

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

    reference_low = PlainNumber(
        label="Laboratory’s range, from", required=False, decimal_places=3, max_digits=10,
        help_text="In the same unit. Leave blank when the report gives none.",
    )  # fmt: skip
    reference_high = PlainNumber(label="To", required=False, decimal_places=3, max_digits=10)
    unit_checked = forms.BooleanField(label="The number and the unit are right as they stand", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            # Asked only when the unit is in doubt.
            self.fields["unit_checked"].widget = forms.HiddenInput()

    def entered(self) -> dict[str, Any]:
        answers = super().entered()
        quantity = answers.pop("quantity")
        answers.pop("taken_on")
        answers.pop("taken_time")
        return answers | {"value": quantity.number, "unit": quantity.unit, "taken_at": self._taken_at()}

    def _taken_at(self) -> datetime:
        """On the clinic's wall. Without a time it is midday, and now when that would be still to come."""
        day, hour = self.cleaned_data["taken_on"], self.cleaned_data["taken_time"]
        taken = datetime.combine(day, hour or MIDDAY, tzinfo=self.patient.clinic.zone)
        return taken if hour else min(taken, clock.now())

    @classmethod
    def facts_of(cls, row: Measurement) -> dict[str, Any]:
        taken = row.taken_at.astimezone(row.patient.clinic.zone)
        share = row.facts.factors[row.entered_unit]
        low, high = (edge and edge / share for edge in (row.reference_low, row.reference_high))
        return {
            "analyte": row.analyte, "quantity": Quantity(row.entered_value, row.entered_unit),
            "taken_on": taken.date(), "taken_time": taken.time(), "reference_low": low,
            "reference_high": high, "unit_checked": False, "source": row.source,
        }  # fmt: skip

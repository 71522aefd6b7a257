from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms

from integrative.accounts import clock
from integrative.accounts.models import Clinic
from integrative.knowledge.analytes import all_analytes
from integrative.ui.fields import DayField, PlainNumber, Quantity, QuantityField
from integrative.ui.widgets import Tick
from patients.models import Measurement
from patients.models.measurement import analyte_choices
from patients.models.patient import EARLIEST_BIRTH

from .facts import FactForm

MIDDAY = time(12)


def taken_at(day: date, hour: time | None, clinic: Clinic) -> datetime:
    """On the clinic's wall. Without a time it is midday, and now when that would be still to come."""
    taken = datetime.combine(day, hour or MIDDAY, tzinfo=clinic.zone)
    return taken if hour else min(taken, clock.now())


def _units() -> list[tuple[str, str]]:
    """Every unit that any analyte is entered in, once."""
    units = dict.fromkeys(unit for analyte in all_analytes().values() for unit in analyte.factors)
    return [(unit, unit) for unit in units]


class UnitInQuestion(forms.Form):
    """A value that looks like a unit mistaken by a thousand is asked about once, beside its box.

    The tick answers for this number and unit; another number is asked about anew.
    """

    unit_checked = forms.CharField(
        label="The number and the unit are right as they stand", required=False, widget=Tick
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        about = self._in_question()
        answers["unit_checked"] = bool(about) and answers.get("unit_checked") == about
        if answers["unit_checked"]:
            self.fields["unit_checked"].widget.ask(about)
        return answers

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "unit_checked":
            self.fields[field].widget.ask(self._in_question())
        super().add_error(field, error)

    def _in_question(self) -> str:
        quantity = self.cleaned_data.get("quantity")
        measured = self.cleaned_data.get("analyte", "")
        return f"{measured} {quantity.number} {quantity.unit}".strip() if quantity else ""


class MeasurementForm(UnitInQuestion, FactForm):
    model = Measurement
    field_order = ("analyte", "quantity", "unit_checked")

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

    def entered(self) -> dict[str, Any]:
        answers = super().entered()
        quantity = answers.pop("quantity")
        taken = taken_at(answers.pop("taken_on"), answers.pop("taken_time"), self.patient.clinic)
        return answers | {"value": quantity.number, "unit": quantity.unit, "taken_at": taken}

    @classmethod
    def facts_of(cls, row: Measurement) -> dict[str, Any]:
        # As the box holds it: to the minute.
        taken = row.taken_at.astimezone(row.patient.clinic.zone).replace(second=0, microsecond=0)
        return {
            "analyte": row.analyte, "quantity": Quantity(row.entered_value, row.entered_unit),
            "taken_on": taken.date(), "taken_time": taken.time(), "unit_checked": False,
            "source": row.source, **row.range_in(row.entered_unit),
        }  # fmt: skip

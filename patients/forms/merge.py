"""Which record is the other one, and what to keep of both."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import LineField
from integrative.ui.widgets import Chips
from patients.models import Patient
from patients.telling import shown

from .people import MrnField

KEPT, OTHER = "kept", "other"


class OtherRecordForm(ChartForm):
    mrn = MrnField(
        label="Record number (MRN) of the other record",
        error_messages={"required": "Enter the record number of the other record"},
    )


class MergeForm(ChartForm):
    """One choice for each detail in which the two differ; what is blank in one is taken from the other."""

    other_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = LineField(
        label="How do you know that this is one person?",
        max_length=300,
        error_messages={"required": "Say in a few words how you know"},
    )

    def __init__(
        self, *args: Any, kept: Patient, other: Patient, differing: list[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, patient_id=kept.pk, version=kept.version, **kwargs)
        self.initial["other_version"] = other.version
        why = self.fields.pop("why")
        for name in differing:
            its = Patient._meta.get_field(name)
            said = [shown(its, person, kept.clinic) for person in (kept, other)]
            self.fields[name] = forms.ChoiceField(
                label=str(its.verbose_name)[:1].upper() + str(its.verbose_name)[1:],
                choices=[(KEPT, said[0] or "blank"), (OTHER, said[1] or "blank")],
                initial=KEPT if said[0] else OTHER,
                widget=Chips,
                error_messages={"required": "Choose one", "invalid_choice": "Choose one of the two"},
            )
        self.fields["why"] = why

    def from_other(self) -> set[str]:
        """The details to take from the record that is closed."""
        return {name for name, chosen in self.cleaned_data.items() if chosen == OTHER and name != "why"}

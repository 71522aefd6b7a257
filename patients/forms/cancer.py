from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.fields import LineField
from integrative.ui.widgets import Chips
from patients.models import CancerCondition, MarkerResult
from patients.services.record import MARKERS_OF_A_DIAGNOSIS

from .facts import FactForm, field_of

RESULTS = [
    *(choice for choice in MarkerResult.choices if choice[0] != MarkerResult.REPORTED),
    ("", "Not known"),
]


class UpperField(LineField):
    """A code, kept in capitals."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value).upper()


def _marker(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=RESULTS,
        widget=Chips,
        required=False,
        error_messages={"invalid_choice": "Choose one of these"},
    )


class DiagnosisForm(FactForm):
    model = CancerCondition

    cancer_type = field_of(CancerCondition, "cancer_type")
    histology = LineField(
        label="Histology", max_length=160, required=False, help_text="Such as invasive ductal carcinoma."
    )
    laterality = field_of(CancerCondition, "laterality")
    site = field_of(CancerCondition, "site")
    icd10cm = UpperField(label="ICD-10-CM code", max_length=8, required=False, help_text="Such as C50.412.")
    diagnosed_on = field_of(CancerCondition, "diagnosed_on")
    metastatic = field_of(CancerCondition, "metastatic")
    er = _marker("Estrogen receptor (ER)")
    pr = _marker("Progesterone receptor (PR)")
    her2 = _marker("HER2")

    names = ("cancer_type", "site", "histology", "laterality", "icd10cm", "diagnosed_on", "metastatic")

    def entered(self) -> dict[str, Any]:
        facts = super().entered()
        return facts | {"markers": {marker: facts.pop(marker) for marker in MARKERS_OF_A_DIAGNOSIS}}

    @classmethod
    def facts_of(cls, row: CancerCondition) -> dict[str, Any]:
        standing = row.markers.filter(entered_in_error_at=None, tested_on=None)
        results = {marker.marker: marker.result for marker in standing}
        return super().facts_of(row) | {name: results.get(name, "") for name in MARKERS_OF_A_DIAGNOSIS}


class NewDiagnosisForm(DiagnosisForm):
    """With the first stage; a later one is a fact of its own."""

    stage = LineField(label="Stage", max_length=40, required=False, help_text="Such as IIA.")
    stage_system = LineField(
        label="Staging system", max_length=60, required=False, help_text="Such as AJCC version 8."
    )

from __future__ import annotations

import re
from typing import Any

from django import forms

from integrative.ui.fields import DayField, LineField
from integrative.ui.widgets import Chips
from patients.models import CancerCondition, CancerType, Laterality, Marker, MarkerResult

from .rebased import RebasedForm

ICD10CM = re.compile(r"[CD][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?")
RESULTS = [*MarkerResult.choices, ("", "Not known")]
YES_NO = {"yes": True, "no": False}


def _marker(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=RESULTS,
        widget=Chips,
        required=False,
        error_messages={"invalid_choice": "Choose one of these"},
    )


class DiagnosisForm(RebasedForm):
    cancer_type = forms.ChoiceField(
        label="Cancer",
        choices=[("", "Choose"), *CancerType.choices],
        error_messages={"required": "Choose the cancer", "invalid_choice": "Choose one of the list"},
    )
    histology = LineField(
        label="Histology", max_length=160, required=False, help_text="Such as invasive ductal carcinoma."
    )
    laterality = forms.ChoiceField(
        label="Side",
        choices=Laterality.choices,
        widget=Chips,
        initial=Laterality.UNKNOWN,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one of these"},
    )
    icd10cm = LineField(label="ICD-10-CM code", max_length=8, required=False, help_text="Such as C50.412.")
    diagnosed_on = DayField(label="Diagnosed on", required=False, not_future=True)
    stage = LineField(label="Stage", max_length=40, required=False, help_text="Such as IIA.")
    stage_system = LineField(
        label="Staging system", max_length=60, required=False, help_text="Such as AJCC version 8."
    )
    metastatic = forms.TypedChoiceField(
        label="Metastatic",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")],
        coerce=YES_NO.__getitem__,
        empty_value=None,
        widget=Chips,
        required=False,
        error_messages={"invalid_choice": "Choose one of these"},
    )
    er = _marker("Estrogen receptor (ER)")
    pr = _marker("Progesterone receptor (PR)")
    her2 = _marker("HER2")

    def clean_icd10cm(self) -> str:
        code = self.cleaned_data["icd10cm"].upper()
        if code and not ICD10CM.fullmatch(code):
            raise forms.ValidationError("A cancer code begins with C or D, such as C50.412")
        return code

    def entered(self) -> dict[str, Any]:
        facts = super().entered()
        return facts | {"markers": {marker: facts.pop(marker) for marker in Marker.values}}

    @staticmethod
    def facts_of(cancer: CancerCondition) -> dict[str, Any]:
        names = (
            "cancer_type", "histology", "laterality", "icd10cm", "diagnosed_on",
            "stage", "stage_system", "metastatic",
        )  # fmt: skip
        results = {marker.marker: marker.result for marker in cancer.markers.all()}
        markers = {marker: results.get(marker, "") for marker in Marker.values}
        return {name: getattr(cancer, name) for name in names} | markers

    @staticmethod
    def initial_of(cancer: CancerCondition) -> dict[str, Any]:
        """The same as the boxes hold it."""
        words = {True: "yes", False: "no", None: ""}
        return DiagnosisForm.facts_of(cancer) | {"metastatic": words[cancer.metastatic]}

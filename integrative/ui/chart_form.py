"""The form of a patient's page: bound to one chart, one version, and one press of the button."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

SALT = "chart"
WRONG_CHART = "This form belongs to another chart. Nothing was saved."
DAMAGED = "This page is out of date. Reload it and try again; nothing was saved."


class ChartForm(forms.Form):
    """Base of every form that writes to a patient's record.

    A page kept open in one tab while another chart is opened in a second must never write to the
    wrong person: the signed `chart` field is checked against the patient of the address.
    `expected_version` is the version the person saw (None for a first save), `once_key` makes a
    repeated post harmless; services receive both.
    """

    # Our own words stand at the field; the browser's bubble would come first and say less.
    use_required_attribute = False

    chart = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *args: Any,
        patient_id: UUID,
        version: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, **kwargs)
        self.patient_id = patient_id
        self.expected_version: int | None = None
        self.once_key: UUID | None = None
        self.initial.update(
            chart=sign_chart(patient_id), version="" if version is None else version, once=uuid4()
        )

    def clean_chart(self) -> str:
        token: str = self.cleaned_data["chart"]
        if read_chart(token) != str(self.patient_id):
            self.add_error(None, ValidationError(WRONG_CHART, code="other_chart"))
        return token

    def clean_version(self) -> int | None:
        typed = self.cleaned_data["version"]
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
            self.add_error(None, ValidationError(DAMAGED, code="damaged"))
            return None
        self.expected_version = int(typed) if typed else None
        return self.expected_version

    def clean_once(self) -> UUID | None:
        typed = self.cleaned_data["once"]
        try:
            self.once_key = UUID(typed) if typed else None
        except ValueError:
            self.add_error(None, ValidationError(DAMAGED, code="damaged"))
        return self.once_key

    def entered(self) -> dict[str, Any]:
        """The cleaned answers without the three hidden guards, to hand to a service."""
        return {name: value for name, value in self.cleaned_data.items() if name not in GUARDS}


GUARDS = frozenset({"chart", "version", "once"})


def sign_chart(patient_id: UUID) -> str:
    return signing.dumps(str(patient_id), salt=SALT)


def read_chart(token: str) -> str | None:
    """The patient id inside, or None when the token is missing or not ours."""
    try:
        return str(signing.loads(token, salt=SALT))
    except signing.BadSignature:
        return None

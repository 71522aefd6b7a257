"""A red flag was seen, and what was done about it."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from django import forms

from integrative.ui.chart_form import DAMAGED, ChartForm
from integrative.ui.fields import TextField
from symptoms.models import RedFlag

PAGES = {
    "map": "symptoms:map",
    "chart": "workspace:chart",
    "flags": "symptoms:flags",
    "follow_up": "careplans:follow_up",
}
"""Where the buttons stand, and where the page goes on afterwards."""


class SeenForm(ChartForm):
    back = forms.ChoiceField(
        choices=[(name, name) for name in PAGES],
        widget=forms.HiddenInput,
        error_messages={"required": DAMAGED, "invalid_choice": DAMAGED},
    )

    def __init__(self, *args: Any, flag_id: UUID, **kwargs: Any) -> None:
        # Several flags may stand on one page.
        kwargs.setdefault("auto_id", f"flag_{flag_id}_%s")
        super().__init__(*args, **kwargs)
        self.flag_id = flag_id

    @classmethod
    def about(cls, flag: RedFlag, back: str) -> Self:
        return cls(patient_id=flag.patient_id, flag_id=flag.pk, initial={"back": back})

    @property
    def page(self) -> str:
        return PAGES[self.cleaned_data["back"]]


class DoneForm(SeenForm):
    words = TextField(
        label="What was done",
        help_text="Whom you reached, what was arranged, what the person was told.",
        max_length=2000,
        error_messages={"required": "Write what was done"},
    )

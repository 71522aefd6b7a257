"""A later word on a signed map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import LineField, TextField
from symptoms.models import Section


class AmendmentForm(ChartForm):
    """`sections` are those of the map that is amended."""

    section = forms.ChoiceField(
        label="Section",
        error_messages={"required": "Choose the section", "invalid_choice": "Choose one of these sections"},
    )
    words = TextField(
        label="What is to be added",
        help_text="What was signed stays as it is; this stands below it.",
        rows=4,
        error_messages={"required": "Write what is to be added"},
    )
    reason = LineField(
        label="Why",
        help_text="Such as a slip of the pen, or what was learned since",
        error_messages={"required": "Write why"},
    )

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "Choose"), *((each.value, each.label) for each in sections)]

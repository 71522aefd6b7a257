"""The watch list: what is decided about proposals, and what becomes of a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField, LineField
from integrative.ui.widgets import Chips

from ..models import WhoChecks
from ..services.watch import Decided
from ..survivorship import Proposed

PUT_ON, LEAVE_OUT = "put_on", "leave_out"
DECISIONS = [(PUT_ON, "Put on the list"), (LEAVE_OUT, "Leave out"), ("", "Decide later")]
A_DAY = "Such as 31-Dec-2026 or 12/31/2026. Blank where it is asked at each visit."


def _who(**more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Who checks",
        choices=[("", "Choose"), *WhoChecks.choices],
        error_messages={"required": "Choose who checks", "invalid_choice": "Choose from the list"},
        **more,
    )


class ProposalsForm(ChartForm):
    """One row for each proposal; what is left at "decide later" stays proposed."""

    def __init__(self, data: Any = None, *, proposed: Sequence[Proposed], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.proposed = proposed
        for each in proposed:
            name = each.effect.id
            self.fields[f"{name}-decide"] = forms.ChoiceField(
                label="Decide", choices=DECISIONS, required=False, widget=Chips
            )
            self.fields[f"{name}-who"] = _who(required=False)
            self.fields[f"{name}-next_on"] = DayField(label="Next check", required=False, help_text=A_DAY)
            self.fields[f"{name}-words"] = LineField(
                label="Why it is left out, or a note", max_length=200, required=False
            )

    def rows(self) -> Iterator[tuple[Proposed, list[BoundField]]]:
        for each in self.proposed:
            yield each, [self[f"{each.effect.id}-{name}"] for name in ("decide", "who", "next_on", "words")]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for each in self.proposed:
            name = each.effect.id
            decision = typed.get(f"{name}-decide")
            if decision == PUT_ON and not typed.get(f"{name}-who") and not self.has_error(f"{name}-who"):
                self.add_error(f"{name}-who", "Choose who checks")
            if decision == LEAVE_OUT and not typed.get(f"{name}-words"):
                self.add_error(f"{name}-words", "Write why it is left out")
            if not decision and any(typed.get(f"{name}-{field}") for field in ("who", "next_on", "words")):
                self.add_error(f"{name}-decide", "Choose: put on the list, or leave out")
        if not self.errors and not any(typed.get(f"{each.effect.id}-decide") for each in self.proposed):
            raise ValidationError("Decide on at least one. Nothing was saved.", code="empty")
        return typed

    def decided(self) -> list[Decided]:
        return [
            self._decided(each) for each in self.proposed if self.cleaned_data[f"{each.effect.id}-decide"]
        ]

    def _decided(self, proposed: Proposed) -> Decided:
        typed = {
            name: self.cleaned_data[f"{proposed.effect.id}-{name}"]
            for name in ("decide", "who", "next_on", "words")
        }
        if typed["decide"] == LEAVE_OUT:
            return Decided(proposed.effect.id, proposed.why, who=typed["who"], why=typed["words"])
        return Decided(proposed.effect.id, proposed.why, typed["who"], typed["next_on"], note=typed["words"])


class ChangeWatchForm(ChartForm):
    who = _who()
    next_on = DayField(label="Next check", required=False, help_text=A_DAY)
    note = LineField(label="Note", max_length=200, required=False)


class CheckedForm(ChartForm):
    checked_on = DayField(
        label="Looked at on", not_future=True, error_messages={"required": "Enter the day of the check"}
    )
    next_on = DayField(label="Next check", required=False, help_text=A_DAY)
    note = LineField(label="What was found, in one line", max_length=200, required=False)


class TakeOffForm(ChartForm):
    why = LineField(
        label="Why it comes off the list",
        max_length=200,
        error_messages={"required": "Write why it comes off the list"},
    )

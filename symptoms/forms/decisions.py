"""What a clinician decides on a product, with what was on the screen; and what the pharmacist answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from integrative.knowledge.products import read_product
from integrative.ui.chart_form import ChartForm
from integrative.ui.days import identity_day
from integrative.ui.fields import DayField, LineField, TextField
from integrative.ui.widgets import Chips
from symptoms.models import Decision, Verdict

from .answers import NOT_OFFERED

MOST_SHOWN, LONGEST_KEY = 200, 400


class KeysField(forms.Field):
    """The findings that were on the screen, by their keys."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        return [str(each) for each in value or []]

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_SHOWN or any(len(each) > LONGEST_KEY for each in value):
            raise ValidationError("This page is out of date. Reload it and try again", code="damaged")


class DecideForm(ChartForm):
    """`verdict` and `findings` are what was shown: a decision is upon these."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=Decision.choices,
        widget=Chips,
        error_messages={"required": "Choose what you decide", **NOT_OFFERED},
    )
    watch = LineField(label="What to watch, and when", max_length=300, required=False)
    stop_by = DayField(label="Last day to take it", help_text="Such as 24-Nov-2026", required=False)
    restart_on = DayField(label="Start again on", help_text="Or an event, below", required=False)
    until = LineField(label="Or until what happens", max_length=200, required=False)
    reason = LineField(
        label="Reason, or your question to the pharmacist",
        help_text="The pharmacist reads it when you ask, or keep a product against the advice",
        max_length=500,
        required=False,
    )
    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "Reload this page"},
    )
    findings = KeysField(required=False)

    def __init__(
        self, data: Any = None, *, product_id: UUID, offers: Iterable[Decision], **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", f"decide_{product_id}_%s")
        super().__init__(data, **kwargs)
        self.product_id = product_id
        self.fields["decision"].choices = [(each.value, each.label) for each in offers]

    def clean(self) -> dict[str, Any]:
        """A hold ends some day, or with something that happens; and nothing is held since yesterday."""
        cleaned = super().clean() or self.cleaned_data
        today = timezone.localdate()
        for field in ("stop_by", "restart_on"):
            day = cleaned.get(field)
            if day and day < today:
                self.add_error(field, f"{identity_day(day)} has gone by; choose today or a later day")
        ends = ("stop_by", "restart_on", "until")
        if cleaned.get("decision") == Decision.HOLD and not any(
            cleaned.get(each) or each in self.errors for each in ends
        ):
            self.add_error("until", "Say from which day, or until when or what")
        return cleaned

    def decided(self) -> dict[str, Any]:
        """As the service takes it."""
        entered = self.entered()
        shown = {"verdict_seen": entered.pop("verdict"), "findings_seen": entered.pop("findings")}
        return entered | shown


def offers_for(verdict: str) -> list[Decision]:
    """Against the advice is kept only what the advice is to stop."""
    return [each for each in Decision if each != Decision.OVERRIDE or verdict == Verdict.STOP]


class ConfirmForm(ChartForm):
    """What a product is, as somebody says who looked; `version` is the product's."""

    ingredients = forms.MultipleChoiceField(required=False)

    def __init__(
        self, data: Any = None, *, product_id: UUID, candidates: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id=f"confirm_{product_id}_%s", **kwargs)
        self.product_id = product_id
        self.fields["ingredients"].choices = list(candidates)


class AnswerForm(ChartForm):
    """The pharmacist's words, and what the product is where that was the question."""

    answer = TextField(
        label="Your answer", rows=2, max_length=2000, error_messages={"required": "Write your answer"}
    )
    contains = LineField(
        label="It contains",
        help_text="Names from the label, with commas between; empty when it stays unknown",
        max_length=400,
        required=False,
    )

    def __init__(self, data: Any = None, *, question_id: UUID, product_id: UUID, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"answer_{question_id}_%s", **kwargs)
        self.question_id, self.product_id = question_id, product_id

    def clean_contains(self) -> list[str]:
        """The supplements that were named. What is not understood is said, and nothing is guessed."""
        named = self.cleaned_data["contains"]
        if not named:
            return []
        reading = read_product(named)
        if reading.status != "matched":
            what = ", ".join(f"“{text}”" for text in reading.unmatched) or "More than one thing"
            raise ValidationError(
                f"{what} could not be told for sure. Write each name as it stands on the label",
                code="not_understood",
            )
        return [found.id for found in reading.found]

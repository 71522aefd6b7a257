"""What the person answers once a week."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from integrative.ui.fields import LineField, ScoreField


def _question(what: str) -> ScoreField:
    return ScoreField(
        large=True,
        label=f"How much did pain, or what bothers you most, get in the way of your {what}?",
        help_text="Last 7 days. 0 is not at all, 10 is completely.",
    )


class CheckInForm(forms.Form):
    """Any question may be skipped, but not all of them."""

    use_required_attribute = False

    sleep = _question("sleep")
    activity = _question("everyday activities")
    mood = _question("mood")
    words = LineField(max_length=500, required=False, label="Anything else, in one line?")

    def clean(self) -> None:
        answers = self.cleaned_data.values()
        if not self.errors and all(answer in (None, "") for answer in answers):
            raise ValidationError("Answer one question or write a line. You can skip the rest.", code="empty")

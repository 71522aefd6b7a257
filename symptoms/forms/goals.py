"""Goals of care: the three questions, and "nothing has changed"."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from integrative.ui.chart_form import DAMAGED, ChartForm
from integrative.ui.fields import LineField, TextField
from integrative.ui.widgets import Chips, ChipSet
from symptoms.models import Lean
from symptoms.words import GOALS_OF_CARE

COMMON_PROMPTS = ("Scan", "Hospital stay", "Side effect", "Life event", "Family event")
LONGEST_PROMPT = 200


class GoalsEntryForm(ChartForm):
    hope = TextField(label=GOALS_OF_CARE["hope"], required=False, rows=2)
    worry = TextField(label=GOALS_OF_CARE["worry"], required=False, rows=2)
    lean = forms.ChoiceField(
        label=GOALS_OF_CARE["lean"],
        choices=Lean.choices,
        widget=Chips,
        error_messages={
            "required": "Choose where the person leans today, or that they prefer not to say now",
            "invalid_choice": "Choose one of the answers",
        },
    )
    prompts = forms.MultipleChoiceField(
        label="What prompted the talk",
        choices=[(words.lower(), words) for words in COMMON_PROMPTS],
        widget=ChipSet,
        required=False,
        error_messages={"invalid_choice": "Choose one of these, or write it below"},
    )
    prompted_by = LineField(label="What else prompted it", max_length=LONGEST_PROMPT, required=False)
    present = LineField(label="Who was there", help_text="Besides the two of you", required=False)
    changes = TextField(label="What we changed because of it", required=False, rows=2)

    def clean(self) -> dict[str, Any]:
        """What prompted it is one line: the common ones, then the other words."""
        cleaned = super().clean() or self.cleaned_data
        said = [*cleaned.pop("prompts", ()), cleaned.get("prompted_by", "")]
        whole = ", ".join(filter(None, said))
        if len(whole) > LONGEST_PROMPT and not self.has_error("prompted_by"):
            raise ValidationError(
                {"prompted_by": f"Together with what is chosen above this is longer than {LONGEST_PROMPT}."}
            )
        cleaned["prompted_by"] = whole
        return cleaned


class GoalsUnchangedForm(ChartForm):
    """Asked again, same answers. `last` is the entry that was on the screen."""

    last = forms.UUIDField(
        label="", widget=forms.HiddenInput, error_messages={"required": DAMAGED, "invalid": DAMAGED}
    )

"""Goals of care: the three questions, and "nothing has changed"."""

from django import forms

from integrative.ui.chart_form import DAMAGED, ChartForm
from integrative.ui.fields import LineField, TextField
from integrative.ui.widgets import Chips
from symptoms.models import Lean
from symptoms.words import GOALS_OF_CARE


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
    prompted_by = LineField(
        label="What prompted the talk",
        help_text="Such as a scan, a side effect, a family event",
        required=False,
    )


class GoalsUnchangedForm(ChartForm):
    """Asked again, same answers. `last` is the entry that was on the screen."""

    last = forms.UUIDField(
        label="", widget=forms.HiddenInput, error_messages={"required": DAMAGED, "invalid": DAMAGED}
    )

from django import forms

from integrative.ui.fields import DayField, LineField
from integrative.ui.widgets import Chips
from patients.models import Intent, PhaseOfCare, TreatmentCourse

from .facts import FactForm, form_of

DAYS = {"required": "Enter the day"}


def _number(label: str, *, most: int, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=False,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "dose"}),
        error_messages={
            "invalid": "Enter a whole number",
            "min_value": "Enter 1 or more",
            "max_value": f"Enter {most} or less",
        },
    )


PhaseForm = form_of(PhaseOfCare, "phase", "started_on", "ended_on")
"""For correcting a phase; entering the next one ends the one before by itself."""
NewPhaseForm = form_of(PhaseOfCare, "phase", "started_on")


class TreatmentForm(FactForm):
    model = TreatmentCourse
    names = ("regimen", "intent", "started_on", "cycle_days", "cycles_planned", "ended_on", "end_reason")

    regimen = LineField(
        label="Treatment",
        max_length=160,
        help_text="As the oncologist writes it, such as carboplatin, pemetrexed, pembrolizumab.",
        error_messages={"required": "Enter the treatment"},
    )
    intent = forms.ChoiceField(
        label="Intent",
        choices=Intent.choices,
        widget=Chips,
        initial=Intent.UNKNOWN,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one of these"},
    )
    started_on = DayField(label="First day", error_messages=DAYS)
    cycle_days = _number("Days in a cycle", most=84, help_text="Leave blank when it has no cycles.")
    cycles_planned = _number("Cycles planned", most=99)
    ended_on = DayField(label="Last day", required=False, help_text="Leave blank while it goes on.")
    end_reason = LineField(label="Why it ended", max_length=160, required=False)

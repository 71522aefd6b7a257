"""The short forms that end a fact, or strike it out as a mistake."""

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField, LineField

DAYS = {"required": "Enter the day"}


class EndForm(ChartForm):
    ended_on = DayField(label="Last day", error_messages=DAYS)


class TreatmentEndForm(EndForm):
    end_reason = LineField(label="Why it ended", max_length=160, required=False)


class InErrorForm(ChartForm):
    why = LineField(
        label="What was wrong",
        max_length=160,
        help_text="Such as: belongs to another person, or typed twice.",
        error_messages={"required": "Say in a few words what was wrong"},
    )

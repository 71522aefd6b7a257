"""What is typed into the slots of a plan."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.days import work_day
from integrative.ui.fields import DayField, LineField, ScoreField, TextField
from symptoms.models import SymptomScore
from symptoms.models.score import symptom_choices

from ..models import Slot
from .plan import PlanForm


class PartForm(PlanForm):
    title = LineField(
        max_length=160,
        label="What we will do",
        help_text="One line, as you would say it to them.",
        error_messages={"required": "Write what we will do, in one line"},
    )
    how = TextField(
        max_length=600,
        label="How, in everyday words",
        help_text="How often, how long, who helps.",
        error_messages={"required": "Write how, in a sentence or two"},
    )


class TargetForm(PartForm):
    """The symptom is chosen first, on its own: start and last score belong to it."""

    symptom = forms.ChoiceField(choices=symptom_choices, widget=forms.HiddenInput, label="Symptom")
    title = LineField(
        max_length=160,
        label="In their words",
        help_text="What they call it, such as: stiff, sore mornings.",
        error_messages={"required": "Write what they call it, in one line"},
    )
    baseline = ScoreField(label="Start")
    goal = ScoreField(label="Goal", required=True, help_text="Lower is better.")
    by_on = DayField(
        label="By when",
        help_text="Four to six weeks for most goals. Such as 31-Dec-2026 or 12/31/2026",
        error_messages={"required": "Choose the day"},
    )
    how = TextField(
        max_length=600,
        label="What we will do",
        help_text="In everyday words: how often, how long, who helps.",
        error_messages={"required": "Write what we will do, in a sentence or two"},
    )
    field_order = ("symptom", "title", "baseline", "goal", "by_on", "how")

    def __init__(self, *args: Any, latest: SymptomScore | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["symptom"].error_messages["required"] = "Choose the symptom"
        self.fields["symptom"].error_messages["invalid_choice"] = "Choose a symptom from the clinic's list"
        self.fields["goal"].widget.blank_word = "Not chosen"
        if latest:
            baseline = self.fields["baseline"]
            baseline.help_text = f"From the map of {work_day(latest.recorded_on)}: {latest.score}"
            baseline.remember(latest.score, said=work_day(latest.recorded_on))


class AnchorForm(PartForm):
    bad_day = LineField(
        max_length=200,
        label="On a bad day",
        help_text="The small version that still counts.",
        error_messages={"required": "Write the version for a bad day"},
    )


class CopingForm(PartForm):
    moment = LineField(
        max_length=120,
        label="Tied to a moment of the day",
        help_text="Such as: after lunch, in the garden chair.",
        error_messages={"required": "Write the moment of the day it belongs to"},
    )


PART_FORMS: dict[Slot, type[PartForm]] = {
    Slot.TARGET_1: TargetForm,
    Slot.TARGET_2: TargetForm,
    Slot.ANCHOR: AnchorForm,
    Slot.COPING: CopingForm,
}

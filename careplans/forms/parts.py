"""What is typed into the slots of a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from integrative.knowledge.therapies.catalog import all_therapies
from integrative.ui.days import work_day
from integrative.ui.fields import DayField, LineField, ScoreField, TextField
from symptoms.forms.answers import WholeNumber
from symptoms.models.score import symptom_choices

from ..models import Measure, Slot
from ..readings import Reading
from ..starts import HIGHEST
from .dose import DoseForm
from .plan import PlanForm

OWN = ("", "Something of their own")


def therapies_for(plan_slot: str) -> list[tuple[str, str]]:
    """The catalog's entries for a slot, those that cost nothing first."""
    fitting = [each for each in all_therapies().values() if plan_slot in each.plan_slots]
    fitting.sort(key=lambda each: each.cost != "free")
    return [(each.id, f"{each.name}{', free' if each.cost == 'free' else ''}") for each in fitting]


def anchor_choices() -> list[tuple[str, str]]:
    return [OWN, *therapies_for("lifestyle_anchor")]


def coping_choices() -> list[tuple[str, str]]:
    return [OWN, *therapies_for("coping_practice")]


class TargetForm(PlanForm):
    """Symptom and measure are chosen first, in the address: start and last value belong to them.

    `baseline` is asked only where the record says nothing.
    """

    symptom = forms.ChoiceField(choices=symptom_choices, widget=forms.HiddenInput, label="Symptom")
    measure = forms.ChoiceField(choices=Measure.choices, widget=forms.HiddenInput, label="Measure")
    title = LineField(
        max_length=160,
        label="In their words",
        help_text="What they call it, such as: stiff, sore mornings.",
        error_messages={"required": "Write what they call it, in one line"},
    )
    baseline = ScoreField(label="Start, scored together today")
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
    start_anew = forms.BooleanField(required=False, label="Start anew")
    field_order = ("symptom", "measure", "title", "baseline", "start_anew", "goal", "by_on", "how")

    def __init__(
        self,
        *args: Any,
        measure: Measure = Measure.SCORE,
        newest: Reading | None = None,
        stands: tuple[int, date] | None = None,
        **kwargs: Any,
    ) -> None:
        """In: the newest value of the record, and what stands as the start with its day."""
        super().__init__(*args, **kwargs)
        self.fields["symptom"].error_messages["required"] = "Choose the symptom"
        self.fields["symptom"].error_messages["invalid_choice"] = "Choose a symptom from the clinic's list"
        self.start = self._start(newest, stands)
        if measure is Measure.SCORE:
            self.fields["goal"].widget.blank_word = "Not chosen"
        else:
            self._count(measure)
        if newest:
            del self.fields["baseline"]
        newer = newest and stands and (newest.value, newest.on) != stands
        if newest and newer:
            self.fields[
                "start_anew"
            ].label = f"Start anew from {newest.value}, {work_day(newest.on)}, the newest on record"
        else:
            del self.fields["start_anew"]
        if newest and measure is Measure.SCORE:
            self.fields["goal"].remember(newest.value, said=work_day(newest.on))

    @staticmethod
    def _start(newest: Reading | None, stands: tuple[int, date] | None) -> str:
        if stands:
            return f"{stands[0]}, {work_day(stands[1])}"
        return f"{newest.value}, from the map of {work_day(newest.on)}" if newest else ""

    def _count(self, measure: Measure) -> None:
        """A percent or minutes instead of a score."""
        highest = HIGHEST[measure]
        common = {"decimal_places": 0, "min_value": 0, "max_value": highest}
        old = self.fields["baseline"]
        self.fields["baseline"] = WholeNumber(**common, required=False, label=old.label)
        self.fields["goal"] = WholeNumber(
            **common,
            label="Goal",
            help_text="Higher is better.",
            error_messages={"required": f"Enter a number from 0 to {highest:,}"},
        )


class AnchorForm(DoseForm):
    """The lifestyle anchor by frequency, intensity, time and type, how it grows, and its bad-day version."""

    therapy = forms.ChoiceField(choices=anchor_choices, required=False, label="From the catalog")
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
    activity = LineField(
        max_length=80, required=False, label="Type", help_text="Such as walking, or bands with both arms."
    )
    intensity = LineField(
        max_length=80, required=False, label="Intensity", help_text="Such as: easy enough to talk."
    )
    progression = LineField(
        max_length=200,
        required=False,
        label="How it grows",
        help_text="Such as: five minutes more each week.",
    )
    bad_day = LineField(
        max_length=200,
        label="On a bad day",
        help_text="The small version that still counts.",
        error_messages={"required": "Write the version for a bad day"},
    )
    goal = WholeNumber(
        decimal_places=0,
        max_value=HIGHEST[Measure.ACTIVE_MINUTES],
        required=False,
        label="Goal: active minutes a week",
        help_text="Blank when it is not measured in minutes.",
    )
    field_order = (
        *("therapy", "title", "how", "times_a_week", "minutes", "intensity", "activity", "progression"),
        *("bad_day", "goal", "weeks", "place", "responsible"),
    )


class CopingForm(DoseForm):
    therapy = forms.ChoiceField(choices=coping_choices, required=False, label="From the catalog")
    title = LineField(
        max_length=160,
        label="What we will do",
        help_text="What would they actually repeat?",
        error_messages={"required": "Write what we will do, in one line"},
    )
    how = TextField(
        max_length=600,
        label="How, in everyday words",
        help_text="How it is done, in a sentence or two.",
        error_messages={"required": "Write how, in a sentence or two"},
    )
    moment = LineField(
        max_length=120,
        label="Tied to a moment of the day",
        help_text="Such as: after lunch, in the garden chair.",
        error_messages={"required": "Write the moment of the day it belongs to"},
    )
    field_order = (
        *("therapy", "title", "how", "moment", "times_a_week", "minutes", "weeks", "place", "responsible"),
    )


PART_FORMS: dict[Slot, type[PlanForm]] = {
    Slot.TARGET_1: TargetForm,
    Slot.TARGET_2: TargetForm,
    Slot.ANCHOR: AnchorForm,
    Slot.COPING: CopingForm,
}

"""What is typed into a plan, at its follow-up, and by the patient once a week."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from integrative.knowledge.symptoms import all_symptoms, asked_first
from integrative.ui.chart_form import ChartForm
from integrative.ui.days import work_day
from integrative.ui.fields import DayField, LineField, ScoreField, TextField
from integrative.ui.widgets import Chips
from symptoms.models import SymptomScore
from symptoms.models.score import symptom_choices

from .models import Decision, PlanPart, Slot

Choices = list[tuple[str, list[tuple[str, str]]]]


class PlanForm(ChartForm):
    """Writes to a plan that somebody else may be writing too."""

    def catch_up(self, version: int) -> None:
        """After a lost race what was typed stays, and saving again is based on what was then shown."""
        self.data = {**self.data.dict(), "version": str(version)}


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


class OneThingForm(PlanForm):
    one_thing = LineField(
        max_length=200,
        label="If only one thing gets done this week",
        help_text="Chosen with them. Small enough for the worst week.",
        error_messages={"required": "Write the one thing"},
    )


PART_FORMS: dict[Slot, type[PartForm]] = {
    Slot.TARGET_1: TargetForm,
    Slot.TARGET_2: TargetForm,
    Slot.ANCHOR: AnchorForm,
    Slot.COPING: CopingForm,
}


class SymptomChoice(forms.Form):
    """First step of a target: which symptom. What the last map scored highest comes first."""

    use_required_attribute = False

    symptom = forms.ChoiceField(
        label="Symptom",
        error_messages={
            "required": "Choose the symptom",
            "invalid_choice": "Choose a symptom from this list",
        },
    )

    def __init__(self, data: Any = None, *, choices: Choices) -> None:
        super().__init__(data)
        self.fields["symptom"].choices = [("", "Choose"), *choices]


def symptoms_in_order(
    *, latest: dict[str, SymptomScore], cancers: frozenset[str], taken: Set[str]
) -> Choices:
    """Grouped choices: scored on a map, often in this cancer, all others. `taken` is left out."""
    scored = sorted(latest.values(), key=lambda score: -score.score)
    first = [(s.symptom, f"{s.facts.name}: {s.score}, {work_day(s.recorded_on)}") for s in scored]
    often = [(s.id, s.name) for s in asked_first(cancers)]
    rest = [(s.id, s.name) for s in all_symptoms().values()]
    groups: Choices = []
    seen = set(taken)
    for label, choices in (("Scored on the map", first), ("Asked first", often), ("All others", rest)):
        left = [choice for choice in choices if choice[0] not in seen]
        seen |= {choice[0] for choice in left}
        if left:
            groups.append((label, left))
    return groups


class FollowUpForm(ChartForm):
    """A decision for each part of the plan; for a target the score now as well."""

    note = TextField(
        max_length=2000,
        required=False,
        label="What got in the way, what comes next",
        help_text="In a few lines.",
    )

    def __init__(
        self, data: Any = None, *, parts: Iterable[PlanPart], latest: dict[str, SymptomScore], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.parts = sorted(parts, key=lambda part: Slot.values.index(part.slot))
        for part in self.parts:
            self._ask(part, latest.get(part.symptom))
        self.order_fields([name for name in self.fields if name != "note"])

    def _ask(self, part: PlanPart, latest: SymptomScore | None) -> None:
        self.fields[f"decision_{part.slot}"] = forms.ChoiceField(
            choices=Decision.choices,
            widget=Chips,
            label=f"{part.title}: what now?",
            error_messages={"required": "Choose keep, adjust, taper, stop or not started"},
        )
        if part.symptom:
            self.fields[f"score_now_{part.slot}"] = ScoreField(
                label=f"{part.get_symptom_display()} now",
                previous=latest.score if latest else None,
                previous_said=work_day(latest.recorded_on) if latest else "",
            )
        self.fields[f"why_{part.slot}"] = LineField(
            max_length=300,
            required=False,
            label="Why",
            help_text="Helped, no change, burden, cost, side effect.",
        )

    def blocks(self) -> list[tuple[PlanPart, list[forms.BoundField]]]:
        """Each part with its fields, in the order they are asked."""
        return [
            (part, [self[name] for name in self.fields if name.endswith(f"_{part.slot}")])
            for part in self.parts
        ]

    def decisions(self) -> dict[UUID, dict[str, Any]]:
        """Part key -> decision, score now and why, for the service."""
        typed = self.cleaned_data
        return {
            part.pk: {
                "decision": typed[f"decision_{part.slot}"],
                "score_now": typed.get(f"score_now_{part.slot}"),
                "why": typed[f"why_{part.slot}"],
            }
            for part in self.parts
        }


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

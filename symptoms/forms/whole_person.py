"""Stress, spirit, the talk about the treatment, and what was tried, as they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from integrative.ui.fields import LineField
from symptoms.models import Section, Spirit, Stress, TreatmentTalk, TriedBefore
from symptoms.models.whole_person import MOST_TRIED, PHQ4_ITEMS

from .answers import PointsField, RowForm, box_of
from .map import SectionForm
from .rows import Rows

TRIED_AT_ONCE = 3
HOW_OFTEN = ("Not at all", "Several days", "More than half the days", "Nearly every day")


class StressForm(RowForm):
    """The four items of the PHQ-4 over the last two weeks, then what weighs and what carries."""

    section = Section.STRESS
    model = Stress
    labels: ClassVar = {
        "anx1": "Feeling nervous, anxious or on edge",
        "anx2": "Not able to stop or control worrying",
        "dep1": "Little interest or pleasure in doing things",
        "dep2": "Feeling down, depressed or hopeless",
        "stressors": "What weighs on them",
        "supports": "Who or what carries them",
        "coping": "What helps to get through",
        "words": "In their words",
    }
    rest = ("stressors", "supports", "coping")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in PHQ4_ITEMS:
            self.fields[item] = PointsField(HOW_OFTEN, label=self.labels[item], required=False)

    def items(self) -> list[BoundField]:
        return [self[item] for item in PHQ4_ITEMS]


class SpiritForm(RowForm):
    section = Section.SPIRIT
    model = Spirit
    labels: ClassVar = {
        "importance": "How much do faith or beliefs matter?",
        "beliefs": "Beliefs",
        "practices": "Practices that give strength",
        "community": "Community",
        "decides_with": "Decides together with",
        "language_needs": "Language",
        "food_needs": "Food",
        "modesty_needs": "Modesty and touch",
        "chaplain": "Would they like to meet a chaplain?",
        "words": "In their words",
    }
    rest = (
        "beliefs",
        "practices",
        "community",
        "decides_with",
        "language_needs",
        "food_needs",
        "modesty_needs",
        "chaplain",
    )


class TreatmentForm(RowForm):
    section = Section.TREATMENT
    model = TreatmentTalk
    labels: ClassVar = {
        "agreement": "Is this what they know?",
        "differs": "What differs",
        "doses_taken": "Doses taken",
        "understanding": "What the treatment is for, in their words",
    }
    hints: ClassVar = {"differs": "After “Something differs”"}


class HelpedForm(SectionForm):
    section = Section.HELPED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        TRIED.add_to(self)

    def answers(self) -> dict[str, Any]:
        return {"tried": TRIED.read(self.entered())}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.left_out = dict.fromkeys(TRIED.nameless(cleaned), "Write what was tried")
        return cleaned

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        return TRIED.typed(answers["tried"])

    def tried(self) -> list[list[BoundField]]:
        return TRIED.bound(self)[:TRIED_AT_ONCE]

    def tried_more(self) -> list[list[BoundField]]:
        return TRIED.bound(self)[TRIED_AT_ONCE:]

    @property
    def rest_is_in_use(self) -> bool:
        """Whether a row that is folded away holds an answer or an error."""
        return any(box.errors or box.value() for row in self.tried_more() for box in row)


def _tried(number: int) -> dict[str, forms.Field]:
    return {
        "what": LineField(label=f"{number}. What was tried", required=False),
        "outcome": box_of(TriedBefore, "outcome", f"{number}. Did it help?"),
        "words": LineField(label=f"{number}. In their words", required=False),
    }


TRIED = Rows("tried", "what", MOST_TRIED, _tried)

"""Stress, spirit, the talk about the treatment, and what was tried, as they are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField

from integrative.ui.fields import LineField
from symptoms.models import Section, Spirit, Stress, TreatmentTalk, TriedBefore
from symptoms.models.whole_person import MOST_TRIED

from .answers import RowForm, box_of
from .map import SectionForm
from .rows import Rows


class StressForm(RowForm):
    """PHQ-4: 0 not at all, 3 nearly every day, over the last two weeks."""

    section = Section.STRESS
    model = Stress
    labels: ClassVar = {
        "anx1": "Feeling nervous, anxious or on edge",
        "anx2": "Not able to stop or control worrying",
        "dep1": "Little interest or pleasure in doing things",
        "dep2": "Feeling down, depressed or hopeless",
        "stressors": "What weighs",
        "supports": "Who or what carries",
        "coping": "What helps to get through",
        "words": "In their words",
    }


class SpiritForm(RowForm):
    section = Section.SPIRIT
    model = Spirit
    labels: ClassVar = {
        "importance": "How much do faith or beliefs matter?",
        "beliefs": "Beliefs",
        "practices": "Practices that give strength",
        "community": "Community",
        "language_needs": "Language",
        "food_needs": "Food",
        "modesty_needs": "Modesty and touch",
        "decides_with": "Decides together with",
        "chaplain": "Would they like to meet a chaplain?",
        "words": "In their words",
    }


class TreatmentForm(RowForm):
    section = Section.TREATMENT
    model = TreatmentTalk
    labels: ClassVar = {
        "agreement": "Is this what they know?",
        "differs": "What differs",
        "doses_taken": "Doses taken",
        "understanding": "What the treatment is for, in their words",
    }


class HelpedForm(SectionForm):
    section = Section.HELPED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        TRIED.add_to(self)

    def answers(self) -> dict[str, Any]:
        return {"tried": TRIED.read(self.entered())}

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        return TRIED.typed(answers["tried"])

    def tried(self) -> list[list[BoundField]]:
        return TRIED.bound(self)


def _tried(number: int) -> dict[str, forms.Field]:
    return {
        "what": LineField(label=f"Tried, {number}", required=False),
        "outcome": box_of(TriedBefore, "outcome", f"Did it help? {number}"),
        "words": LineField(label=f"In their words, {number}", required=False),
    }


TRIED = Rows("tried", "what", MOST_TRIED, _tried)

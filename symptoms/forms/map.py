"""The sections of the consultation map as they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.forms import BoundField

from integrative.knowledge.symptoms import Symptom, all_symptoms
from integrative.ui.chart_form import DAMAGED, ChartForm
from integrative.ui.fields import LineField, ScoreField, TextField
from integrative.ui.templatetags.ui import workday
from symptoms.models import Section, SymptomScore
from symptoms.models.whole_person import MOST_CONCERNS
from symptoms.words import WHAT_MATTERS

from .rows import Rows


class StartMapForm(ChartForm):
    """Only the chart it belongs to."""


class DraftForm(ChartForm):
    """`draft` names the map: its author may have signed it and begun another since the page was opened."""

    draft = forms.UUIDField(
        label="", widget=forms.HiddenInput, error_messages={"required": DAMAGED, "invalid": DAMAGED}
    )

    def __init__(self, data: Any = None, *args: Any, draft_id: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.initial["draft"] = draft_id

    @property
    def draft_id(self) -> UUID:
        return self.cleaned_data["draft"]

    def entered(self) -> dict[str, Any]:
        return {name: value for name, value in super().entered().items() if name != "draft"}


class SignForm(DraftForm):
    """`version` is the revision of the map that was read."""


class SectionForm(DraftForm):
    """One section of one draft, and the version of it that was on the screen."""

    section: ClassVar[Section]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Four of these stand on one page.
        kwargs.setdefault("auto_id", f"{self.section}_%s")
        super().__init__(*args, **kwargs)
        # Rows that lack the answer without which there is none: that field, and its sentence. The rest of
        # the section is saved, and they stay on the page until they are whole.
        self.left_out: dict[str, str] = {}

    def say_what_is_left_out(self) -> None:
        """As errors at their fields."""
        for name, sentence in self.left_out.items():
            self.add_error(name, sentence)

    def answers(self) -> dict[str, Any]:
        """What the section's service takes."""
        return self.entered()

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What stands, by the names of this form's fields: the way back from `answers`."""
        return dict(answers)


def _own_words(question: str) -> TextField:
    return TextField(
        label=question, required=False, widget=forms.Textarea(attrs={"rows": 2, "class": "voice-box"})
    )


class WhatMattersForm(SectionForm):
    section = Section.WHAT_MATTERS

    good_week = _own_words(WHAT_MATTERS["good_week"])
    fear = _own_words(WHAT_MATTERS["fear"])
    hope = _own_words(WHAT_MATTERS["hope"])


class SymptomsForm(SectionForm):
    """A row for every symptom of the clinic's list; those of `asked_first` come first."""

    section = Section.SYMPTOMS

    def __init__(
        self,
        *args: Any,
        asked_first: Sequence[Symptom],
        previous: dict[str, SymptomScore],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        # What was there last time is asked again, wherever it stands on the list.
        there = [all_symptoms()[key] for key, last in previous.items() if last.score]
        self.first_ids = list(dict.fromkeys(symptom.id for symptom in [*asked_first, *there]))
        self.rest_ids = [key for key in all_symptoms() if key not in set(self.first_ids)]
        for key in self.first_ids + self.rest_ids:
            self.fields[key] = _score_row(all_symptoms()[key], previous.get(key))
        CONCERNS.add_to(self)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.left_out = dict.fromkeys(CONCERNS.nameless(cleaned), "Write the concern that was scored")
        return cleaned

    def answers(self) -> dict[str, Any]:
        entered = self.entered()
        scores = {key: entered[key] for key in self.first_ids + self.rest_ids}
        return {"scores": scores, "concerns": CONCERNS.read(entered)}

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        return {**answers["scores"], **CONCERNS.typed(answers["concerns"])}

    def concerns(self) -> list[list[BoundField]]:
        return CONCERNS.bound(self)

    def asked_first(self) -> list[BoundField]:
        return [self[key] for key in self.first_ids]

    def asked_when_it_matters(self) -> list[BoundField]:
        return [self[key] for key in self.rest_ids]

    @property
    def rest_is_in_use(self) -> bool:
        """Whether a row outside the first set holds a score or an error; then it is not folded away."""
        return any(row.errors or row.value() not in (None, "") for row in self.asked_when_it_matters())


def _score_row(symptom: Symptom, last: SymptomScore | None) -> ScoreField:
    anchors = f"0 {symptom.anchor_0}, 10 {symptom.anchor_10}" if symptom.anchor_0 != "none" else ""
    return ScoreField(
        label=symptom.name,
        help_text=anchors,
        previous=last.score if last else None,
        previous_said=workday(last.recorded_on) if last else "",
    )


class TakesNothingForm(SectionForm):
    """Whether anything is taken at all; the products are rows of the person, with a form of their own."""

    section = Section.SUPPLEMENTS

    takes_no_products = forms.BooleanField(label="Takes nothing, asked today", required=False)

    def answers(self) -> dict[str, Any]:
        return {"takes_no_products": self.cleaned_data["takes_no_products"] or None}

    @classmethod
    def typed(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        return {"takes_no_products": bool(answers["takes_no_products"])}


def _concern(number: int) -> dict[str, forms.Field]:
    return {
        "words": LineField(label=f"{ORDINALS[number]} concern, in their words", required=False),
        "score": ScoreField(label=f"{ORDINALS[number]} concern"),
    }


ORDINALS = {1: "First", 2: "Second", 3: "Third"}
CONCERNS = Rows("concern", "words", MOST_CONCERNS, _concern)

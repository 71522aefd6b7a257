"""Which symptom a target is about."""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import Any

from django import forms

from integrative.knowledge.symptoms import Symptom, all_symptoms
from integrative.ui.days import work_day
from symptoms.models import SymptomScore

Choices = list[tuple[str, list[tuple[str, str]]]]


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
    *, latest: dict[str, SymptomScore], first: Iterable[Symptom], taken: Set[str]
) -> Choices:
    """Grouped choices: scored on a map, the worst first; often in this cancer and phase; all others.

    `taken` is left out.
    """
    scored = sorted(latest.values(), key=lambda score: -score.score)
    on_the_map = [(s.symptom, f"{s.facts.name}: {s.score}, {work_day(s.recorded_on)}") for s in scored]
    often = [(s.id, s.name) for s in first]
    rest = [(s.id, s.name) for s in all_symptoms().values()]
    groups: Choices = []
    seen = set(taken)
    for label, choices in (("Scored on the map", on_the_map), ("Asked first", often), ("All others", rest)):
        left = [choice for choice in choices if choice[0] not in seen]
        seen |= {choice[0] for choice in left}
        if left:
            groups.append((label, left))
    return groups

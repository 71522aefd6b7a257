"""What is decided at a follow-up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from integrative.ui.chart_form import ChartForm
from integrative.ui.days import work_day
from integrative.ui.fields import LineField, ScoreField, TextField
from integrative.ui.widgets import Chips
from symptoms.models import SymptomScore

from ..models import Decision, PlanPart, Slot


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

"""A starting point, item by item: accepted or rejected, and what is said of what was accepted."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.days import work_day
from integrative.ui.fields import LineField, PlainNumber, ScoreField
from integrative.ui.widgets import Chips
from symptoms.forms.answers import WholeNumber

from ..models import Measure, Slot
from ..models.dose import MINUTES_A_WEEK
from ..starting import Proposal, ProposedPractice, ProposedTarget
from ..starts import HIGHEST
from .plan import PlanForm

ACCEPT, REJECT = "yes", "no"
ANSWERS = ((ACCEPT, "Accept"), (REJECT, "Reject"))

AS = {Slot.ANCHOR.value: "lifestyle anchor", Slot.COPING.value: "coping practice"}


class StartForm(PlanForm):
    """Every item is answered; what belongs to a rejected one need not be."""

    offered_minutes = WholeNumber(
        decimal_places=0,
        max_value=MINUTES_A_WEEK,
        required=False,
        label="Minutes a week they can give",
        help_text="As they said it. Blank: not asked.",
    )
    offered_trips = WholeNumber(
        decimal_places=0,
        max_value=60,
        required=False,
        label="Trips to a clinic a month",
        help_text="Blank: not asked.",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        for target in proposal.targets:
            self._ask_target(target)
        if proposal.anchor:
            self._ask_practice(proposal.anchor)
            self.fields["anchor_bad_day"] = LineField(
                max_length=200,
                required=False,
                label="On a bad day",
                help_text="The small version that counts.",
            )
        if proposal.coping:
            self._ask_practice(proposal.coping)
            self.fields["coping_moment"] = LineField(
                max_length=120,
                required=False,
                label="Tied to a moment of the day",
                help_text="Such as: after lunch, in the garden chair.",
            )

    def _ask(self, key: str, label: str) -> None:
        self.fields[key] = forms.ChoiceField(
            choices=ANSWERS, required=False, widget=Chips, label=label,
            error_messages={"invalid_choice": "Accept it or reject it"},
        )  # fmt: skip

    def _ask_target(self, target: ProposedTarget) -> None:
        self._ask(target.key, f"{target.name} as a target")
        name = f"goal_{target.key}"
        if target.measure is Measure.SCORE:
            newest = target.newest
            self.fields[name] = ScoreField(
                label="Goal, set together",
                previous=newest.value if newest else None,
                previous_said=work_day(newest.on) if newest else "",
            )
            self.fields[name].widget.blank_word = "Not chosen"
        else:
            self.fields[name] = WholeNumber(
                decimal_places=0, max_value=HIGHEST[target.measure], required=False,
                label=f"Goal, {target.measure.label.lower()}", initial=target.goal,
            )  # fmt: skip
        for item in target.items:
            self._ask(item.key, f"{item.therapy.name}, for {target.name.lower()}")

    def _ask_practice(self, practice: ProposedPractice) -> None:
        self._ask(practice.key, f"{practice.therapy.name} as the {AS[practice.key]}")
        self.fields[f"{practice.key}_times"] = PlainNumber(
            max_digits=4, decimal_places=2, max_value=70, required=False, label="Times a week",
            initial=practice.times,
        )  # fmt: skip
        self.fields[f"{practice.key}_minutes"] = WholeNumber(
            decimal_places=0, max_value=MINUTES_A_WEEK, required=False, label="Minutes each time",
            initial=practice.minutes,
        )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        for target in self.proposal.targets:
            if self._answered(target.key):
                self._need(f"goal_{target.key}", "Choose the goal with them")
                for item in target.items:
                    self._answered(item.key)
        for practice, also, says in (
            (self.proposal.anchor, "anchor_bad_day", "Write the version for a bad day"),
            (self.proposal.coping, "coping_moment", "Write the moment of the day it belongs to"),
        ):
            if practice and self._answered(practice.key):
                self._need(f"{practice.key}_times", "Say how many times a week")
                self._need(f"{practice.key}_minutes", "Say how many minutes each time")
                self._need(also, says)

    def _answered(self, key: str) -> bool:
        """Whether it was accepted; undecided is said at its field."""
        answer = self.cleaned_data.get(key)
        if not answer and key not in self.errors:
            self.add_error(key, "Accept it or reject it")
        return answer == ACCEPT

    def _need(self, name: str, says: str) -> None:
        if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
            self.add_error(name, says)

    def accepted(self) -> frozenset[str]:
        """The keys accepted; nothing under a rejected target."""
        said = {key for key in self.proposal.answered if self.cleaned_data.get(key) == ACCEPT}
        of_rejected = {
            item.key for target in self.proposal.targets if target.key not in said for item in target.items
        }
        return frozenset(said - of_rejected)

"""What a person answers to refer, and to move a referral."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from careplans.models import PlanPart
from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import LineField, TextField
from integrative.ui.widgets import Chips
from patients.models import Patient

from .models import Outcome, Referral, ReferralStatus, Service, Urgency
from .services import NEXT


class ServiceChoice(forms.ModelChoiceField):
    def label_from_instance(self, service: Service) -> str:
        return f"{service.name}, {service.get_place_display().lower()}"


class PartChoice(forms.ModelChoiceField):
    def label_from_instance(self, part: PlanPart) -> str:
        return f"{part.get_slot_display()}: {part.title}"


class ReferForm(ChartForm):
    service = ServiceChoice(
        Service.objects.none(),
        empty_label="Choose",
        error_messages={
            "required": "Choose the service",
            "invalid_choice": "Choose a service that is offered here",
        },
    )
    reason = TextField(
        max_length=1000,
        help_text="What it should help with, and what they need to know before the first visit.",
        error_messages={"required": "Say what it should help with"},
    )
    urgency = forms.ChoiceField(
        choices=Urgency,
        widget=Chips,
        initial=Urgency.ROUTINE,
        error_messages={
            "required": "Choose how soon",
            "invalid_choice": "Choose routine, soon or urgent",
        },
    )
    plan_part = PartChoice(
        PlanPart.objects.none(),
        label="Part of the plan it serves",
        required=False,
        empty_label="None in particular",
        error_messages={"invalid_choice": "Choose a part of the active plan, or none"},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        patient: Patient,
        services: QuerySet[Service],
        parts: QuerySet[PlanPart],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, patient_id=patient.pk, **kwargs)
        self.fields["service"].queryset = services
        self.fields["plan_part"].queryset = parts


class CardMoveForm(ChartForm):
    """The next step, as a card of the board asks for it."""

    to = forms.ChoiceField(
        label="Move to",
        choices=ReferralStatus,
        error_messages={"required": "Choose the next step", "invalid_choice": "Choose one of the steps"},
    )

    def __init__(self, data: Any = None, *, referral: Referral, **kwargs: Any) -> None:
        # Many of these stand on one page, so each names its controls by its referral.
        kwargs.setdefault("auto_id", f"{referral.pk}_%s")
        super().__init__(data, patient_id=referral.patient_id, version=referral.version, **kwargs)
        self.offer_steps_from(referral)

    def offer_steps_from(self, referral: Referral) -> None:
        """Show what is allowed from where the referral stands.

        The field itself reads every step: the referral may have moved since the page was drawn, and
        then the service says so instead of "not a valid choice".
        """
        allowed = NEXT[ReferralStatus(referral.status)]
        steps = [(step.value, step.label) for step in ReferralStatus if step in allowed]
        self.fields["to"].widget.choices = [("", "Choose"), *steps]


class StepForm(CardMoveForm):
    """The next step with what there is to say about it."""

    outcome = forms.ChoiceField(
        label="How it ended",
        required=False,
        choices=[("", "Not closing it"), *Outcome.choices],
        help_text="Only when closing.",
        error_messages={"invalid_choice": "Choose one of the outcomes"},
    )
    note = LineField(required=False, max_length=300, help_text="Such as: left a message, they call back.")

    def __init__(self, data: Any = None, *, referral: Referral, **kwargs: Any) -> None:
        super().__init__(data, referral=referral, auto_id="id_%s", **kwargs)

    def stand_on(self, referral: Referral) -> None:
        """After a lost race: keep what was typed, and offer it again on the referral as it stands."""
        self.data = self.data.copy()
        self.data["version"] = str(referral.version)
        self.offer_steps_from(referral)

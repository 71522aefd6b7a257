"""One visit as it is lived: the map section by section, the products told and decided, the red flags closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models import Patient
from symptoms.models import RedFlag, Section
from symptoms.red_flag_groups import GROUPS
from symptoms.services import add_product, open_draft, save_section, sign_consultation
from symptoms.services.decisions import decide
from symptoms.services.red_flags import close_flag
from symptoms.services.screening import screen_list

from .sketches import Decided, Map, Product


def tell_product(product: Product, *, patient: Patient, by: User) -> None:
    """What the person takes goes on the list."""
    add_product(
        patient=patient,
        by=by,
        name_as_typed=product.name,
        dose_amount=Decimal(product.amount) if product.amount else None,
        dose_unit=product.unit,
        schedule=product.schedule,
        suggested_by=product.suggested_by,
        reason=product.reason,
    )


@dataclass(frozen=True)
class Visit:
    patient: Patient
    clinician: User
    products: Iterable[Product]

    def map(self, sketch: Map) -> None:
        """Everything the sketch says, through the services, on the day at which the clock stands."""
        draft = open_draft(patient=self.patient, by=self.clinician)
        for product in self.products:
            if product.since == sketch.day:
                tell_product(product, patient=self.patient, by=self.clinician)
        for section, answers in answers_of(sketch).items():
            save_section(
                section, consultation_id=draft.pk, expected_version=0, by=self.clinician, answers=answers
            )
        for product in self.products:
            if product.decided and product.decided.day == sketch.day:
                self._decide(product.name, product.decided)
        if sketch.flags_done:
            self._close_flags(sketch.flags_done)
        if sketch.signed:
            sign_consultation(consultation_id=draft.pk, by=self.clinician)

    def _decide(self, name: str, decided: Decided) -> None:
        shown = next(row for row in screen_list(self.patient).products if row.product.name_as_typed == name)
        decide(
            product_id=shown.product.pk,
            patient=self.patient,
            by=self.clinician,
            decision=decided.decision,
            verdict_seen=shown.verdict,
            findings_seen=shown.keys,
            reason=decided.reason,
            watch=decided.watch,
            until=decided.until,
        )

    def _close_flags(self, words: str) -> None:
        for flag in RedFlag.objects.of(self.patient).standing():
            close_flag(flag_id=flag.pk, patient=self.patient, by=self.clinician, words=words)


def answers_of(sketch: Map) -> Mapping[Section, dict[str, Any]]:
    """The sections about which the sketch says something, as the service takes them."""
    words = {"good_week": sketch.good_week, "fear": sketch.fear, "hope": sketch.hope}
    concerns = [{"words": said, "score": score} for said, score in sketch.concerns]
    sections: dict[Section, dict[str, Any]] = {
        Section.WHAT_MATTERS: words,
        Section.SYMPTOMS: {"scores": dict(sketch.scores), "concerns": concerns},
    }
    if sketch.goals or sketch.areas:
        goals = [{"words": goal} for goal in sketch.goals]
        sections[Section.PAIN] = {"areas": list(sketch.areas), "goals": goals}
    if sketch.takes_nothing:
        sections[Section.SUPPLEMENTS] = {"takes_no_products": True}
    if sketch.sleep:
        sections[Section.SLEEP] = sketch.sleep | {"night_on": timezone.localdate(clock.now())}
    said = {
        Section.FOOD: sketch.food,
        Section.MOVEMENT: sketch.movement,
        Section.STRESS: sketch.stress,
        Section.SPIRIT: sketch.spirit,
        Section.TREATMENT: sketch.treatment,
    }
    sections |= {section: answers for section, answers in said.items() if answers}
    if sketch.tried:
        sections[Section.HELPED] = {"tried": list(sketch.tried)}
    if sketch.flags is not None:
        sections[Section.RED_FLAGS] = {"present": _asked(sketch.flags), "numbers": {}}
    return sections


def _asked(so: tuple[str, ...]) -> dict[str, bool]:
    """Every question of the groups was asked; these are so."""
    return {name: name in so for group in GROUPS for name in group.fields}

"""The caregivers page: who helps, what each may know, what they were taught, and how they bear it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from integrative.accounts.models import User
from integrative.knowledge.instruments.facts import items

from .beside_caregiver import Beside, told_of_caregivers
from .gather import gather
from .models import Caregiver, CaregiverAgreement, CaregiverSkill, CaregiverStrain, Patient
from .services.caregivers import STRAIN


@dataclass(frozen=True)
class StrainLine:
    """One time a caregiver was asked."""

    strain: CaregiverStrain

    @property
    def in_words(self) -> str:
        """ "12 of 30, moderate"; without every answer there is no score."""
        asked = items(STRAIN)
        if self.strain.score is None:
            return f"No score: {len(self.strain.answers['items'])} of {len(asked)} questions answered"
        most = sum(item.high for item in asked)
        return ", ".join(filter(None, (f"{self.strain.score} of {most}", self.strain.band)))


@dataclass(frozen=True)
class CaregiverCard:
    """`taken_back`: the latest withdrawal of each subject that is not agreed again."""

    caregiver: Caregiver
    agreed: list[CaregiverAgreement]
    taken_back: list[CaregiverAgreement]
    skills: list[CaregiverSkill]
    strains: list[StrainLine]
    beside: list[Beside]


@dataclass(frozen=True)
class CaregiversPage:
    helping: list[CaregiverCard]
    no_longer: list[CaregiverCard]


def caregivers_of(patient: Patient, user: User | None = None) -> CaregiversPage:
    """Everyone who cares for the person or did. One query; with the reader also what other rooms say."""
    found = gather(
        caregivers=Caregiver.objects.of(patient).valid().order_by("pk"),
        agreements=CaregiverAgreement.objects.of(patient).valid().order_by("may_know", "-ended_on", "-pk"),
        skills=CaregiverSkill.objects.of(patient).valid().order_by("-taught_on", "-pk"),
        strains=CaregiverStrain.objects.of(patient).valid().order_by("-asked_on", "-pk"),
    )
    today = patient.clinic.today()
    beside = told_of_caregivers(patient, user) if user else {}
    cards = [_card(caregiver, found, beside.get(caregiver.pk, [])) for caregiver in found["caregivers"]]
    return CaregiversPage(
        helping=[card for card in cards if not card.caregiver.is_over_on(today)],
        no_longer=[card for card in cards if card.caregiver.is_over_on(today)],
    )


def _card(caregiver: Caregiver, found: dict[str, list[Any]], beside: list[Beside]) -> CaregiverCard:
    agreements, skills, strains = (
        [row for row in found[name] if row.caregiver_id == caregiver.pk]
        for name in ("agreements", "skills", "strains")
    )
    agreed = [agreement for agreement in agreements if agreement.ended_on is None]
    return CaregiverCard(
        caregiver,
        agreed=agreed,
        taken_back=_latest_withdrawals(agreements, {agreement.may_know for agreement in agreed}),
        skills=skills,
        strains=[StrainLine(strain) for strain in strains],
        beside=beside,
    )


def _latest_withdrawals(
    agreements: list[CaregiverAgreement], agreed_again: set[str]
) -> list[CaregiverAgreement]:
    latest: dict[str, CaregiverAgreement] = {}
    for agreement in agreements:
        if agreement.ended_on and agreement.may_know not in agreed_again:
            latest.setdefault(agreement.may_know, agreement)
    return list(latest.values())

"""The identity band and the storyboard: what stands beside every page of a chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.ui.bands import Identity
from integrative.ui.days import work_day_in_full

from .checks import current_phase
from .gather import Given, Prepared
from .models import (
    Allergy,
    AskedAbout,
    CancerCondition,
    CancerStage,
    Caregiver,
    CaregiverAgreement,
    CareTeamMember,
    Measurement,
    Medication,
    Patient,
    PhaseOfCare,
    Precaution,
    Procedure,
    RadiationCourse,
    Topic,
    TreatmentCourse,
    TumorMarker,
)
from .moved_on import news
from .opioids import OpioidDay, opioid_day

# Counts older than this say so in words while treatment runs.
OLD_AFTER_DAYS = 14
SHOWN = 12
ALLERGIES_NAMED = 6
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class CountLine:
    name: str
    value: str
    unit: str
    taken_on: date
    is_old: bool
    said: str = ""
    """The name inside a sentence."""
    out_of_range: str = ""
    """"low" or "high" beside the laboratory's own range; empty when inside it or when it gave none."""


@dataclass(frozen=True)
class TreatmentLine:
    course: TreatmentCourse
    cycle: int | None
    day: int | None

    @property
    def cycle_in_words(self) -> str:
        return f"cycle {self.cycle}, day {self.day}" if self.cycle else ""


@dataclass(frozen=True)
class CancerLine:
    cancer: CancerCondition
    stages: list[CancerStage]
    markers: list[TumorMarker]


@dataclass(frozen=True)
class CaregiverLine:
    caregiver: Caregiver
    may_know: list[str]


@dataclass(frozen=True)
class Storyboard:
    cancers: list[CancerLine]
    phase: PhaseOfCare | None
    treatments: list[TreatmentLine]
    radiation: list[RadiationCourse]
    planned: list[Procedure]
    counts: list[CountLine]
    medications: list[Medication]
    more_medications: bool
    opioids: OpioidDay | None
    precautions: list[Precaution]
    team: list[CareTeamMember]
    caregivers: list[CaregiverLine]
    lead: str

    @property
    def one_line(self) -> str:
        """The two most important facts, for the folded storyboard of a phone."""
        facts = [f"{t.course.regimen} {t.cycle_in_words}".strip() for t in self.treatments[:1]]
        facts = facts or ([str(self.phase)] if self.phase else ["phase not recorded"])
        beside = [f"{count.said} {count.out_of_range}" for count in self.counts if count.out_of_range]
        facts += beside[:1]
        if any(count.is_old for count in self.counts):
            facts.append("counts are old")
        elif not self.counts:
            facts.append("no counts")
        return ", ".join(facts)


def beside_the_chart(
    patient: Patient, today: date, *, user: User, since: datetime
) -> tuple[Identity, Storyboard, int]:
    """The identity band, the storyboard, and how much is new to `user`; read together in one query."""
    found = _BESIDE.read(patient=patient.pk, today=today, user=user.pk, since=since)
    return _identity(patient, found, today), _storyboard(patient, found, today), len(found["news"])


def _lists() -> dict[str, QuerySet]:
    patient: Any = Given("patient")
    today: Any = Given("today")
    user: Any = Given("user")
    since: Any = Given("since")
    team = CareTeamMember.objects.of(patient).not_ended_on(today).order_by("role", "pk")[:SHOWN]
    return {
        "news": news(patient, user, since).only("at"),
        "allergies": Allergy.objects.of(patient).not_ended_on(today).order_by("pk"),
        "asked": AskedAbout.objects.of(patient).standing().filter(topic=Topic.ALLERGIES),
        "latest": Measurement.objects.of(patient).latest_each(),
        "cancers": CancerCondition.objects.of(patient).current()[:SHOWN],
        "stages": CancerStage.objects.of(patient).valid().order_by("-staged_on", "-pk")[:SHOWN],
        "markers": TumorMarker.objects.of(patient)
        .valid()
        .order_by("marker", "-tested_on", "-pk")[: 2 * SHOWN],
        "phases": PhaseOfCare.objects.of(patient).current(),
        "treatments": TreatmentCourse.objects.of(patient)
        .current_on(today)
        .order_by("-started_on", "-pk")[:SHOWN],
        "radiation": RadiationCourse.objects.of(patient)
        .not_ended_on(today)
        .order_by("started_on", "pk")[:SHOWN],
        "planned": Procedure.objects.of(patient).planned_from(today)[:SHOWN],
        "medications": Medication.objects.of(patient).current_on(today).order_by("name", "pk"),
        "precautions": Precaution.objects.of(patient).not_ended_on(today).order_by("kind", "pk")[:SHOWN],
        "team": team,
        "accounts": User.objects.only("title", "given_names", "family_name").filter(
            pk__in=team.values("user")
        ),
        "caregivers": Caregiver.objects.of(patient).not_ended_on(today).order_by("pk")[:SHOWN],
        "agreements": CaregiverAgreement.objects.of(patient).standing().order_by("may_know"),
    }


_BESIDE = Prepared(_lists)


def _identity(patient: Patient, found: Mapping[str, list[Any]], today: date) -> Identity:
    allergies = [str(allergy) for allergy in found["allergies"]]
    weight = next((value for value in found["latest"] if value.analyte == "weight"), None)
    asked = found["asked"][0] if found["asked"] else None
    return Identity(
        family_name=patient.family_name,
        given_names=patient.given_names,
        goes_by=patient.goes_by,
        pronouns=patient.pronouns,
        born=patient.birth_date,
        age=patient.age_on(patient.deceased_on or today),
        mrn=" ".join(patient.mrn[i : i + 4] for i in range(0, len(patient.mrn), 4)),
        sex=patient.get_sex_display(),
        weight=_weight_in_words(weight, patient, today) if weight else "not recorded",
        allergy_state="named" if allergies else asked.answer if asked else "not_asked",
        allergy_text=_named(allergies) or (_asked_in_words(asked, today) if asked else ""),
        deceased_on=patient.deceased_on,
    )


def _named(allergies: list[str]) -> str:
    """The band stays a band: what does not fit is counted, never dropped in silence."""
    more = len(allergies) - ALLERGIES_NAMED
    return "; ".join([*allergies[:ALLERGIES_NAMED], *([f"and {more} more"] if more > 0 else [])])


def _asked_in_words(asked: AskedAbout, today: date) -> str:
    said = {"none": "No known allergies", "unknown": "The person does not know"}[asked.answer]
    return f"{said}, asked {work_day_in_full(asked.asked_on, today=today)}"


def _weight_in_words(weight: Measurement, patient: Patient, today: date) -> str:
    """To the nearest tenth of a kilogram, with its day: "78 kg, 19 Nov"."""
    day = weight.taken_at.astimezone(patient.clinic.zone).date()
    return f"{weight.value.quantize(TENTH).normalize():f} kg, {work_day_in_full(day, today=today)}"


def _storyboard(patient: Patient, found: Mapping[str, list[Any]], today: date) -> Storyboard:
    treatments = [
        TreatmentLine(course, *(course.cycle_on(today) or (None, None))) for course in found["treatments"]
    ]
    in_treatment = bool(treatments or any(course.runs_on(today) for course in found["radiation"]))
    return Storyboard(
        cancers=[_cancer(cancer, found) for cancer in found["cancers"]],
        phase=current_phase(found["phases"]),
        treatments=treatments,
        radiation=found["radiation"],
        planned=found["planned"],
        counts=_counts(patient, found["latest"], in_treatment=in_treatment),
        medications=found["medications"][: 2 * SHOWN],
        more_medications=len(found["medications"]) > 2 * SHOWN,
        opioids=opioid_day(found["medications"]),
        precautions=found["precautions"],
        team=_team(patient, found),
        caregivers=[_caregiver(person, found["agreements"]) for person in found["caregivers"]],
        lead=patient.lead_clinician.display_name,
    )


def _cancer(cancer: CancerCondition, found: Mapping[str, list[Any]]) -> CancerLine:
    return CancerLine(
        cancer=cancer,
        stages=[stage for stage in found["stages"] if stage.cancer_id == cancer.pk],
        markers=[marker for marker in found["markers"] if marker.cancer_id == cancer.pk],
    )


def _team(patient: Patient, found: Mapping[str, list[Any]]) -> list[CareTeamMember]:
    """Those with an account here carry it; the lead is named apart."""
    accounts = {account.pk: account for account in found["accounts"]}
    for member in found["team"]:
        member.user = accounts.get(member.user_id)
    return [member for member in found["team"] if member.user_id != patient.lead_clinician_id]


def _caregiver(caregiver: Caregiver, agreements: list[CaregiverAgreement]) -> CaregiverLine:
    own = [agreement for agreement in agreements if agreement.caregiver_id == caregiver.pk]
    return CaregiverLine(caregiver, [str(agreement).lower() for agreement in own])


def _counts(patient: Patient, latest: list[Measurement], *, in_treatment: bool) -> list[CountLine]:
    now = clock.now()
    return [
        CountLine(
            name=value.facts.name,
            value=f"{value.value.normalize():f}",
            unit=value.facts.unit_shown,
            taken_on=value.taken_at.astimezone(patient.clinic.zone).date(),
            is_old=in_treatment and value.is_older_than(OLD_AFTER_DAYS, at=now),
            out_of_range=value.beside_its_range,
            said=value.facts.in_a_sentence,
        )
        for value in latest
        if value.analyte not in {"weight", "height"}
    ]

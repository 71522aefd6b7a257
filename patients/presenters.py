"""The identity band and the storyboard: what stands beside every page of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from integrative.accounts import clock
from integrative.ui.bands import Identity
from integrative.ui.days import work_day_in_full

from .models import Allergy, CancerCondition, Measurement, Medication, Patient, PhaseOfCare, TreatmentCourse

# Counts older than this say so in words while treatment runs.
OLD_AFTER_DAYS = 14
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class CountLine:
    name: str
    value: str
    unit: str
    taken_on: date
    is_old: bool


@dataclass(frozen=True)
class TreatmentLine:
    course: TreatmentCourse
    cycle: int | None
    day: int | None

    @property
    def cycle_in_words(self) -> str:
        return f"cycle {self.cycle}, day {self.day}" if self.cycle else ""


@dataclass(frozen=True)
class Storyboard:
    cancers: list[CancerCondition]
    phase: PhaseOfCare | None
    treatments: list[TreatmentLine]
    counts: list[CountLine]
    medications: list[Medication]
    lead: str

    @property
    def one_line(self) -> str:
        """The two most important facts, for the folded storyboard of a phone."""
        facts = [f"{t.course.regimen} {t.cycle_in_words}".strip() for t in self.treatments[:1]]
        facts = facts or ([str(self.phase)] if self.phase else ["phase not recorded"])
        if any(count.is_old for count in self.counts):
            facts.append("counts are old")
        elif not self.counts:
            facts.append("no counts")
        return ", ".join(facts)


def identity_of(patient: Patient, today: date) -> Identity:
    allergies = [str(allergy) for allergy in Allergy.objects.of(patient).filter(ended_on=None).order_by("pk")]
    weight = Measurement.objects.of(patient).filter(analyte="weight").latest_each().first()
    asked = patient.no_allergies_asked_on
    return Identity(
        family_name=patient.family_name,
        given_names=patient.given_names,
        goes_by=patient.goes_by,
        pronouns=patient.pronouns,
        born=patient.birth_date,
        age=patient.age_on(patient.deceased_on or today),
        mrn=" ".join(patient.mrn[i : i + 4] for i in range(0, len(patient.mrn), 4)),
        sex=patient.get_sex_display(),
        weight=_weight_in_words(weight, patient, today) if weight else "",
        allergy_state="named" if allergies else "none" if asked else "not_asked",
        allergy_text="; ".join(allergies) or (_none_known(asked, today) if asked else ""),
        deceased_on=patient.deceased_on,
    )


def _none_known(asked: date, today: date) -> str:
    return f"No known allergies, asked {work_day_in_full(asked, today=today)}"


def _weight_in_words(weight: Measurement, patient: Patient, today: date) -> str:
    """To the nearest tenth of a kilogram, with its day: "78 kg, 19 Nov"."""
    day = weight.taken_at.astimezone(patient.clinic.zone).date()
    return f"{weight.value.quantize(TENTH).normalize():f} kg, {work_day_in_full(day, today=today)}"


def storyboard_of(patient: Patient, today: date) -> Storyboard:
    courses = TreatmentCourse.objects.of(patient).current_on(today).order_by("-started_on", "-pk")
    treatments = [TreatmentLine(course, *(course.cycle_on(today) or (None, None))) for course in courses]
    return Storyboard(
        cancers=list(CancerCondition.objects.of(patient).current().prefetch_related("markers")),
        phase=PhaseOfCare.objects.of(patient).current().first(),
        treatments=treatments,
        counts=_counts(patient, in_treatment=bool(treatments)),
        medications=list(Medication.objects.of(patient).current_on(today).order_by("name", "pk")),
        lead=patient.lead_clinician.display_name,
    )


def _counts(patient: Patient, *, in_treatment: bool) -> list[CountLine]:
    now = clock.now()
    latest = Measurement.objects.of(patient).exclude(analyte="weight").latest_each()
    return [
        CountLine(
            name=value.facts.name,
            value=f"{value.value.normalize():f}",
            unit=value.facts.unit_shown,
            taken_on=value.taken_at.astimezone(patient.clinic.zone).date(),
            is_old=in_treatment and value.is_older_than(OLD_AFTER_DAYS, at=now),
        )
        for value in latest
    ]

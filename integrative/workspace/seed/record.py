"""The person and the facts of the record, each written down when the clinic came to know it."""

from __future__ import annotations

from datetime import date, timedelta

from patients import models as m
from patients.models.care import Intent
from patients.models.spread import MetastaticSite

from . import names
from .circle import circle_rows
from .counts import count_rows
from .facts import fact, noted
from .life import Life, Span
from .rows import Rows

MEDICINES = (
    ("Ondansetron", 8, "mg", "every 8 hours", True),
    ("Duloxetine", 30, "mg", "daily", False),
    ("Amlodipine", 5, "mg", "daily", False),
    ("Metformin", 500, "mg", "twice a day", False),
    ("Levothyroxine", 75, "mcg", "daily before breakfast", False),
    ("Omeprazole", 20, "mg", "daily", False),
    ("Acetaminophen", 500, "mg", "every 6 hours", True),
    ("Oxycodone", 5, "mg", "every 6 hours", True),
    ("Lorazepam", 0.5, "mg", "at bedtime", True),
    ("Vitamin B12", 1000, "mcg", "daily", False),
)
ALLERGIES = (
    ("Penicillin", "hives"),
    ("Sulfa antibiotics", "rash"),
    ("Iodine contrast", "itching"),
    ("Latex", ""),
)
VISITS = (
    ("emergency", "pain", "treatment"),
    ("admission", "fever", "treatment"),
    ("admission", "dehydration", "cancer"),
)


def record_rows(life: Life, rows: Rows) -> None:
    """Everything that the patients' room holds of this life."""
    person_row(life, rows)
    _cancer(life, rows)
    _way(life, rows)
    _medicines(life, rows)
    _body(life, rows)
    count_rows(life, rows)
    circle_rows(life, rows)


def person_row(life: Life, rows: Rows) -> None:
    """Who the person is, and the registration."""
    rng = life.rng
    at = life.house.moment(life.registered_on)
    rows.add_keyless(
        m.Patient,
        id=life.key,
        clinic_id=life.house.clinic.pk.hex,
        mrn=life.mrn,
        family_name=names.family_name(rng),
        given_names=names.given_names(rng, life.sex),
        birth_date=life.born_on,
        deceased_on=life.died_on,
        sex=life.sex,
        phone="555-0100",
        email=f"person.{life.mrn}@mail.example" if life.gets_mail else "",
        reminders_agreed=life.gets_mail,
        language="Spanish" if rng.random() < 0.1 else "English",
        lead_clinician_id=life.lead,
        registered_at=at,
    )
    noted(life, rows, at, by=life.lead, verb="registered", subject=(m.Patient, life.key))


def _cancer(life: Life, rows: Rows) -> None:
    rng, picture, found = life.rng, life.picture, life.way.diagnosed_on
    side, code = rng.choice(list(picture.icd10.items()))
    group, tumor, nodes, distant = rng.choice(picture.stages)
    if life.is_advanced:
        group, distant = "IV", "M1" if distant else ""
    cancer = fact(
        life,
        rows,
        m.CancerCondition,
        cancer_type=picture.cancer_type,
        histology=picture.histology,
        laterality=side,
        icd10cm=code,
        diagnosed_on=found,
        metastatic=life.is_advanced,
    )
    fact(
        life,
        rows,
        m.CancerStage,
        cancer_id=cancer,
        group=group,
        system="AJCC 8" if tumor else "Lugano",
        primary_tumor=tumor,
        regional_nodes=nodes,
        distant_metastases=distant,
        staged_on=found,
    )
    for marker, result, value in picture.markers:
        fact(life, rows, m.TumorMarker, cancer_id=cancer, marker=marker, result=result, value=value)
    if life.is_advanced:
        site = rng.choice(picture.spreads_to)
        where = "second site" if site == MetastaticSite.OTHER else ""
        fact(life, rows, m.Metastasis, cancer_id=cancer, site=site, where=where, found_on=found)
        trend = rng.choice(("stable", "responding", "progressing"))
        seen = life.day_between(life.registered_on, life.until)
        fact(
            life,
            rows,
            m.DiseaseStatus,
            known=seen,
            cancer_id=cancer,
            status=trend,
            evidence="imaging",
            observed_on=seen,
        )


def _way(life: Life, rows: Rows) -> None:
    way = life.way
    for phase, span in way.phases:
        fact(
            life,
            rows,
            m.PhaseOfCare,
            known=_told(life, span),
            phase=phase,
            started_on=span.first,
            ended_on=span.last,
        )
    for regimen, span, course in way.courses:
        over = span.last is not None
        fact(
            life,
            rows,
            m.TreatmentCourse,
            known=_told(life, span),
            regimen=regimen,
            intent=Intent.CONTROL if life.is_advanced else Intent.CURATIVE,
            started_on=span.first,
            ended_on=span.last,
            cycle_days=course.cycle_days if course else None,
            cycles_planned=(course.cycles or None) if course else None,
            end_reason=("Stopped, the burden outgrew the benefit" if life.is_advanced else "Completed")
            if over
            else "",
        )
    if way.radiation and life.picture.radiation:
        site, fractions, dose = life.picture.radiation
        fact(
            life,
            rows,
            m.RadiationCourse,
            known=way.radiation.first,
            site=site,
            intent=Intent.CURATIVE,
            started_on=way.radiation.first,
            ended_on=way.radiation.last,
            fractions=fractions,
            dose_gy=dose,
        )
    first_treated = way.courses[0][1].first if way.courses else None
    if life.picture.operation and first_treated and not life.is_advanced:
        operated = way.diagnosed_on + (first_treated - way.diagnosed_on) / 2
        fact(life, rows, m.Procedure, name=life.picture.operation, performed_on=operated)


def _told(life: Life, span: Span) -> date:
    """What is over is written down with its last day; what goes on, when it began."""
    return min(span.last or span.first, life.until)


def _medicines(life: Life, rows: Rows) -> None:
    for name, dose, unit, schedule, as_needed in life.rng.sample(MEDICINES, life.rng.choice((0, 1, 1, 2, 3))):
        since = life.day_between(life.way.diagnosed_on, life.registered_on)
        fact(
            life,
            rows,
            m.Medication,
            name=name,
            dose=dose,
            dose_unit=unit,
            schedule=schedule,
            as_needed=as_needed,
            started_on=since,
        )
    if life.chance(0.3):
        substance, reaction = life.rng.choice(ALLERGIES)
        fact(life, rows, m.Allergy, substance=substance, reaction=reaction)
    elif life.chance(0.8):
        at = life.house.moment(life.registered_on)
        key = rows.add(
            m.AskedAbout,
            patient_id=life.key,
            recorded_at=at,
            recorded_by_id=life.lead,
            source="patient",
            topic="allergies",
            answer="none",
            asked_on=life.registered_on,
        )
        noted(life, rows, at, by=life.lead, verb="asked about allergies: none", subject=(m.AskedAbout, key))


def _body(life: Life, rows: Rows) -> None:
    if life.way.courses and life.chance(0.4):
        kind, site = life.picture.precaution
        fact(life, rows, m.Precaution, kind=kind, site=site, started_on=life.way.courses[0][1].first)
    if life.chance(0.5):
        ecog = life.rng.choice("234") if life.way.phase == m.Phase.HOSPICE else life.rng.choice("0011122")
        fact(life, rows, m.PerformanceStatus, ecog=ecog, observed_on=life.registered_on)
    if life.way.courses and life.chance(0.2):
        kind, reason, related = life.rng.choice(VISITS)
        came = life.day_between(life.way.courses[0][1].first, life.until)
        went = came if kind == "emergency" else min(came + timedelta(days=life.rng.randint(1, 6)), life.until)
        fact(
            life,
            rows,
            m.HospitalVisit,
            known=went,
            by=life.navigator,
            kind=kind,
            planned="unplanned",
            reason=reason,
            related_to=related,
            started_on=came,
            ended_on=went,
            place="Harbor General",
        )

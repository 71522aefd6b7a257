"""The treatment so far, from the record alone: what is not there is said to be not recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from integrative.knowledge.agents import all_agents
from integrative.knowledge.exposures import Exposure, exposure
from integrative.knowledge.products import read_drugs
from integrative.ui.days import identity_day, years_between
from integrative.ui.templatetags.ui import quantity
from patients.gather import Given, Prepared
from patients.models import (
    AskedAbout,
    CancerCondition,
    CancerStage,
    Medication,
    Patient,
    Procedure,
    RadiationCourse,
    Topic,
    TreatmentCourse,
    TumorMarker,
)
from patients.models.care import Intent
from patients.models.procedures import ProcedureState

NOT_RECORDED = "Not recorded"
UNREAD_SITE = "the site of the radiation"


@dataclass(frozen=True)
class Line:
    what: str
    when: str = ""
    more: str = ""


@dataclass(frozen=True)
class Section:
    """`otherwise` stands where there is no line: not recorded, or asked and none."""

    heading: str
    lines: tuple[Line, ...]
    otherwise: str = NOT_RECORDED


@dataclass(frozen=True)
class TreatmentSummary:
    """`exposures`: every treatment as it was read; `cancers`: type -> name; `unread`: what no table knows,
    so that nothing is proposed from it."""

    sections: tuple[Section, ...]
    exposures: tuple[Exposure, ...]
    cancers: Mapping[str, str]
    unread: tuple[str, ...]


def treatment_summary(patient: Patient, today: date) -> TreatmentSummary:
    """One query. What lies ahead is no treatment yet."""
    found = _LISTS.read(patient=patient.pk)
    begun = {
        name: [row for row in found[name] if _has_begun(row, today)] for name in ("courses", "radiation")
    }
    cancer_drugs = [row for row in found["medicines"] if _cancer_drugs(row) and _has_begun(row, today)]
    done = [row for row in found["procedures"] if not (row.performed_on and row.performed_on > today)]
    exposures = tuple(_exposures(patient, begun, cancer_drugs, done))
    return TreatmentSummary(
        sections=(
            Section("Cancer", tuple(_cancers(found))),
            Section("Treatment courses", tuple(map(_course, begun["courses"]))),
            Section("Radiation", (*map(_radiation, begun["radiation"]), *_named_in_courses(begun))),
            Section("Operations", tuple(map(_procedure, done)), _asked(found["asked"])),
            Section("Cancer medicines at home", tuple(map(_medicine, cancer_drugs)), "None on record"),
        ),
        exposures=exposures,
        cancers={row.cancer_type: str(row) for row in found["cancers"]},
        unread=tuple(_unread(exposures)),
    )


def _has_begun(row: Any, today: date) -> bool:
    return row.started_on is None or row.started_on <= today


def _cancer_drugs(medicine: Medication) -> list[str]:
    found = read_drugs(medicine.name, short_regimens=False).found
    return [each.id for each in found if all_agents()[each.id].kind == "treatment"]


def _exposures(
    patient: Patient,
    begun: Mapping[str, list[Any]],
    cancer_drugs: Iterable[Medication],
    done: Iterable[Procedure],
) -> Iterator[Exposure]:
    def age(day: date | None) -> int | None:
        return years_between(patient.birth_date, day) if day else None

    for course in begun["courses"]:
        shown = f"{course.regimen}, {_span(course)}"
        yield exposure(course.regimen, "treatment", shown=shown, age=age(course.started_on))
    for medicine in cancer_drugs:
        yield exposure(medicine.name, "treatment", shown=medicine.name, age=age(medicine.started_on))
    for course in begun["radiation"]:
        shown = f"{course}, {_span(course)}"
        yield exposure(course.site, "radiation", shown=shown, age=age(course.started_on), gy=course.dose_gy)
    for procedure in done:
        day = procedure.performed_on
        shown = f"{procedure}, {identity_day(day) if day else 'day not recorded'}"
        yield exposure(procedure.name, "surgery", shown=shown, age=age(day))


def _unread(exposures: Iterable[Exposure]) -> Iterator[str]:
    for each in exposures:
        if each.kind == "treatment" and each.is_radiation and not each.groups:
            yield f"{each.text}: {UNREAD_SITE} is not recorded"
        elif each.kind == "treatment" and not each.is_read:
            yield each.text


def _span(row: TreatmentCourse | RadiationCourse) -> str:
    until = identity_day(row.ended_on) if row.ended_on else "last day not recorded"
    return f"{identity_day(row.started_on)} to {until}"


def _cancers(found: Mapping[str, list[Any]]) -> Iterator[Line]:
    for cancer in found["cancers"]:
        stages = [_stage(each) for each in found["stages"] if each.cancer_id == cancer.pk]
        markers = [str(each) for each in found["markers"] if each.cancer_id == cancer.pk]
        side = cancer.get_laterality_display().lower() if cancer.laterality in SIDES else ""
        diagnosed = f"diagnosed {identity_day(cancer.diagnosed_on)}" if cancer.diagnosed_on else ""
        yield Line(
            ", ".join(filter(None, (str(cancer), cancer.site, side))),
            diagnosed or "day of diagnosis not recorded",
            "; ".join(("; ".join(stages) or "stage not recorded", *markers)),
        )


SIDES = frozenset({"left", "right", "bilateral"})


def _stage(stage: CancerStage) -> str:
    return ", ".join(filter(None, (str(stage), stage.categories, stage.system)))


def _course(course: TreatmentCourse) -> Line:
    intent = course.get_intent_display().lower() if course.intent != Intent.UNKNOWN else ""
    agents = [all_agents()[each.id].name for each in read_drugs(course.regimen).found]
    named = ", ".join(name for name in agents if name.lower() not in course.regimen.lower())
    return Line(course.regimen, _span(course), "; ".join(filter(None, (named, intent, course.end_reason))))


def _radiation(course: RadiationCourse) -> Line:
    dose = f"{quantity(course.dose_gy, 'Gy')}" if course.dose_gy else "dose not recorded"
    fractions = f"{course.fractions} fractions" if course.fractions else ""
    return Line(course.site, _span(course), ", ".join(filter(None, (dose, fractions))))


def _named_in_courses(begun: Mapping[str, list[Any]]) -> Iterator[Line]:
    """Radiation that stands among the treatment courses, with no row of its own in those days."""
    for course in begun["courses"]:
        is_named = exposure(course.regimen, "treatment", shown="", age=None).is_radiation
        if is_named and not any(_overlap(course, row) for row in begun["radiation"]):
            yield Line(course.regimen, _span(course), "dose not recorded")


def _overlap(one: TreatmentCourse, other: RadiationCourse) -> bool:
    began_in_time = other.ended_on is None or one.started_on <= other.ended_on
    return began_in_time and (one.ended_on is None or other.started_on <= one.ended_on)


def _procedure(procedure: Procedure) -> Line:
    day = identity_day(procedure.performed_on) if procedure.performed_on else "day not recorded"
    nodes = procedure.lymph_nodes_removed
    side = procedure.get_laterality_display().lower() if procedure.laterality in SIDES else ""
    more = f"{nodes} lymph node{'' if nodes == 1 else 's'} removed" if nodes is not None else ""
    return Line(procedure.name, day, ", ".join(filter(None, (side, more))))


def _medicine(medicine: Medication) -> Line:
    since = f"since {identity_day(medicine.started_on)}" if medicine.started_on else "start not recorded"
    until = f"until {identity_day(medicine.ended_on)}" if medicine.ended_on else ""
    return Line(medicine.name, ", ".join(filter(None, (since, until))), medicine.dose_in_words)


def _asked(asked: Iterable[AskedAbout]) -> str:
    for answer in asked:
        return f"{answer.get_answer_display()}, asked {identity_day(answer.asked_on)}"
    return NOT_RECORDED


def _lists() -> dict:
    def of(model: Any) -> Any:
        return model.objects.of(Given("patient")).valid()

    return {
        "cancers": of(CancerCondition).order_by("-diagnosed_on", "-pk"),
        "stages": of(CancerStage).order_by("staged_on", "pk"),
        "markers": of(TumorMarker).order_by("marker", "tested_on", "pk"),
        "courses": of(TreatmentCourse).order_by("started_on", "pk"),
        "radiation": of(RadiationCourse).order_by("started_on", "pk"),
        "procedures": of(Procedure).filter(state=ProcedureState.DONE).order_by("performed_on", "pk"),
        "medicines": of(Medication).order_by("started_on", "pk"),
        "asked": AskedAbout.objects.of(Given("patient")).standing().filter(topic=Topic.PROCEDURES),
    }


_LISTS = Prepared(_lists)

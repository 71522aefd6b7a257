"""The question of the screen out of the record: what a product is held against, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from integrative.accounts.models import Clinic
from integrative.knowledge.products import read_drugs, read_product
from integrative.knowledge.screening.labs import read_lab
from integrative.knowledge.screening.situation import radiation_contexts
from integrative.knowledge.supplements import all_composites, all_supplements
from integrative.knowledge.verbs import UNWRITABLE, BadQuestion, same_form
from integrative.ui.days import identity_day
from patients.checks import current_phase, newest_results
from patients.models import (
    CancerCondition,
    CancerType,
    MarkerResult,
    Measurement,
    Medication,
    Phase,
    Precaution,
    PrecautionKind,
    RadiationCourse,
    TreatmentCourse,
)
from patients.models.background import Tobacco

from .models import ProductUse, SymptomScore

STARTS_WITHIN = timedelta(days=14)
STILL_COUNTS = timedelta(days=42)
"""What a treatment leaves behind, counts above all, outlasts its last day."""
SCORES_HOLD = timedelta(days=30)
NERVES = frozenset({"cipn", "neuropathic_pain", "cold_dysesthesia"})
"""Nerve damage stays: its newest score counts whatever its age."""
DIARRHEA = "diarrhoea"
DEVICES = {PrecautionKind.PORT: "port", PrecautionKind.CENTRAL_LINE: "central line"}
LONGEST_SITE = 200
ASKED_FOR_RECEPTORS = (CancerType.BREAST,)

Rows = Mapping[str, list[Any]]


@dataclass(frozen=True)
class Line:
    """One thing the products were screened against. `is_known`: it could be used as it stands."""

    what: str
    text: str
    note: str = ""
    is_known: bool = True


@dataclass(frozen=True)
class Asked:
    """A question in the form of the knowledge library's contract, and what it says in words."""

    question: dict[str, Any]
    against: tuple[Line, ...]


@dataclass
class _Draft:
    today: date
    lists: dict[str, list[Any]] = field(default_factory=dict)
    whole: dict[str, Any] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def add(self, name: str, entry: Any) -> None:
        self.lists.setdefault(name, []).append(entry)


def ask(rows: Rows, clinic: Clinic, today: date) -> Asked:
    """In: the lists of `symptoms.screen_rows`. What can't be used is left out and named."""
    draft = _Draft(today)
    _products(draft, rows["products"])
    _treatments(draft, rows["treatments"])
    _medicines(draft, rows["medicines"])
    _counts(draft, rows["labs"], clinic)
    _procedures(draft, rows["procedures"])
    _radiation(draft, rows["radiation"], rows["phase"])
    _phase(draft, rows["phase"])
    _cancers(draft, rows["cancers"], rows["receptors"])
    _precautions(draft, rows["precautions"])
    _tobacco(draft, rows["tobacco"])
    _scores(draft, rows["scores"])
    return Asked({**draft.lists, **draft.whole, "on": today.isoformat()}, tuple(draft.lines))


def readable(text: str) -> str:
    """The text as the library takes it; "?" where nothing of it can be read, which it doesn't know either."""
    cleaned = UNWRITABLE.sub(" ", text).strip()
    return cleaned if same_form(cleaned).strip() else "?"


def supplements_of(confirmed: Iterable[str]) -> list[str]:
    """The supplements that confirmed ids stand for: a mixture is its parts. Raises KeyError."""
    parts: list[str] = []
    for entry in confirmed:
        mixture = all_composites().get(entry)
        parts += mixture.supplements if mixture else [all_supplements()[entry].id]
    return list(dict.fromkeys(parts))


def _products(draft: _Draft, products: Iterable[ProductUse]) -> None:
    confirmed = {}
    for product in products:
        text = readable(product.name_as_typed)
        entry = {"text": text, "route": product.route}
        if product.dose_amount is not None:
            entry["dose"] = f"{product.dose_amount.normalize():f} {readable(product.dose_unit)}"
        if product.schedule:
            entry["frequency"] = readable(product.schedule)
        draft.add("products", entry)
        try:
            parts = supplements_of(product.confirmed_as)
        except KeyError as gone:
            note = f"confirmed as {gone}, which the tables no longer know; read by its name"
            draft.lines.append(Line("Product", product.name_as_typed, note, is_known=False))
        else:
            confirmed |= {text: parts} if parts else {}
    if confirmed:
        draft.whole["confirmed"] = confirmed


def _treatments(draft: _Draft, courses: Iterable[TreatmentCourse]) -> None:
    for course in courses:
        draft.add("treatments", readable(course.regimen))
        draft.lines.append(Line("Treatment", course.regimen, _when(course, draft.today)))


def _when(course: TreatmentCourse, today: date) -> str:
    if course.started_on > today:
        return f"starts {identity_day(course.started_on)}"
    if course.ended_on and course.ended_on < today:
        return f"ended {identity_day(course.ended_on)}, still counts"
    return ""


def _medicines(draft: _Draft, medicines: Iterable[Medication]) -> None:
    for medicine in medicines:
        draft.add("medications", _with_dose(medicine))
        draft.lines.append(Line("Medicine", medicine.name, medicine.dose_in_words))


def _with_dose(medicine: Medication) -> str:
    """The name, with the dose where the library reads it: a vitamin among the medicines is summed by it."""
    name = readable(medicine.name)
    whole = readable(f"{name} {medicine.dose_in_words}")
    is_read = read_drugs(whole, short_regimens=False).status == "matched" or (
        not read_drugs(name, short_regimens=False).found and read_product(whole).status == "matched"
    )
    return whole if is_read else name


def _counts(draft: _Draft, labs: Iterable[Measurement], clinic: Clinic) -> None:
    for lab in labs:
        on = lab.taken_at.astimezone(clinic.zone).date()
        entry = _usable(lab, on, draft.today)
        text = str(lab)
        if entry is None:
            draft.lines.append(Line("Count", text, f"of {identity_day(on)}, not usable", is_known=False))
        else:
            draft.add("labs", entry)
            draft.lines.append(Line("Count", text, _age(on, draft.today)))


def _usable(lab: Measurement, on: date, today: date) -> dict[str, Any] | None:
    """The result as the library takes it; without the laboratory's limit where only that is refused."""
    entry: dict[str, Any] = {
        "test": lab.analyte, "value": float(lab.value), "unit": lab.facts.unit, "on": on.isoformat(),
    }  # fmt: skip
    with_limit = entry | ({"uln": float(lab.reference_high)} if lab.reference_high is not None else {})
    for each in (with_limit, entry):
        try:
            read_lab(each, "lab", today)
        except BadQuestion:
            continue
        return each
    return None


def _age(on: date, today: date) -> str:
    days = (today - on).days
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days old"


def _procedures(draft: _Draft, procedures: Iterable[Any]) -> None:
    for procedure in procedures:
        entry = {"name": readable(procedure.name)}
        if procedure.performed_on:
            entry["on"] = procedure.performed_on.isoformat()
        draft.add("procedures", entry)
        when = (
            identity_day(procedure.performed_on) if procedure.performed_on else "no day yet, counts as near"
        )
        draft.lines.append(Line("Procedure", procedure.name, when))


def _radiation(draft: _Draft, courses: list[RadiationCourse], phases: list[Any]) -> None:
    """Several courses are asked as one that spans them all, which errs to the cautious side."""
    if not courses:
        return
    sites = readable("; ".join(dict.fromkeys(course.site for course in courses)))
    if len(sites) > LONGEST_SITE:
        sites = ", ".join(radiation_contexts(sites))
    asked: dict[str, Any] = {"site": sites}
    phase = current_phase(phases)
    runs = any(course.runs_on(draft.today) for course in courses)
    if runs or phase is None or phase.phase != Phase.RADIATION:
        asked["from"] = min(course.started_on for course in courses).isoformat()
    if all(course.ended_on for course in courses):
        asked["to"] = max(course.ended_on for course in courses if course.ended_on).isoformat()
    draft.whole["radiation"] = asked
    for course in courses:
        until = f"to {identity_day(course.ended_on)}" if course.ended_on else "last day not known"
        draft.lines.append(Line("Radiation", course.site, f"{identity_day(course.started_on)} {until}"))


def _phase(draft: _Draft, phases: list[Any]) -> None:
    if phase := current_phase(phases):
        draft.whole["phase"] = phase.phase
        draft.lines.append(Line("Phase of care", str(phase)))
    else:
        draft.lines.append(Line("Phase of care", "not on record", is_known=False))


def _cancers(draft: _Draft, cancers: Iterable[CancerCondition], receptors: list[Any]) -> None:
    for cancer in cancers:
        said = f"{cancer.get_cancer_type_display()} cancer"
        whole = " ".join(filter(None, (said, cancer.histology, cancer.site)))
        draft.add("conditions", readable(whole))
        found = newest_results(cancer.pk, receptors)
        for sentence in _sensitive(said, found):
            draft.add("conditions", sentence)
        known = [f"{name.upper()} {row.get_result_display().lower()}" for name, row in found.items()]
        is_known = bool(known) or cancer.cancer_type not in ASKED_FOR_RECEPTORS
        note = ", ".join(known) if is_known else "hormone receptors not on record"
        draft.lines.append(Line("Cancer", str(cancer), note, is_known=is_known))


def _sensitive(said: str, found: Mapping[str, Any]) -> Iterator[str]:
    """What is not negative may be sensitive: an equivocal result, or a number, is no all-clear."""
    for name, marker in found.items():
        if marker.result == MarkerResult.POSITIVE:
            yield f"{name.upper()} positive {said.lower()}"
        elif marker.result != MarkerResult.NEGATIVE:
            value = readable(marker.value or marker.get_result_display().lower())
            yield f"possibly hormone receptor positive {said.lower()}: {name.upper()} {value}"


def _precautions(draft: _Draft, precautions: Iterable[Precaution]) -> None:
    for precaution in precautions:
        words = " ".join(filter(None, (DEVICES.get(precaution.kind), precaution.site, precaution.note)))
        if precaution.kind in DEVICES:
            draft.add("devices", DEVICES[precaution.kind])
        elif words:
            draft.add("conditions", readable(f"{precaution.get_kind_display()}: {words}"))
        draft.lines.append(Line("Precaution", str(precaution)))


def _tobacco(draft: _Draft, asked: list[Any]) -> None:
    status = asked[0].status if asked else Tobacco.UNKNOWN
    words = {Tobacco.CURRENT: "current smoker", Tobacco.FORMER: "former smoker"}
    if status in words:
        draft.add("conditions", words[Tobacco(status)])
    known = status != Tobacco.UNKNOWN
    text = asked[0].get_status_display() if known else "not known"
    draft.lines.append(Line("Tobacco", text, is_known=known))


def _scores(draft: _Draft, scores: Iterable[SymptomScore]) -> None:
    """Scored 0 is an answer; a bowel nobody asked about is not taken to be well."""
    recent = [score for score in scores if draft.today - score.recorded_on <= SCORES_HOLD]
    others = [score for score in scores if score not in recent and score.symptom in NERVES]
    place = "symptoms" if any(score.symptom == DIARRHEA for score in recent) else "conditions"
    if place == "symptoms":
        draft.lists["symptoms"] = []
    for score in (*recent, *others):
        if score.score:
            draft.add(place, f"{score.facts.name}, {score.score} of 10 on {score.recorded_on.isoformat()}")
            draft.lines.append(
                Line("Symptom", score.facts.name, f"{score.score} of 10, {identity_day(score.recorded_on)}")
            )

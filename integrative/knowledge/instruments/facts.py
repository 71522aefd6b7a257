"""The tables of the questionnaires: items, answers, bands, meaningful changes and PROMIS T-scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from ..tables import DATA, Table, a_number, anything, filled, one_of, optional, provenance, refers_to

CERTAINTIES = ("A", "A-", "B", "C", "house", "seed")
MEASURED_ELSEWHERE = (
    "steps", "sleep_diary", "mme", "distress_thermometer", "dn4", "s_lanss", "paindetect", "csi", "pain_nrs",
    "facit_fatigue",
)  # fmt: skip
"""Measures with cutoffs or changes of their own, which are entered and not scored here."""


def _measure(cell: str) -> str | None:
    return None if cell in MEASURED_ELSEWHERE else refers_to("instruments")(cell)


INSTRUMENTS = Table(
    "instruments",
    {
        "id": filled,
        "name": filled,
        "measures": filled,
        "higher_is": one_of("better", "worse"),
        "recall": filled,
        "license_class": one_of("A", "B", "C"),
        "license_note": filled,
        "loinc_panel": anything,
        "loinc_score": anything,
        "measure_version": anything,
        **provenance(*CERTAINTIES),
    },
)
ITEMS = Table(
    "instrument_items",
    {
        "id": filled,
        "instrument": refers_to("instruments"),
        "key": filled,
        "concept": filled,
        "low": optional(a_number(0, 1440)),
        "high": optional(a_number(0, 1440)),
        "part": anything,
        "needed": one_of("yes", "no"),
        "loinc": anything,
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
ANSWERS = Table(
    "instrument_answers",
    {
        "id": filled,
        "instrument": refers_to("instruments"),
        "key": filled,
        "answer": filled,
        "points": optional(a_number(0, 100)),
        **provenance(*CERTAINTIES),
    },
)
SCORING_RULES = Table(
    "scoring_rules",
    {
        "id": filled,
        "rule_for": filled,
        "needed": anything,
        "missing": anything,
        "invalid": anything,
        "rounding": filled,
        "outputs": anything,
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
CUTOFFS = Table(
    "cutoffs",
    {
        "id": filled,
        "instrument": _measure,
        "score": filled,
        "low": a_number(0, 99999),
        "high": a_number(0, 99999),
        "band": filled,
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
CHANGES = Table(
    "meaningful_changes",
    {
        "id": filled,
        "instrument": _measure,
        "score": filled,
        "improves_by": optional(a_number(0.1, 100)),
        "worsens_by": optional(a_number(0.1, 100)),
        "unit": filled,
        "method": anything,
        "population": anything,
        "note": anything,
        **provenance(*CERTAINTIES),
    },
)
TSCORES = Table(
    "promis_tscores",
    {
        "id": filled,
        "instrument": refers_to("instruments"),
        "raw": a_number(4, 20),
        "t_score": a_number(0, 100),
        "standard_error": optional(a_number(0, 20)),
        **provenance(*CERTAINTIES),
    },
)
TABLES = (INSTRUMENTS, ITEMS, ANSWERS, SCORING_RULES, CUTOFFS, CHANGES, TSCORES)


@dataclass(frozen=True)
class Instrument:
    id: str
    name: str
    measures: str
    higher_is: str
    measure_version: str


@dataclass(frozen=True)
class Item:
    """One question; `concept` says in our own words what it asks about, never the printed wording."""

    key: str
    concept: str
    low: int
    high: int
    part: str
    needed: bool


@dataclass(frozen=True)
class MeaningfulChange:
    """How far a score must move to matter, in its own unit."""

    improves_by: float
    worsens_by: float


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every questionnaire by id."""
    same = ("id", "name", "measures", "higher_is", "measure_version")
    return {row["id"]: Instrument(**{name: row[name] for name in same}) for row in INSTRUMENTS.rows()}


@cache
def items(instrument: str) -> tuple[Item, ...]:
    """The items of a questionnaire that are answered with a whole number, in their order."""
    return tuple(
        Item(
            key=row["key"],
            concept=row["concept"],
            low=int(row["low"]),
            high=int(row["high"]),
            part=row["part"],
            needed=row["needed"] == "yes",
        )
        for row in ITEMS.rows()
        if row["instrument"] == instrument and row["low"]
    )


@cache
def answer_points(instrument: str) -> Mapping[str, Mapping[str, int]]:
    """Points by item and answer; an answer that leads on to the next item has none of its own."""
    points: dict[str, dict[str, int]] = defaultdict(dict)
    for row in ANSWERS.rows():
        if row["instrument"] == instrument:
            points[row["key"]][row["answer"]] = int(row["points"] or 0)
    return dict(points)


@cache
def _bands() -> Mapping[tuple[str, str], tuple[tuple[float, float, str], ...]]:
    bands: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    for row in CUTOFFS.rows():
        bands[row["instrument"], row["score"]].append((float(row["low"]), float(row["high"]), row["band"]))
    return {key: tuple(rows) for key, rows in bands.items()}


def band(instrument: str, score: str, value: float) -> str | None:
    """The word for a value, both ends of a band included; None where the table names no band."""
    bands = _bands().get((instrument, score), ())
    return next((word for low, high, word in bands if low <= value <= high), None)


@cache
def meaningful_changes(instrument: str) -> Mapping[str, MeaningfulChange]:
    """The changes that matter by score name; scores without a verified value are left out."""
    return {
        row["score"]: MeaningfulChange(float(row["improves_by"]), float(row["worsens_by"]))
        for row in CHANGES.rows()
        if row["instrument"] == instrument and row["improves_by"] and row["worsens_by"]
    }


@cache
def t_scores(instrument: str) -> Mapping[int, tuple[float, float | None]]:
    """T-score and standard error by raw sum; the error is None where no trustworthy value is known."""
    return {
        int(row["raw"]): (
            float(row["t_score"]),
            float(row["standard_error"]) if row["standard_error"] else None,
        )
        for row in TSCORES.rows()
        if row["instrument"] == instrument
    }


@cache
def table_version() -> str:
    """Twelve hex digits over the tables that make a score, to be kept beside every stored score."""
    whole = sha256()
    for table in TABLES:
        whole.update((DATA / f"{table.name}.csv").read_bytes())
    return whole.hexdigest()[:12]

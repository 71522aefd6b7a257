"""Reads the question of the screen: lists of strings or objects, and the shorthand of one string."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..agents import Agent, all_agents, all_regimens
from ..products import read_drugs, read_product, regimens_in
from ..supplements import all_supplements
from ..verbs import (
    BadQuestion,
    a_text,
    an_object,
    clean_name,
    day,
    listing,
    mapping,
    only,
    same_form,
    text,
    today,
)
from .labs import read_lab
from .lines import ProductLine, product_line
from .person import Lab, Person, Procedure
from .shorthand import spread
from .situation import in_full, read_notes

KEYS = frozenset({
    "products", "treatments", "medications", "conditions", "labs", "procedures", "radiation", "phase",
    "symptoms", "planned_tests", "devices", "confirmed", "context", "on",
})  # fmt: skip
PRODUCT_KEYS = frozenset({"text", "dose", "frequency", "route", "form"})
IMAGING = re.compile(
    r"\b(?:mri|ct|pet|scan|x-?ray|ultrasound|mammogra\w+|dexa|echo\w*|imaging|infusion|chemo\w*|consult\w*|visit)\b",
    re.IGNORECASE,
)
RADIOIODINE = re.compile(r"radio-?iodine|radioactive iodine|\brai\b|i-?131|iodine-?131", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """The question as understood, and what was not."""

    lines: tuple[ProductLine, ...]
    person: Person
    unknown_drugs: tuple[str, ...]
    unknown_labs: tuple[str, ...]


def read_question(raw: dict[str, Any]) -> Question:
    """Every list of the question, strictly. Raises BadQuestion."""
    only(raw, KEYS)
    asked = spread(raw)
    now = today(asked)
    treatments, medications = _texts(asked, "treatments"), _texts(asked, "medications")
    entries = _products(asked)
    drugs, unknown, extra = _drugs(treatments, medications)
    drugs += _drugs_among_products(entries)
    entries += [{"text": product} for product in extra]
    confirmed = _confirmed(asked)
    labs, unknown_labs = _labs(asked, now)
    person = _person(asked, now, tuple(dict.fromkeys(drugs)), labs, treatments)
    lines = tuple(product_line(entry, confirmed) for entry in entries)
    return Question(lines, in_full(person), tuple(unknown), tuple(unknown_labs))


def _texts(asked: Mapping[str, Any], field: str, key: str = "text") -> list[str]:
    """A list of strings, or of objects whose text stands under `text` or `name`."""
    found = []
    for number, entry in enumerate(listing(asked, field)):
        place = f"{field}[{number}]"
        value = entry.get(key, entry.get("name")) if isinstance(entry, dict) else entry
        found.append(_said(value, place))
    return found


def _said(value: object, place: str) -> str:
    said = same_form(a_text(value, place))
    if not said.strip():
        raise BadQuestion("missing", f"{place} is empty", place)
    return said


def _products(asked: Mapping[str, Any]) -> list[dict[str, str]]:
    found = []
    for number, entry in enumerate(listing(asked, "products")):
        place = f"products[{number}]"
        if isinstance(entry, dict):
            only(entry, PRODUCT_KEYS, f"{place}.")
            found.append(
                {key: _said(entry[key], f"{place}.{key}") for key in entry if entry[key] is not None}
            )
            if "text" not in found[-1]:
                raise BadQuestion("missing", f"{place}.text is missing", f"{place}.text")
        else:
            found.append({"text": _said(entry, place)})
    return found


def _drugs(treatments: Iterable[str], medications: Iterable[str]) -> tuple[list[Agent], list[str], list[str]]:
    """Drugs understood, texts that were not, and supplements written among the medicines."""
    drugs, unknown, products = [], [], []
    both = [(written, True) for written in treatments] + [(written, False) for written in medications]
    for written, short in both:
        reading = read_drugs(written, short_regimens=short)
        drugs += [all_agents()[found.id] for found in reading.found]
        if reading.status == "ambiguous":
            drugs += [all_agents()[maybe.id] for maybe in reading.candidates if maybe.kind == "agent"]
        if reading.status == "matched":
            continue
        if not reading.found and read_product(written).status == "matched":
            products.append(written)
        elif not _is_radiation(written):
            unknown.append("; ".join(reading.unmatched) or written)
    return drugs, unknown, products


def _is_radiation(written: str) -> bool:
    return bool(re.search(r"radiation|radiotherapy|\bxrt\b|\bsbrt\b|proton", written, re.IGNORECASE))


def _drugs_among_products(entries: Iterable[Mapping[str, str]]) -> list[Agent]:
    """Medicines written among the products are taken too, so everything else is screened against them."""
    routed = [entry["text"] for entry in entries if read_product(entry["text"]).route_to]
    found = [read_drugs("; ".join(read_product(text).unmatched), short_regimens=False) for text in routed]
    return [all_agents()[part.id] for reading in found for part in reading.found]


def _confirmed(asked: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Text as written -> the supplements it is: one id, or a list for a mixture."""
    confirmed = {}
    for written, accepted in (mapping(asked, "confirmed") or {}).items():
        place = f"confirmed.{clean_name(written)}"
        several = accepted if isinstance(accepted, list) and accepted else [accepted]
        if not all(isinstance(each, str) and each in all_supplements() for each in several):
            raise BadQuestion("unknown_value", f"{place} is not the id of a supplement", place)
        confirmed[same_form(written)] = tuple(dict.fromkeys(several))
    return confirmed


def _labs(asked: Mapping[str, Any], now: date) -> tuple[tuple[Lab, ...], list[str]]:
    labs, unknown = [], []
    for number, entry in enumerate(listing(asked, "labs")):
        lab = read_lab(entry, f"labs[{number}]", now)
        if isinstance(lab, Lab):
            labs.append(lab)
        else:
            unknown.append(lab)
    return tuple(labs), unknown


def _person(
    asked: Mapping[str, Any],
    now: date,
    drugs: tuple[Agent, ...],
    labs: tuple[Lab, ...],
    treatments: list[str],
) -> Person:
    phase = text(asked, "phase", limit=200) or ""
    conditions = [*_texts(asked, "conditions"), *([phase] if phase else [])]
    procedures = _procedures(asked)
    radioiodine = [procedure.name for procedure in procedures if RADIOIODINE.search(procedure.name)]
    tests = _dated(asked, "planned_tests")
    notes = [*conditions, *radioiodine, *_texts(asked, "symptoms"), *_texts(asked, "devices")]
    contexts, flags = read_notes([*notes, *(name for name, _ in tests)])
    if any(re.search(r"g6pd (?:normal|sufficient|ok|tested)", note, re.IGNORECASE) for note in conditions):
        flags["g6pd"] = "G6PD is normal"
    begins, ends = _radiation(asked, flags, treatments, phase)
    return Person(
        today=now,
        drugs=drugs,
        labs=labs,
        procedures=tuple(p for p in procedures if not IMAGING.search(p.name) and p.name not in radioiodine),
        radiation_from=begins,
        radiation_until=ends,
        phase=phase,
        contexts=contexts,
        flags=flags,
        symptoms_known="symptoms" in asked,
        planned_tests=tuple(tests),
    )


def _procedures(asked: Mapping[str, Any]) -> list[Procedure]:
    return [Procedure(name, on) for name, on in _dated(asked, "procedures")]


def _dated(asked: Mapping[str, Any], field: str) -> list[tuple[str, date | None]]:
    names = _texts(asked, field, "name")
    days = [day(entry, "on") if isinstance(entry, dict) else None for entry in listing(asked, field)]
    return list(zip(names, days, strict=True))


def _radiation(
    asked: Mapping[str, Any], flags: dict[str, str], treatments: list[str], phase: str
) -> tuple[date | None, date | None]:
    """Dates of radiation; `flags` gets its site when there is or will be any."""
    given = asked.get("radiation")
    if given is not None:
        if isinstance(given, str):
            flags["radiation"] = f"radiation: {_said(given, 'radiation')}"
            return None, None
        course = an_object(given, "radiation")
        only(course, {"site", "from", "to"}, "radiation.")
        flags["radiation"] = f"radiation: {text(course, 'site', limit=200) or 'site not given'}"
        return day(course, "from"), day(course, "to")
    said = next((note for note in (*treatments, phase) if _is_radiation(note)), None)
    regimens = [all_regimens()[name] for note in treatments for name in regimens_in(note)]
    with_it = next((regimen.name for regimen in regimens if regimen.includes_radiation), None)
    if said or with_it:
        flags["radiation"] = f"radiation: {said or with_it}"
    return None, None

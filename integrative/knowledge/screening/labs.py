"""Laboratory results of a question, brought to the unit the rules speak in."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from ..analytes import Implausible, UnitUnknown, all_analytes
from ..verbs import BadQuestion, a_text, an_object, day, number, only, text
from .person import Lab

NAMES = {
    "platelets": ("platelets", "platelet", "plt", "plts", "platelet count"),
    "neutrophils": (
        "anc",
        "neutrophils",
        "neutrophil",
        "neut",
        "absolute neutrophil count",
        "neutrophils (anc)",
    ),
    "inr": ("inr", "pt/inr"),
    "egfr": ("egfr", "gfr", "crcl", "creatinine clearance"),
    "alt": ("alt", "alat", "sgpt", "alanine aminotransferase"),
    "ast": ("ast", "asat", "sgot", "aspartate aminotransferase"),
    "bilirubin": ("bilirubin", "total bilirubin", "tbili"),
    "calcium": ("calcium", "corrected calcium", "ca"),
}
TESTS = {name: test for test, names in NAMES.items() for name in names}
FACTORS = {
    "egfr": {"mL/min/1.73 m2": 1.0, "mL/min/1.73m2": 1.0, "mL/min": 1.0, "mL/min/1.73 m^2": 1.0, "": 1.0},
    "alt": {"U/L": 1.0, "IU/L": 1.0, "ukat/L": 60.0, "x ULN": 40.0, "": 1.0},
    "ast": {"U/L": 1.0, "IU/L": 1.0, "ukat/L": 60.0, "x ULN": 40.0, "": 1.0},
    "bilirubin": {"mg/dL": 1.0, "umol/L": 1 / 17.1, "µmol/L": 1 / 17.1, "x ULN": 1.2, "": 1.0},
    "calcium": {"mg/dL": 1.0, "mmol/L": 4.008, "": 1.0},
}
"""To U/L, mg/dL and mL/min/1.73 m2. Bilirubin: 1 mg/dL is 17.1 umol/L; calcium: 1 mmol/L is 4.008 mg/dL."""
SHORT = re.compile(
    r"\s*([A-Za-z][A-Za-z /()]*?)\s*[:=]?\s*(\d+(?:\.\d+)?)\s*(x ?uln)?\s*([A-Za-z0-9^/%µ.]*)\s*", re.I
)


def read_lab(entry: object, place: str, now: date) -> Lab | str:
    """A result, or the text of a test that no rule asks for. Raises BadQuestion for a wrong unit or number.

    A string ("platelets 22") is a result of today; an object without a date has an unknown age.
    """
    if isinstance(entry, str):
        return _from_text(a_text(entry, place, limit=200), place, now)
    result = an_object(entry, place)
    only(result, {"test", "value", "unit", "on", "age_days", "uln"}, f"{place}.")
    name = text(result, "test", limit=200)
    value = number(result, "value", low=0, high=1e6)
    if name is None or value is None:
        raise BadQuestion("missing", f"{place} needs test and value", place)
    test = TESTS.get(name.strip().lower())
    if test is None:
        return name.strip()
    age = number(result, "age_days", low=0, high=40_000)
    on = day(result, "on") or (None if age is None else now - timedelta(days=int(age)))
    if on and on > now:
        raise BadQuestion("out_of_range", f"{place}.on is in the future", f"{place}.on")
    return Lab(
        test, _canonical(test, value, text(result, "unit") or "", place), on, number(result, "uln", low=0.01)
    )


def _from_text(written: str, place: str, now: date) -> Lab | str:
    match = SHORT.fullmatch(written)
    test = TESTS.get(match[1].strip().lower()) if match else None
    if not match or test is None:
        return written.strip()
    unit = "x ULN" if match[3] else match[4]
    return Lab(test, _canonical(test, float(match[2]), unit, place), now)


def _canonical(test: str, value: float, unit: str, place: str) -> float:
    if test in FACTORS:
        known = {name.lower(): factor for name, factor in FACTORS[test].items()}
        factor = known.get(unit.strip().lower().replace("×", "x"))
        if factor is None:
            raise BadQuestion("unknown_unit", f"{place}: {unit!r} is not a unit of {test}", f"{place}.unit")
        return value * factor
    analyte = all_analytes()[test]
    try:
        return float(analyte.canonical(Decimal(str(value)), unit.strip() or analyte.unit))
    except UnitUnknown as wrong:
        raise BadQuestion("unknown_unit", str(wrong), f"{place}.unit") from None
    except Implausible as wrong:
        raise BadQuestion("implausible", str(wrong), f"{place}.value") from None

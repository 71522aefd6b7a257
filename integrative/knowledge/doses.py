"""Amounts as people write them, and what they come to in a day."""

from __future__ import annotations

import re
from dataclasses import dataclass

MILLIGRAMS = {
    "kg": 1e6, "g": 1000.0, "gm": 1000.0, "gram": 1000.0, "grams": 1000.0,
    "mg": 1.0, "mcg": 0.001, "ug": 0.001, "µg": 0.001, "μg": 0.001,
}  # fmt: skip
INTERNATIONAL = frozenset({"iu", "i.u.", "unit", "units"})
DIGITS = r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
UNIT = r"(kg|mg|mcg|µg|μg|ug|grams?|gm|g|iu|i\.u\.|units?)"
AMOUNT = re.compile(rf"(?<![\w.,]){DIGITS}(?: ?(?:-|to) ?{DIGITS})?\s?{UNIT}(?!\w)", re.IGNORECASE)
A_DAY = r"(?: ?(?:a |per |/)? ?day| daily)"
TIMES = tuple(
    (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), times)
    for pattern, times in (
        (r"q4h|every 4 hours", 6.0),
        (rf"qid|q6h|every 6 hours|four times{A_DAY}|4 ?x{A_DAY}|4 times", 4.0),
        (rf"tid|tds|q8h|every 8 hours|three times{A_DAY}?|thrice{A_DAY}|3 ?x{A_DAY}|3 times", 3.0),
        (rf"bid|bd|q12h|every 12 hours|twice{A_DAY}?|two times{A_DAY}|2 ?x{A_DAY}|2 times", 2.0),
        (r"once (?:a|per) week|once weekly|weekly|every week", 1 / 7),
    )
)
PIECES = re.compile(
    r"\b(\d{1,2}|two|three|four)\s*(?:x\s*)?(?:capsules?|caps?|tablets?|tabs?|softgels?|pills?|gummies)\b",
    re.IGNORECASE,
)
NUMBER_WORDS = {"two": 2, "three": 3, "four": 4}


@dataclass(frozen=True)
class Dose:
    """One amount. `milligrams` or `units` (international) is set; `start` is where it stands in the text."""

    milligrams: float | None
    units: float | None
    start: int
    end: int


@dataclass(frozen=True)
class Intake:
    """What a label comes to in a day. Without a frequency one dose a day is counted: the least it can be."""

    doses: tuple[Dose, ...]
    times_a_day: float


def intake(text: str) -> Intake:
    """Amounts in a text and how often they are taken. Of a range (1-2 g) the higher end counts."""
    doses = tuple(_dose(match) for match in AMOUNT.finditer(text))
    return Intake(doses, _times(text) * _pieces(text))


def _dose(match: re.Match[str]) -> Dose:
    low, high, unit = match.groups()
    amount, unit = _amount(high or low), unit.lower()
    if unit in INTERNATIONAL:
        return Dose(None, amount, match.start(), match.end())
    return Dose(amount * MILLIGRAMS[unit], None, match.start(), match.end())


def _amount(digits: str) -> float:
    """1,000 is a thousand; 1,5 is one and a half."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    return float(digits.replace(",", "."))


def _times(text: str) -> float:
    return next((times for pattern, times in TIMES if pattern.search(text)), 1.0)


def _pieces(text: str) -> float:
    match = PIECES.search(text)
    if not match:
        return 1.0
    return float(NUMBER_WORDS.get(match[1].lower()) or match[1]) or 1.0

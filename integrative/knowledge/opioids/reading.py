"""Strengths, doses, frequencies and caps as people write them. What can't be read for sure is None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

WORDS = {"half": "1/2", "a": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
PLAIN = r"(?<![\d.,])\d{1,5}(?:\.\d{1,5})?(?![\d.,]*\d)"
AMOUNT = rf"(?:\d{{1,3}} [1-9]/[1-9]|[1-9]/[1-9]|{PLAIN}|" + "|".join(WORDS) + ")"
IN_MG = {"mg": Fraction(1), "mcg": Fraction(1, 1000), "g": Fraction(1000)}
UNITS = {
    **dict.fromkeys(("mg", "milligram", "milligrams"), "mg"),
    **dict.fromkeys(("mcg", "ug", "microgram", "micrograms"), "mcg"),
    **dict.fromkeys(("g", "gram", "grams"), "g"),
    **dict.fromkeys(("ml", "milliliter", "milliliters", "cc"), "ml"),
    **dict.fromkeys(("", "tab", "tabs", "tablet", "tablets", "cap", "caps", "capsule", "capsules"), "unit"),
    **dict.fromkeys(("pill", "pills", "unit", "units"), "unit"),
    **dict.fromkeys(("patch", "patches"), "patch"),
    **dict.fromkeys(("dose", "doses", "time", "times"), "dose"),
}
MASS = "(mg|mcg|g)"
PER_HOUR = re.compile(rf"({PLAIN})\s*(?:mcg)?\s*(?:/|per)\s*(?:h|hr|hour)\b")
PER_VOLUME = re.compile(rf"({PLAIN})\s*{MASS}\s*(?:/|per)\s*({PLAIN})?\s*ml\b")
PAIR = re.compile(rf"({PLAIN})\s*{MASS}?\s*[/-]\s*({PLAIN})\s*{MASS}?")
MARKED = re.compile(rf"({PLAIN})\s*{MASS}\b")
BARE = re.compile(rf"({PLAIN})\s*(?:tab|tabs|tablet|tablets|cap|caps|capsule|capsules|patch)?")
DOSE = re.compile(rf"({AMOUNT})(?:\s*(?:-|to|or)\s*({AMOUNT}))?\s*([a-z]*)\.?")
CAP = re.compile(
    rf"(?:(?:max|maximum|up to|no more than|limit)\.?:?\s*)?(?:of\s*)?({AMOUNT})\s*([a-z]*)\s*"
    r"(?:(?:/|per|a|each|every|in)\s*(?:day|24\s*(?:h|hr|hours))|daily)?\.?"
)
PARTNER = re.compile(r"\b(acetaminophen|apap|paracetamol|ibuprofen|aspirin)\b")
LEAST_PARTNER_PART = 200
AS_NEEDED = re.compile(r"\b(?:as needed|as required|prn|p\.r\.n\.?)(?![a-z])")

HOURS = re.compile(r"(?:q|every)\s*(\d{1,3})(?:\s*(?:-|to)\s*(\d{1,3}))?\s*(?:h|hr|hrs|hour|hours)")
DAYS = re.compile(r"(?:q|every)\s*(\d{1,2})\s*(?:d|day|days)")
TIMES = re.compile(
    rf"({PLAIN}|{'|'.join(WORDS)}|once|twice)\s*(?:x|times?)?\s*(?:/|per|a|each|every)?\s*"
    r"(d|day|daily|wk|week|weekly)?"
)
A_DAY = {
    **dict.fromkeys(
        ("daily", "qd", "q day", "every day", "once daily", "nightly", "qhs", "hs", "at bedtime"), 1
    ),
    **dict.fromkeys(("every night", "at night", "every morning", "qam", "qpm", "every evening"), 1),
    **dict.fromkeys(("bid", "b.i.d", "twice daily", "every morning and evening"), 2),
    **dict.fromkeys(("tid", "t.i.d", "with meals"), 3),
    **dict.fromkeys(("qid", "q.i.d"), 4),
}
OTHER_DAY = ("qod", "every other day", "every second day", "alternate days")


@dataclass(frozen=True)
class Strength:
    """What one unit holds: mg in a tablet, mg in a mL, or mcg an hour from a patch."""

    kind: str
    amount: Fraction


@dataclass(frozen=True)
class Amount:
    """A dose or a cap; of a range the larger end."""

    value: Fraction
    unit: str


def tidy(text: str) -> str:
    """Lower case, one kind of dash and of micro sign, single blanks."""
    for mark, plain in (("½", " 1/2"), ("–", "-"), ("—", "-"), ("µg", "mcg"), ("μg", "mcg")):
        text = text.replace(mark, plain)
    return " ".join(text.lower().split())


def strength(text: str, drug: str) -> Strength | None:
    """The opioid part of a strength such as 5 mg tab, 10/325, 10 mg/5 mL or 25 mcg/h.

    Without one of its own the strength may stand beside the drug's name, but then never without its unit.
    """
    own = tidy(text)
    text = own or tidy(drug)
    if text.startswith("-"):
        return None
    if found := PER_HOUR.search(text):
        return Strength("mcg/h", Fraction(found[1]))
    if found := PER_VOLUME.search(text):
        volume = Fraction(found[3] or 1)
        return Strength("mg/ml", Fraction(found[1]) * IN_MG[found[2]] / volume) if volume else None
    if found := PAIR.search(text):
        return _opioid_part(found, tidy(drug))
    marked = MARKED.findall(text)
    if len(marked) == 1:
        return Strength("mg", Fraction(marked[0][0]) * IN_MG[marked[0][1]])
    bare = BARE.fullmatch(own)
    return Strength("mg", Fraction(bare[1])) if bare else None


def _opioid_part(pair: re.Match[str], drug: str) -> Strength | None:
    first, second = Fraction(pair[1]), Fraction(pair[3])
    units = (pair[2] or pair[4] or "mg", pair[4] or pair[2] or "mg")
    partner = PARTNER.match(drug)
    # 5-10 may be a range and 300/30 may be written either way round; a guess could be tenfold wrong.
    if "-" in pair[0] and max(first, second) < LEAST_PARTNER_PART:
        return None
    if first > second and first >= LEAST_PARTNER_PART and not partner:
        return None
    amount, unit = (second, units[1]) if partner else (first, units[0])
    return Strength("mg", amount * IN_MG[unit])


def amount(text: str) -> Amount | None:
    """A dose such as 1 tab, 1-2 tablets, 1/2, 10 mg or 5 mL."""
    return _amount(DOSE.fullmatch(tidy(text)), unit_group=3)


def cap(text: str) -> Amount | None:
    """The most in a day: max 4 per day, 60 mg/day, 6 tablets."""
    return _amount(CAP.fullmatch(tidy(text)), unit_group=2)


def _amount(found: re.Match[str] | None, unit_group: int) -> Amount | None:
    if found is None or found[unit_group] not in UNITS:
        return None
    ends = [_number(end) for end in found.groups()[: unit_group - 1] if end]
    return Amount(max(ends), UNITS[found[unit_group]])


def _number(text: str) -> Fraction:
    whole, _, part = WORDS.get(text, text).rpartition(" ")
    return Fraction(whole or 0) + Fraction(part)


def as_needed(text: str) -> bool:
    """Whether a frequency says as needed."""
    return AS_NEEDED.search(tidy(text)) is not None


def doses_a_day(text: str) -> Fraction | None:
    """Doses in 24 hours; of an interval range the shorter one; weekly schedules averaged over seven days."""
    text = " ".join(AS_NEEDED.sub(" ", tidy(text)).split()).strip(" .,")
    if text in A_DAY:
        return Fraction(A_DAY[text])
    if text in OTHER_DAY:
        return Fraction(1, 2)
    if found := HOURS.fullmatch(text):
        hours = min(int(hour) for hour in found.groups() if hour)
        return Fraction(24, hours) if hours else None
    if found := DAYS.fullmatch(text):
        return Fraction(1, int(found[1])) if int(found[1]) else None
    if text in {"weekly", "every week", "qweek", "once weekly"}:
        return Fraction(1, 7)
    return _times(TIMES.fullmatch(text), text)


def _times(found: re.Match[str] | None, text: str) -> Fraction | None:
    if found is None or text in {"once", "twice", "one", "a"} or text.replace(".", "").isdigit():
        return None
    times = Fraction({"once": "1", "twice": "2"}.get(found[1]) or WORDS.get(found[1], found[1]))
    return times / 7 if (found[2] or "").startswith("w") else times

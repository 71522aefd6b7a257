"""What was typed into the find box, and which part of a person's line it matched. No database."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from integrative.ui.days import UnreadableDay, read_day

# Letters that have no accent to take away; the same pairs as in the database's unaccent.
PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
BLANKS = frozenset("-'’ ")


@dataclass(frozen=True)
class Part:
    text: str
    is_match: bool = False


@dataclass(frozen=True)
class Search:
    """`born` when the words are a birth date; else names, or a record number when they hold a figure."""

    words: str
    born: date | None = None

    @property
    def is_number(self) -> bool:
        return self.born is None and any(sign.isdigit() for sign in self.words)

    @property
    def is_name(self) -> bool:
        return self.born is None and not self.is_number


def read_search(typed: str) -> Search:
    """A date in any common form is a birth date; everything else stays words."""
    words = " ".join(typed.split())
    try:
        return Search(words, read_day(words))
    except UnreadableDay:
        return Search(words)


def mark_words(text: str, search: str) -> list[Part]:
    """`text` cut where a searched word stands in it; accents, hyphens and case do not matter."""
    folded, origin = _folded(text)
    hits: set[int] = set()
    for word in _folded(search)[0].split():
        start = folded.find(word)
        while start >= 0:
            hits.update(origin[start : start + len(word)])
            start = folded.find(word, start + 1)
    return _cut(text, hits)


def mark_start(grouped: str, length: int) -> list[Part]:
    """The first `length` signs of a number, which may be written in groups."""
    hits: set[int] = set()
    for place, sign in enumerate(grouped):
        if len(hits) < length and not sign.isspace():
            hits.add(place)
    return _cut(grouped, hits)


def fold(text: str) -> str:
    """As names are compared: no accents, no hyphens, lower case, single blanks."""
    return " ".join(_folded(text)[0].split())


def likeness(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """Share of the three-letter pieces that two names have in common, 0 to 1, as the database counts it."""
    return len(ours & theirs) / len(ours | theirs) if ours | theirs else 0.0


def pieces(name: str) -> frozenset[str]:
    """A name's three-letter pieces, word by word."""
    padded = [f"  {word} " for word in re.findall(r"\w+", fold(name))]
    return frozenset(word[start : start + 3] for word in padded for start in range(len(word) - 2))


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its letters the place in `text` that it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        for letter in _plain(sign):
            letters.append(letter)
            origin.append(place)
    return "".join(letters), origin


def _plain(sign: str) -> str:
    if sign in BLANKS:
        return " "
    bare = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    return "".join(PLAIN.get(letter, letter) for letter in bare.lower())


def _cut(text: str, hits: set[int]) -> list[Part]:
    parts: list[Part] = []
    for place, sign in enumerate(text):
        is_match = place in hits
        if parts and parts[-1].is_match == is_match:
            parts[-1] = Part(parts[-1].text + sign, is_match)
        else:
            parts.append(Part(sign, is_match))
    return parts

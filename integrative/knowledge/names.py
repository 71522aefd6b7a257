"""Finds names inside free text: exact ones first, then spellings so close that no other name comes near.

Time is linear in the length of the text: an exact match looks at windows of at most `WINDOW` words, and the
number of windows whose spelling is compared is capped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import OSA

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("['’‘`´]")
WINDOW = 7
SPELLING_WINDOW = 4
SPELLINGS_COMPARED = 40
POSSIBLE = 0.6
SHORTEST_MISSPELLING = 5
LONG_WORD = 9
LONGEST_NAME = 60
SIMILAR_KEPT = 25


@dataclass(frozen=True)
class Word:
    """A word of the text: folded for comparing, and where it stands."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """One way to write an entry. `kind` and `id` say which entry, `how` in what sense it is its name."""

    text: str
    kind: str
    id: str
    how: str

    @property
    def entry(self) -> tuple[str, str]:
        return self.kind, self.id


@dataclass(frozen=True)
class Match:
    """Names that stand at [first, last) of the words; more than one when a text means several things."""

    names: tuple[Name, ...]
    first: int
    last: int
    confidence: float


@dataclass(frozen=True)
class Near:
    """An entry whose spelling is similar to what was written."""

    name: Name
    similarity: float


def fold(text: str) -> str:
    """Lower case without accents, compatible letters made one, apostrophes dropped."""
    if text.isascii():
        return text.lower().replace("'", "")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return APOSTROPHES.sub("", "".join(letter for letter in decomposed if not unicodedata.combining(letter)))


def words(text: str) -> list[Word]:
    """The words of a text in order. Offsets are those of the text as written."""
    joined = APOSTROPHES.sub("\x00", text)
    found = re.finditer(r"(?:[^\W_]|\x00)+", joined)
    return [
        Word(key, match.start(), match.end())
        for match in found
        if (key := fold(match[0].replace("\x00", "")))
    ]


@dataclass
class NameIndex:
    """Every name by its letters and digits without spaces; built once from the tables."""

    exact: dict[str, list[Name]] = field(default_factory=dict)
    lengths: dict[str, set[int]] = field(default_factory=dict)

    def add(self, text: str, kind: str, entry: str, how: str) -> None:
        """Enter one name. A later name of the same entry and spelling changes nothing."""
        parts = WORD.findall(fold(text))
        key = "".join(parts)
        names = self.exact.setdefault(key, [])
        if key and (kind, entry) not in [name.entry for name in names]:
            names.append(Name(text, kind, entry, how))
        self.lengths.setdefault(key, set()).add(len(parts))

    def longest_at(self, found: Sequence[Word], first: int) -> Match | None:
        """The longest name that starts at this word."""
        for last in range(min(first + WINDOW, len(found)), first, -1):
            key = "".join(word.key for word in found[first:last])
            for form in (key, key.removesuffix("s")):
                if form in self.exact and self._may_join(form, last - first):
                    return Match(tuple(self.exact[form]), first, last, 1.0)
        return None

    def _may_join(self, key: str, written_in: int) -> bool:
        """Short names hold only in the words they are made of: "al a" is not "ALA"."""
        if written_in in self.lengths[key] or len(key) >= SHORTEST_MISSPELLING:
            return True
        return key[-1].isdigit() and key[0].isalpha()

    def near(self, key: str) -> list[Near]:
        """Entries by similarity of spelling (optimal string alignment, 0 to 1), best first, one per entry."""
        best: dict[tuple[str, str], Near] = {}
        for spelling, similarity in self._near_spellings(key):
            for name in self.exact[spelling]:
                best.setdefault(name.entry, Near(name, similarity))
        return list(best.values())

    def misspelt(self, found: Sequence[Word], first: int, last: int) -> Match | None:
        """The one entry whose spelling differs by a slip or two while no other comes near; else None."""
        key = "".join(word.key for word in found[first:last])
        near = self._near_spellings(key)
        if not near:
            return None
        (best, similarity), *others = near
        entries = {name.entry for name in self.exact[best]}
        rival = next((spelling for spelling, _ in others if not entries & self._entries(spelling)), None)
        if not _a_slip(key, best, rival):
            return None
        return Match(tuple(self.exact[best]), first, last, similarity)

    def _entries(self, spelling: str) -> set[tuple[str, str]]:
        return {name.entry for name in self.exact[spelling]}

    def _near_spellings(self, key: str) -> list[tuple[str, float]]:
        if not SHORTEST_MISSPELLING <= len(key) <= LONGEST_NAME:
            return []
        if not self._misspellable:
            self._misspellable = [name for name in self.exact if len(name) >= SHORTEST_MISSPELLING]
        hits = process.extract(
            key,
            self._misspellable,
            scorer=OSA.normalized_similarity,
            score_cutoff=POSSIBLE,
            limit=SIMILAR_KEPT,
        )
        return [(spelling, similarity) for spelling, similarity, _ in hits]

    _misspellable: list[str] = field(default_factory=list)


def _a_slip(key: str, best: str, rival: str | None) -> bool:
    """One slip, or two in a long word that begins alike; same digits, and no rival within one more.

    The beginning has to agree, because drugs of one class differ there: esomeprazole is not omeprazole.
    """
    if re.sub(r"\D", "", key) != re.sub(r"\D", "", best) or key[0] != best[0]:
        return False
    distance = OSA.distance(key, best)
    if rival is not None and OSA.distance(key, rival) <= distance + 1:
        return False
    return distance == 1 or (distance == 2 and len(key) >= LONG_WORD and key[:3] == best[:3])


def exact_matches(index: NameIndex, found: Sequence[Word]) -> list[Match]:
    """Exact names from left to right, the longest at each place, none overlapping."""
    matches, at = [], 0
    while at < len(found):
        match = index.longest_at(found, at)
        if match:
            matches.append(match)
        at = match.last if match else at + 1
    return matches


def misspelt_matches(index: NameIndex, found: Sequence[Word], spans: Iterable[range]) -> list[Match]:
    """Near spellings within the spans that no exact name covers."""
    matches: list[Match] = []
    compared = 0
    for span in spans:
        at = span.start
        while at < span.stop and compared < SPELLINGS_COMPARED:
            match = None
            for last in range(min(at + SPELLING_WINDOW, span.stop), at, -1):
                compared += 1
                if match := index.misspelt(found, at, last):
                    matches.append(match)
                    break
            at = match.last if match else at + 1
    return matches


def uncovered(found: Sequence[Word], matches: Iterable[Match], skip: frozenset[int]) -> list[range]:
    """Stretches of words that no match covers and that are not to be skipped."""
    covered = {at for match in matches for at in range(match.first, match.last)} | skip
    spans: list[range] = []
    for at in range(len(found)):
        if at in covered:
            continue
        if spans and spans[-1].stop == at:
            spans[-1] = range(spans[-1].start, at + 1)
        else:
            spans.append(range(at, at + 1))
    return spans

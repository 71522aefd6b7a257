"""How a text is read against an index of names: what it names, what it may mean, what stayed unmatched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from .doses import intake
from .label_words import EVERYDAY_WORDS, INTERVAL, NO_NAME, VITAMIN_LETTERS
from .names import Match, NameIndex, Word, exact_matches, misspelt_matches, uncovered, words

CONFIDENCE = {"name": 1.0, "latin": 0.99, "alias": 0.98, "regimen": 0.98, "brand": 0.97, "composite": 0.95}
SPELLING_CONFIDENCE = 0.95
CANDIDATES = 3
SUFFIX_LENGTH = 2
BIOLOGIC_SUFFIX_LENGTH = 4
PREFERRED = ("agent", "supplement", "composite", "regimen")


@dataclass(frozen=True)
class Found:
    """One entry that the text names: `matched` is what was written, `how` in what sense that is its name."""

    kind: str
    id: str
    matched: str
    how: str
    confidence: float
    start: int
    end: int


@dataclass(frozen=True)
class Candidate:
    """An entry the text may mean; a person has to say so."""

    kind: str
    id: str
    confidence: float


@dataclass(frozen=True)
class Reading:
    """What a text was understood to be. `status`: matched, confirm, ambiguous, partial or unmatched."""

    status: str
    found: tuple[Found, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unmatched: tuple[str, ...] = ()
    route_to: str | None = None


Meanings = Callable[[str], tuple[tuple[str, str], ...]]
"""What a lookalike may mean: (kind, id) of each entry; none when it is known to be something else."""


def read_text(text: str, index: NameIndex, means: Meanings) -> Reading:
    """Read a text against the index. Only an exact name or an unmistakable slip is accepted."""
    written = [replace(word, key="vitamin") if word.key == "vit" else word for word in words(text)]
    exact = _without_everyday_words(written, exact_matches(index, written))
    exact += _further_vitamins(index, written, exact)
    skip = _no_names(text, written) | _suffixes(index, text, written, exact)
    slips = misspelt_matches(index, written, uncovered(written, exact, skip))
    matches = sorted(exact + slips, key=lambda match: match.first)
    found, several, unknown = [], [], []
    for match in matches:
        entries = _entries(match, means)
        at = (written[match.first].start, _end(text, written, match, skip))
        if len(entries) == 1 and all(name.kind != "lookalike" for name in match.names):
            found.append(_found(match, entries[0], text, *at))
        elif entries:
            several += [Candidate(kind, entry, 0.5) for kind, entry in entries]
        else:
            unknown.append(text[at[0] : at[1]])
    left = uncovered(written, matches, skip)
    unknown += [text[written[span.start].start : written[span.stop - 1].end] for span in left]
    near = () if found or several else _near(index, written, left, means)
    return _reading(text, tuple(found), tuple(several) or near, tuple(unknown), ambiguous=bool(several))


def _reading(
    text: str,
    found: tuple[Found, ...],
    candidates: tuple[Candidate, ...],
    unknown: tuple[str, ...],
    *,
    ambiguous: bool,
) -> Reading:
    if ambiguous:
        return Reading("ambiguous", found, candidates, unknown)
    if found:
        return Reading("partial" if unknown else "matched", found, (), unknown)
    unknown = unknown or ((text.strip(),) if text.strip() else ())
    return Reading("confirm" if candidates else "unmatched", (), candidates, unknown)


def _entries(match: Match, means: Meanings) -> list[tuple[str, str]]:
    """What the names of a match stand for. A lookalike overrides the names that it warns about."""
    for name in match.names:
        if name.kind == "lookalike":
            return list(means(name.id))
    kinds = {name.kind for name in match.names}
    preferred = next(kind for kind in PREFERRED if kind in kinds)
    return [name.entry for name in match.names if name.kind == preferred]


def _found(match: Match, entry: tuple[str, str], text: str, start: int, end: int) -> Found:
    name = next(name for name in match.names if name.entry == entry)
    slip = match.confidence < 1
    confidence = SPELLING_CONFIDENCE * match.confidence if slip else CONFIDENCE[name.how]
    return Found(*entry, text[start:end], "spelling" if slip else name.how, round(confidence, 2), start, end)


def _without_everyday_words(written: Sequence[Word], matches: list[Match]) -> list[Match]:
    meaningful = [at for at, word in enumerate(written) if word.key not in NO_NAME and not word.key.isdigit()]
    return [
        match
        for match in matches
        if written[match.first].key not in EVERYDAY_WORDS
        or match.last - match.first > 1
        or meaningful == [match.first]
    ]


def _further_vitamins(index: NameIndex, written: Sequence[Word], matches: Sequence[Match]) -> list[Match]:
    """In "vitamins C, D3 and E" the later letters are vitamins too."""
    covered = {at for match in matches for at in range(match.first, match.last)}
    further, listing = [], False
    for at, word in enumerate(written):
        if at in covered or word.key in {"vitamin", "vitamins"}:
            listing = listing or word.key in {"vitamin", "vitamins"} or word.key.startswith("vitamin")
        elif listing and VITAMIN_LETTERS.fullmatch(word.key):
            names = index.exact.get(f"vitamin{word.key}") or index.exact.get(word.key)
            if names:
                further.append(Match(tuple(names), at, at + 1, 1.0))
        elif word.key not in {"and", "plus"}:
            listing = False
    return further


def _no_names(text: str, written: Sequence[Word]) -> frozenset[int]:
    amounts = [(dose.start, dose.end) for dose in intake(text).doses]
    skipped, at = set(), 0
    for number, word in enumerate(written):
        while at < len(amounts) and amounts[at][1] <= word.start:
            at += 1
        in_amount = at < len(amounts) and amounts[at][0] <= word.start
        if in_amount or word.key in NO_NAME or word.key.isdigit() or INTERVAL.fullmatch(word.key):
            skipped.add(number)
    return frozenset(skipped)


def _suffixes(
    index: NameIndex, text: str, written: Sequence[Word], matches: Iterable[Match]
) -> frozenset[int]:
    """What is joined to a name by a hyphen and is no name itself.

    The "SF" of "Meriva-SF", and the four letters that tell biologics of one name apart ("-dkst").
    """
    return frozenset(
        match.last
        for match in matches
        if match.last < len(written)
        and text[written[match.last - 1].end : written[match.last].start] == "-"
        and _is_suffix(written[match.last].key, match)
        and written[match.last].key not in index.exact
    )


def _is_suffix(key: str, match: Match) -> bool:
    biologic = match.names[0].kind == "agent" and len(key) == BIOLOGIC_SUFFIX_LENGTH and key.isalpha()
    return biologic or len(key) <= SUFFIX_LENGTH


def _end(text: str, written: Sequence[Word], match: Match, skip: frozenset[int]) -> int:
    joined = match.last in skip and text[written[match.last - 1].end : written[match.last].start] == "-"
    return written[match.last if joined else match.last - 1].end


def _near(
    index: NameIndex, written: Sequence[Word], left: Sequence[range], means: Meanings
) -> tuple[Candidate, ...]:
    """The best few entries that the words left over resemble, for a person to choose from."""
    best: dict[tuple[str, str], float] = {}
    for span in left[:CANDIDATES]:
        stop = min(span.stop, span.start + 4)
        texts = {"".join(word.key for word in written[span.start : stop]), written[span.start].key}
        for near in (near for key in texts for near in index.near(key)):
            entries = means(near.name.id) if near.name.kind == "lookalike" else [near.name.entry]
            for entry in entries:
                best[entry] = max(best.get(entry, 0.0), near.similarity)
    ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:CANDIDATES]
    return tuple(Candidate(kind, entry, round(similarity, 2)) for (kind, entry), similarity in ranked)

"""When a person should call, in their own words: red flags of the rules that someone at home can notice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .tables import Table, each, filled, one_of, provenance, refers_to, split

CERTAINTIES = ("A", "B", "C", "house")
NOW, SAME_DAY = "now", "same_day"

CALL_WORDS = Table(
    "call_words",
    {
        "id": filled,
        "flags": each(refers_to("red_flags")),
        "when": one_of(NOW, SAME_DAY),
        "words": filled,
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class CallWords:
    """`words` goes on after "Call ... if" for now, and after "Call ... for" on the same day."""

    id: str
    flags: tuple[str, ...]
    when: str
    words: str


@cache
def call_words(when: str) -> tuple[CallWords, ...]:
    """In the order of the table. `when`: NOW or SAME_DAY."""
    return tuple(
        CallWords(row["id"], split(row["flags"]), row["when"], row["words"])
        for row in CALL_WORDS.rows()
        if row["when"] == when
    )

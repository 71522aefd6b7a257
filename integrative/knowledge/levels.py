"""The words for a score of our own 0 to 10 items and the ESAS-r (Selby 2010: moderate from 4, severe from 7).

Other published instruments bring their own bands.
"""

from __future__ import annotations

# The lowest score of each level, worst first.
LEVELS = ((7, "Severe"), (4, "Moderate"), (1, "Mild"), (0, "None"))
# On our own 0 to 10 items; a fall of two points is what people feel (Farrar 2001, pain).
MEANINGFUL_CHANGE = 2


def level_of(score: int | None) -> str:
    """None, Mild, Moderate or Severe; "Not asked" when there is no score. Blank is never none."""
    if score is None:
        return "Not asked"
    return next(word for lowest, word in LEVELS if score >= lowest)


def change_word(now: int | None, was: int | None, *, up_is_worse: bool = True) -> str:
    """better, worse or same; nothing when either is missing. Below the meaningful change it is the same."""
    if now is None or was is None:
        return ""
    change = now - was
    if abs(change) < MEANINGFUL_CHANGE:
        return "same"
    return "worse" if (change > 0) == up_is_worse else "better"

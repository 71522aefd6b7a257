"""What is looked at after treatment, in the words of the person it is about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from .tables import Table, filled, provenance, refers_to

WORDS = Table("late_effect_words", {"id": refers_to("late_effects"), "words": filled, **provenance("house")})


@cache
def everyday_words() -> Mapping[str, str]:
    """Late effect -> what goes on after "We look at ..."."""
    return {row["id"]: row["words"] for row in WORDS.rows()}

"""Words we do not say to or about people, and what we say instead. Held over templates and written text."""

from __future__ import annotations

import re
from collections.abc import Mapping

INSTEAD: Mapping[str, str] = {
    r"alternatives?": "integrative, or complementary",
    r"cure[ds]?|curing": "a treatment, a goal",
    r"safe|safely": "no interaction found",
    r"victims?|sufferers?|battles?|battling": "person with",
    r"non-?complian(?:t|ce)|poor adherence|non-?adheren(?:t|ce)": "what got in the way?",
    r"refuse[sd]? (?:care|treatment|chemotherapy|surgery|to)|(?:he|she|they|patient|person) refuse[sd]?"
    r"|refuses|gave up": "prefers not to",
    r"(?:patient|person|he|she|they) (?:has |have )?failed|failed (?:chemo\w*|treatment|therapy|radiation)"
    "": "the treatment did not help",
    r"holistic": "integrative",
    r"N/A|nil": "asked, none",
}

_PATTERNS = {re.compile(rf"\b(?:{words})\b", re.IGNORECASE): instead for words, instead in INSTEAD.items()}


def words_we_do_not_say(text: str) -> dict[str, str]:
    """What was found in the text, in lower case, and what to say instead; empty when nothing was."""
    return {
        found.group().lower(): instead
        for pattern, instead in _PATTERNS.items()
        for found in pattern.finditer(text)
    }

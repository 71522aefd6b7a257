"""Places of the body as people write them on record, to the words of the therapy rules. No guess: no word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from patients.models.cancer import Laterality

BONES = {
    "spine": r"\b(?:spin\w*|vertebra\w*|cervical|thoracic|lumbar|sacr\w*|back|neck)\b"
    r"|\b[ctls][- ]?(?:1[0-2]|[1-9])\b",
    "pelvis": r"\b(?:pelvi\w*|ili(?:um|ac)|ischi\w*|pubi\w*|acetabul\w*|hips?)\b",
    "femur": r"\b(?:femur\w*|femor\w*|thigh|hips?)\b",
    "humerus": r"\b(?:humer\w*|upper arm)\b",
    "rib": r"\b(?:ribs?|sternum|chest wall)\b",
    "skull": r"\b(?:skull|crani\w*|calvari\w*)\b",
}
LIMBS = {
    "arm": r"\b(?:arms?|hands?|wrists?|axill\w*|armpits?|upper (?:limbs?|extremit\w*))\b",
    "leg": r"\b(?:legs?|foot|feet|ankles?|groin|inguinal|lower (?:limbs?|extremit\w*))\b",
}
REGIONS = {
    "head_neck": r"\b(?:head|neck|face|facial|submental)\b",
    "trunk": r"\b(?:trunk|breasts?|chest|abdom\w*)\b",
    "genital": r"\b(?:genital\w*|scrot\w*|vulv\w*|pen(?:is|ile))\b",
}
SIDES = {"left": r"\bleft\b|\bL\b", "right": r"\bright\b|\bR\b"}
BOTH = r"\bboth\b|\bbilateral"
NOT_NAMED = "not named"


def bones_in(text: str) -> frozenset[str]:
    """The bones a text names: "other" for one the rules have no word for, "unknown" without any text."""
    found = _words(BONES, text)
    if found:
        return found
    return frozenset({"other" if text.strip() else "unknown"})


def limbs_in(text: str, side: str = "") -> frozenset[str]:
    """Limbs and regions; one that is on record without a place counts as a place that is not named."""
    limbs = _words(LIMBS, text)
    sides = _sides(text, side)
    named = {f"{one}_{limb}" for limb in limbs for one in sides}
    unsided = {NOT_NAMED} if limbs and not sides else set()
    return frozenset(named | unsided | _words(REGIONS, text)) or frozenset({NOT_NAMED})


def in_words(places: Iterable[str]) -> str:
    """ "left arm and trunk"; empty for what was not named."""
    named = [place.replace("head_neck", "head and neck").replace("_", " ") for place in sorted(places)]
    named = [place for place in named if place not in {NOT_NAMED, "unknown", "other"}]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)


def _sides(text: str, side: str) -> frozenset[str]:
    if side == Laterality.BILATERAL or re.search(BOTH, text, re.IGNORECASE):
        return frozenset(SIDES)
    said = {one for one, words in SIDES.items() if re.search(words, text, re.IGNORECASE)}
    return frozenset(said or ({side} if side in SIDES else ()))


def _words(table: dict[str, str], text: str) -> frozenset[str]:
    return frozenset(word for word, words in table.items() if re.search(words, text, re.IGNORECASE))

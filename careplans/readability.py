"""How hard a text reads: the Flesch-Kincaid grade, as years of school in the United States.

Kincaid, Fishburne, Rogers, Chissom 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59. Syllables
are counted by their vowels, as a dictionary would cost more than it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FOR_PATIENTS = 6.0
"""The grade that what we hand to patients stays within."""

SHORTEST = 4
WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
VOWELS = re.compile(r"[aeiouy]+")
# Two vowels spoken one after the other: "anxiety", "period", "doing", "usual".
APART = re.compile(r"ia(?!l\b|n\b|nt\b)|iet|io(?!us|n)|[aeiou]ing\b|ue[lt]\b|ual")
SILENT = re.compile(r"(?:[^aeiouytd]ed|(?<![^aeiouy]l)(?<![cgszx])(?<![cs]h)es|(?<![^aeiouy]l)e)$")
ENDS_AFTER_A_VOWEL = re.compile(r"[aeiouy](?:e|es|ed)$")
# Common here, and not by the rule.
BY_EAR = {
    **dict.fromkeys(("people", "every", "create", "science", "fatigue", "being"), 2),
    **dict.fromkeys(("area", "idea", "nausea", "video", "bicycle"), 3),
    **dict.fromkeys(("diarrhea", "february"), 4),
}


def syllables(word: str) -> int:
    """At least one."""
    letters = word.lower().replace("’", "'").split("'")[0]
    if letters in BY_EAR:
        return BY_EAR[letters]
    count = len(VOWELS.findall(letters)) + len(APART.findall(letters))
    if SILENT.search(letters) and not ENDS_AFTER_A_VOWEL.search(letters):
        count -= 1
    return max(count, 1)


def grade(sentences: Iterable[str]) -> float:
    """Of the whole text, to one place; 0 for no words. In: sentences. A title or a few words alone are no
    sentence: they would only make the text look easier than it is."""
    spoken = [words for sentence in sentences if len(words := WORD.findall(sentence)) >= SHORTEST]
    words = [word for sentence in spoken for word in sentence]
    if not words:
        return 0.0
    each_word = sum(map(syllables, words)) / len(words)
    return round(max(0.39 * len(words) / len(spoken) + 11.8 * each_word - 15.59, 0.0), 1)


def split_sentences(text: str) -> list[str]:
    """The sentences of a text; a line stands for itself."""
    found = re.split(r"(?<=[.!?])\s+(?=[\"“A-Z0-9])|\n+", text)
    return [sentence.strip() for sentence in found if sentence.strip()]


def hardest(sentences: Iterable[str], beyond: float, most: int = 3) -> list[str]:
    """The sentences that read harder than a grade, the hardest first. A few words alone are no sentence."""
    long_enough = [each for each in sentences if len(WORD.findall(each)) >= 6]
    hard = [each for each in long_enough if grade([each]) > beyond]
    return sorted(hard, key=lambda each: -grade([each]))[:most]

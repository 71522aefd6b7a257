"""No word we do not say in what is generated or kept in the tables, whoever reads it."""

from __future__ import annotations

import pytest

from careplans import compare, proposals, reminders, simplify
from careplans.checks import burden, clearance, cost, products
from careplans.dose_words import WHO
from careplans.product_days import BODY
from careplans.sheet import ADDS, COST_WORDS, MEASURED, NO_START, ONE_JOB_TOO_MANY, TELL_US
from integrative.knowledge.call_words import NOW, SAME_DAY, call_words
from integrative.knowledge.tables import raw_rows
from integrative.ui.wording import words_we_do_not_say

# What people read of each table; sources and notes for reviewers stay as they are.
READ = {
    "plan_templates": None,
    "call_words": ("words",),
    "therapies": ("name", "dose", "home_how", "response"),
    "therapy_safety": ("text",),
    "late_effects": ("late_effect", "advice", "interval"),
    "late_effect_words": ("words",),
    "red_flags": ("name", "action"),
    "symptoms": ("name",),
}
NOT_READ = frozenset({"id", "source", "certainty", "review_state", "note", "doi", "aliases"})


@pytest.mark.parametrize("table", READ)
def test_a_table_says_no_word_we_avoid(table: str) -> None:
    for row in raw_rows(table):
        columns = READ[table] or [name for name in row if name not in NOT_READ]
        said = " / ".join(row[name] for name in columns if name in row)
        assert words_we_do_not_say(said) == {}, row["id"]


def test_what_stands_on_every_sheet_says_no_word_we_avoid() -> None:
    said = [ADDS, ONE_JOB_TOO_MANY, TELL_US, NO_START, *COST_WORDS.values(), *WHO.values()]
    said += [words for pair in MEASURED.values() for words in pair]
    said += [each.words for when in (NOW, SAME_DAY) for each in call_words(when)]
    assert words_we_do_not_say(" / ".join(said)) == {}


def test_what_is_mailed_says_no_word_we_avoid() -> None:
    assert words_we_do_not_say(f"{reminders.BODY} {BODY}") == {}


@pytest.mark.parametrize(
    "module",
    [proposals, compare, simplify, burden, clearance, cost, products],
    ids=lambda each: each.__name__,
)
def test_sentences_of_the_rules_say_no_word_we_avoid(module: object) -> None:
    """The constants of a module: words, and tables of words."""
    assert words_we_do_not_say(" / ".join(_texts(vars(module)))) == {}


def _texts(found: object) -> list[str]:
    if isinstance(found, str):
        return [found]
    if isinstance(found, dict):
        public = {name: value for name, value in found.items() if not str(name).startswith("__")}
        return [text for value in public.values() for text in _texts(value)]
    if isinstance(found, tuple | list | frozenset):
        return [text for value in found for text in _texts(value)]
    return []

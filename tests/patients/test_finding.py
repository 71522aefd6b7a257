"""What the find box understands, and which part of a line it marks. No database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.finding import Part, fold, likeness, mark_start, mark_words, pieces, read_search

BORN = date(1964, 3, 9)


def marked(parts: list[Part]) -> str:
    return "".join(f"[{part.text}]" if part.is_match else part.text for part in parts)


@pytest.mark.parametrize(
    "typed", ["1964-03-09", "09-Mar-1964", "9 March 1964", "March 9, 1964", "3/9/1964", "  3/9/1964 "]
)
def test_a_date_in_any_common_form_is_a_birth_date(typed):
    assert read_search(typed).born == BORN


@pytest.mark.parametrize("typed", ["4471 0829", "44710829", "44 71 08 29", "A12-77"])
def test_figures_that_are_no_date_are_a_record_number(typed):
    search = read_search(typed)
    assert search.is_number
    assert search.born is None


@pytest.mark.parametrize("typed", ["Herrera", "maria herrera", "O'Brien"])
def test_letters_alone_are_a_name(typed):
    assert read_search(typed).is_name


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Herrera, Maria", "herr", "[Herr]era, Maria"),
        ("Herrera, Maria", "maria herrera", "[Herrera], [Maria]"),
        ("Núñez, Anaïs", "nunez anais", "[Núñez], [Anaïs]"),
        ("Smith-Jones, Ann", "smith jones", "[Smith]-[Jones], Ann"),
        ("Sørensen, Łukasz", "sorensen lukasz", "[Sørensen], [Łukasz]"),
        ("Strauß, Eva", "strauss", "[Strauß], Eva"),
        ("Herrera, Maria", "xyz", "Herrera, Maria"),
        ("Anna, Anna", "ann", "[Ann]a, [Ann]a"),
    ],
)
def test_the_matched_part_of_a_name_is_marked(name, words, expected):
    assert marked(mark_words(name, words)) == expected


def test_a_number_is_marked_across_its_groups():
    assert marked(mark_start("4471 0829", 6)) == "[4471] [08]29"


@given(st.text(max_size=40), st.text(max_size=20))
def test_marking_never_changes_the_text(name, words):
    assert "".join(part.text for part in mark_words(name, words)) == name


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(name):
    assert fold(fold(name)) == fold(name)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_share_and_goes_both_ways(one, other):
    ours, theirs = pieces(one), pieces(other)
    assert 0 <= likeness(ours, theirs) == likeness(theirs, ours) <= 1

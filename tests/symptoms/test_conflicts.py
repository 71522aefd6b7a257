"""Pure parts: two texts side by side. No database."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.ui.chart_form import sign_chart
from symptoms.conflicts import both_together, differences, mine_again
from symptoms.forms import PainForm, TakesNothingForm, WhatMattersForm

BLANK = {"good_week": "", "fear": "", "hope": ""}


def bound(form_class, **typed):
    patient_id = uuid4()
    post = {"chart": sign_chart(patient_id), "draft": str(uuid4()), "version": "1"} | typed
    form = form_class(post, patient_id=patient_id)
    assert form.is_valid(), form.errors
    return form


def marked(pieces):
    return "".join(f"[{piece.text}]" if piece.is_different else piece.text for piece in pieces)


def test_what_differs_is_marked_on_both_sides():
    form = bound(WhatMattersForm, good_week="Three meals, no cold foods")
    (difference,) = differences(form, BLANK | {"good_week": "Three meals, warm foods"})
    assert difference.question == "What would a good week look like?"
    assert marked(difference.mine) == "Three meals, [no cold ]foods"
    assert marked(difference.theirs) == "Three meals, [warm ]foods"


def test_a_blank_is_said():
    (difference,) = differences(bound(WhatMattersForm, hope="June"), BLANK)
    assert marked(difference.theirs) == "[Nothing written]"


def test_a_tick_is_said():
    (difference,) = differences(bound(TakesNothingForm, takes_no_products="on"), {"takes_no_products": False})
    assert marked(difference.mine).strip("[]") == "Ticked"


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("Ride", "Sleep", "Sleep\n\nRide"),
        ("Ride", "", "Ride"),
        ("", "Sleep", "Sleep"),
        ("Ride far", "Ride", "Ride far"),
        ("Ride", "Ride far", "Ride far"),
    ],
)
def test_both_together_repeats_nothing(mine, theirs, both):
    joined = dict(both_together(bound(WhatMattersForm, good_week=mine), BLANK | {"good_week": theirs}))
    assert joined["good_week"] == both


def test_goals_in_their_places_cannot_stand_together():
    form = bound(PainForm, goal_1_words="Walk")
    assert both_together(form, {"goal_1_words": "Sing"}) == ()


TEXTS = st.text(st.characters(categories=("L", "Nd", "Zs", "Po")), max_size=60).map(str.strip)


@given(mine=TEXTS, theirs=TEXTS)
def test_no_word_is_lost_between_the_two_sides(mine, theirs):
    form = bound(WhatMattersForm, fear=mine)
    found = differences(form, BLANK | {"fear": theirs})
    kept = form.cleaned_data["fear"]
    assert bool(found) == (kept != theirs)
    for difference in found:
        assert "".join(piece.text for piece in difference.mine) == (kept or "Nothing written")
        assert "".join(piece.text for piece in difference.theirs) == (theirs or "Nothing written")
    assert ("fear", mine) in mine_again(form)

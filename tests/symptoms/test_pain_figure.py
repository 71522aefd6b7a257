"""How the body is drawn. No database."""

from __future__ import annotations

from symptoms.body import REGIONS, View, in_words
from symptoms.body_figure import FILLS, PATTERNS, SEAM, SHAPES, Marks, figure_of, fill_of
from symptoms.models.pain import Quality


def part_of(figure, region):
    return next(part for half in figure.halves for part in half.parts if part.region.id == region)


def test_every_region_is_drawn_once_and_large_enough_for_a_finger():
    assert SHAPES.keys() == REGIONS.keys()
    assert all(min(shape.box[2:]) + SEAM >= 24 for shape in SHAPES.values())


def test_what_is_right_on_the_page_is_left_of_the_person_in_front_and_right_behind():
    assert SHAPES["palm_left"].badge[0] > SHAPES["palm_right"].badge[0]
    assert SHAPES["hand_back_left"].badge[0] < SHAPES["hand_back_right"].badge[0]


def test_every_quality_has_one_pattern():
    drawn = [quality for pattern in PATTERNS for quality in pattern.qualities]
    assert sorted(drawn) == sorted(Quality.values)
    assert fill_of(["burning", "numbness"]) == "pd"
    assert fill_of(Quality.values) in FILLS


def test_a_region_carries_the_numbers_of_its_areas_and_the_ghost_of_last_time():
    figure = figure_of(
        [Marks(1, ["sole_left"], ["numbness"]), Marks(2, ["sole_left", "calf_left"], ["sharp"])],
        last={"calf_left"},
    )
    sole, calf = part_of(figure, "sole_left"), part_of(figure, "calf_left")
    assert (sole.badge, sole.paint, sole.state) == ("1 2", "url(#pain-px)", "on")
    assert (calf.badge, calf.state) == ("2", "on was")
    assert part_of(figure, "knee_left").state == ""


def test_the_picture_says_what_is_marked():
    front, back = figure_of([Marks(1, ["palm_left"], [])]).halves
    assert front.said == "Front: Left palm and fingers (1)"
    assert back.said == "Back: nothing marked"
    assert (front.view, back.view) == (View.FRONT, View.BACK)


def test_both_sides_are_said_once():
    assert in_words(["sole_left", "sole_right", "knee_right"]) == "Right knee; sole, both sides"
    assert in_words(["sole_left", "sole_right"]) == "Sole, both sides"
    assert in_words([]) == ""

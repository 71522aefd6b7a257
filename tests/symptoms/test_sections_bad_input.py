"""What nobody means: said at the field in a sentence, and nothing of it saved; the rest of the map is."""

from __future__ import annotations

import pytest

from symptoms.models import Food, Section, Stress

from .helpers import AUTOSAVE, section_post, section_url

LINES = {
    Section.FOOD: "avoids",
    Section.MOVEMENT: "enjoys",
    Section.STRESS: "coping",
    Section.SPIRIT: "beliefs",
    Section.HELPED: "tried_1_what",
    Section.SYMPTOMS: "concern_1_words",
}
TEXTS = {
    Section.WHAT_MATTERS: "hope",
    Section.FOOD: "words",
    Section.MOVEMENT: "words",
    Section.SLEEP: "words",
    Section.STRESS: "words",
    Section.SPIRIT: "words",
    Section.TREATMENT: "understanding",
}
BOXES = [*LINES.items(), *TEXTS.items()]
NUMBERS = [
    (Section.FOOD, "fluids_ml"),
    (Section.FOOD, "protein_servings"),
    (Section.MOVEMENT, "minutes"),
    (Section.SLEEP, "sol_min"),
]
CHOICES = [
    (Section.FOOD, "taste"),
    (Section.MOVEMENT, "falls"),
    (Section.MOVEMENT, "barriers"),
    (Section.SLEEP, "steroids"),
    (Section.STRESS, "anx1"),
    (Section.STRESS, "supports"),
    (Section.SPIRIT, "chaplain"),
    (Section.TREATMENT, "agreement"),
    (Section.HELPED, "tried_1_outcome"),
]


def refusal(desk, draft, section, **typed):
    """The sentence at the only field that is wrong."""
    answer = desk.post(section_url(draft.patient, section), section_post(draft, **typed), headers=AUTOSAVE)
    assert answer.status_code == 422
    assert draft.section_versions.get(section=section).version == 0
    ((field, (sentence, *_)),) = answer.json()["errors"].items()
    assert field in typed
    return sentence


@pytest.mark.parametrize(("section", "field"), BOXES)
def test_a_megabyte_of_text_is_counted(draft, desk, section, field):
    assert "it has 1,000,000" in refusal(desk, draft, section, **{field: "a" * 1_000_000})


@pytest.mark.parametrize(("section", "field"), BOXES)
@pytest.mark.parametrize("letter", ["\x07", "\u202e"])
def test_what_cannot_be_shown_is_refused(draft, desk, section, field, letter):
    assert "character that cannot be shown" in refusal(desk, draft, section, **{field: f"Tea{letter}"})


@pytest.mark.parametrize(("section", "field"), NUMBERS)
@pytest.mark.parametrize("typed", ["two", "1e3", "-1", "1,5", "99999999999", "٣", "9" * 1_000_000])
def test_a_number_is_written_in_figures_and_possible(draft, desk, section, field, typed):
    assert refusal(desk, draft, section, **{field: typed}).startswith("Enter a number")


def test_half_a_minute_is_refused_where_whole_ones_are_counted(draft, desk):
    assert refusal(desk, draft, Section.SLEEP, sol_min="2.5") == "Enter a whole number"


@pytest.mark.parametrize("typed", ["24:60", "25:00", "13pm", "noon", "7" * 1_000_000])
def test_a_time_is_one_of_the_clock(draft, desk, typed):
    sentence = refusal(desk, draft, Section.SLEEP, into_bed=typed)
    assert "on a clock" in sentence or "Write a time" in sentence


@pytest.mark.parametrize(("section", "field"), CHOICES)
def test_a_choice_is_one_of_those_offered(draft, desk, section, field):
    more = {"tried_1_what": "Tea"} if section is Section.HELPED else {}
    answer = desk.post(
        section_url(draft.patient, section),
        section_post(draft, **{field: "nothing like it"}, **more),
        headers=AUTOSAVE,
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == {field: ["Choose one of these"]}


def test_the_same_tick_many_times_is_one(draft, desk):
    post = section_post(draft, stressors=["money"] * 900)
    answer = desk.post(section_url(draft.patient, Section.STRESS), post, headers=AUTOSAVE)
    assert answer.status_code == 200
    assert Stress.objects.get().stressors == ["money"]


def test_many_ticks_of_nothing_are_refused(draft, desk):
    typed = {"stressors": [f"worry {number}" for number in range(900)]}
    assert refusal(desk, draft, Section.STRESS, **typed) == "Choose one of these"


def test_a_section_beside_a_refused_one_is_saved(draft, desk):
    refusal(desk, draft, Section.SLEEP, into_bed="24:60")
    answer = desk.post(
        section_url(draft.patient, Section.FOOD),
        section_post(draft, share_of_usual="60"),
        headers=AUTOSAVE,
    )
    assert answer.status_code == 200
    assert Food.objects.get().share_of_usual == 60

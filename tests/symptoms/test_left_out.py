"""A row that lacks its name or its place: the rest of the section is saved, and the row stays as typed."""

from __future__ import annotations

import re

import pytest

from symptoms.models import Section

from .helpers import AUTOSAVE, chart_url, section_post, section_url

WITHOUT_ITS_KEY = {
    "a feeling without a place": (
        Section.PAIN,
        {"area_1_qualities": ["aching"]},
        "area_1_regions",
        "Mark where it is",
    ),
    "an answer of no without a place": (
        Section.PAIN,
        {"area_1_is_worsening": "False"},
        "area_1_regions",
        "Mark where it is",
    ),
    "an outcome of nothing": (
        Section.HELPED,
        {"tried_2_outcome": "helped"},
        "tried_2_what",
        "Write what was tried",
    ),
    "a score of nothing": (
        Section.SYMPTOMS,
        {"concern_1_score": "8"},
        "concern_1_words",
        "Write the concern",
    ),
}


@pytest.mark.parametrize(
    ("section", "typed", "field", "words"), WITHOUT_ITS_KEY.values(), ids=WITHOUT_ITS_KEY
)
def test_it_is_said_at_its_field_and_the_section_is_saved(draft, desk, section, typed, field, words):
    answer = desk.post(section_url(draft.patient, section), section_post(draft, **typed), headers=AUTOSAVE)
    assert answer.status_code == 200
    assert list(answer.json()["left_out"]) == [field]
    assert words in answer.json()["left_out"][field][0]
    assert draft.section_versions.get(section=section).version == 1


def test_the_other_areas_and_goals_are_kept(draft, desk):
    post = section_post(
        draft,
        area_1_regions=["sole_left"],
        area_2_words="There",
        area_3_regions=["groin"],
        goal_1_words="Walk to the lake",
    )
    answer = desk.post(section_url(draft.patient, Section.PAIN), post, headers=AUTOSAVE)
    assert list(answer.json()["left_out"]) == ["area_2_regions"]
    assert [area.regions for area in draft.painareas.all()] == [["sole_left"], ["groin"]]
    assert draft.function_goals.get().words == "Walk to the lake"


def test_without_script_the_page_goes_on_from_what_was_saved(draft, desk):
    address = section_url(draft.patient, Section.PAIN)
    post = section_post(draft, area_1_words="Under the rib", goal_1_words="Walk to the lake")
    answer = desk.post(address, post)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "but for the marked answer" in text
    assert re.search(r'<details class="area" id="pain-area-1"[^>]* open>', text)
    assert "Mark where it is" in text
    assert "Under the rib" in text
    again = section_post(
        draft,
        version=1,
        area_1_words="Under the rib",
        area_1_regions=["chest_left"],
        goal_1_words="Walk to the lake",
    )
    assert 'name="version" value="1"' in text
    assert desk.post(address, again).status_code == 302
    assert draft.painareas.get().words == "Under the rib"


def test_a_whole_section_says_nothing_of_it(draft, desk):
    post = section_post(draft, area_1_regions=["sole_left"], area_1_worst="3")
    assert (
        "left_out" not in desk.post(section_url(draft.patient, Section.PAIN), post, headers=AUTOSAVE).json()
    )


def test_a_real_contradiction_still_saves_nothing(draft, desk):
    post = section_post(
        draft, area_1_regions=["groin"], area_1_worst="3", area_1_usual="4", area_2_words="There"
    )
    answer = desk.post(section_url(draft.patient, Section.PAIN), post, headers=AUTOSAVE)
    assert answer.status_code == 422
    assert not draft.painareas.exists()


def test_the_map_shows_what_was_saved_when_it_is_opened_again(draft, desk):
    post = section_post(draft, area_1_words="There", goal_1_words="Walk to the lake")
    desk.post(section_url(draft.patient, Section.PAIN), post, headers=AUTOSAVE)
    page = desk.get(chart_url("map", draft.patient)).content.decode()
    assert "Walk to the lake" in page
    assert "Mark where it is" not in page

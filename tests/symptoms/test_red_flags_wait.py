"""From moderate pain on the red flags have to be asked: the answer to a save says so at once."""

from __future__ import annotations

import pytest

from symptoms.completeness import State
from symptoms.models import Section
from symptoms.red_flag_groups import GROUPS

from .helpers import AUTOSAVE, chart_url, section_post, section_url

ALL_ASKED = {group.id: ["none"] for group in GROUPS}


def line_after(desk, draft, section, **answers):
    """Where the red flags stand in the list, as the answer to this save says; None when it says nothing."""
    version = draft.section_versions.get(section=section).version
    post = section_post(draft, version=version, **answers)
    answer = desk.post(section_url(draft.patient, section), post, headers=AUTOSAVE)
    assert answer.status_code == 200
    return answer.json()["lines"].get(Section.RED_FLAGS)


@pytest.mark.parametrize(
    ("section", "answers"),
    [
        (Section.SYMPTOMS, {"esas_pain": "4"}),
        (Section.PAIN, {"area_1_regions": ["groin"], "area_1_worst": "4"}),
    ],
)
def test_pain_makes_them_needed(draft, desk, section, answers):
    assert line_after(desk, draft, section, **answers) == {"state": "warn", "spoken": "needed before signing"}


def test_mild_pain_does_not(draft, desk):
    assert line_after(desk, draft, Section.SYMPTOMS, esas_pain="3")["state"] == State.EMPTY


def test_they_are_needed_until_every_group_was_asked(draft, desk):
    line_after(desk, draft, Section.SYMPTOMS, esas_pain="7")
    some = {"fever": ["none"]}
    assert line_after(desk, draft, Section.RED_FLAGS, **some)["state"] == State.WARN
    assert line_after(desk, draft, Section.RED_FLAGS, **ALL_ASKED)["state"] == State.DONE


def test_less_pain_ends_the_wait(draft, desk):
    line_after(desk, draft, Section.SYMPTOMS, esas_pain="7")
    assert line_after(desk, draft, Section.SYMPTOMS, esas_pain="2")["state"] == State.EMPTY


def test_other_sections_say_nothing_of_them(draft, desk):
    assert line_after(desk, draft, Section.MOVEMENT, days="3") is None


def test_the_answer_and_the_page_say_the_same(draft, desk):
    told = line_after(desk, draft, Section.SYMPTOMS, esas_pain="7")
    page = desk.get(chart_url("map", draft.patient)).content.decode()
    assert f'Red flags<span class="sr" data-spoken>, {told["spoken"]}</span>' in page

"""Answers that can't stand together are said at the field; the rest of the map still saves."""

from __future__ import annotations

import pytest

from integrative.accounts.errors import Refused
from symptoms.models import Section
from symptoms.services import save_section

from .helpers import AUTOSAVE, section_post, section_url

NIGHT = {
    "lights_out": "22:30",
    "sol_min": "20",
    "waso_min": "30",
    "final_wake": "6:00",
    "out_of_bed": "6:30",
}
CANNOT_BE = {
    "an amount without a loss": (
        Section.FOOD,
        {"lost_weight": "no", "amount_lost": "1-5 kg"},
        "amount_lost",
        "asked after “Yes”",
    ),
    "nobody, and a partner": (
        Section.STRESS,
        {"supports": ["nobody", "partner"]},
        "supports",
        "“Nobody now” can't stand beside someone",
    ),
    "agrees, and differs": (
        Section.TREATMENT,
        {"agreement": "agrees", "differs": "Stopped in May"},
        "differs",
        "Choose “Something differs”",
    ),
    "up before waking": (
        Section.SLEEP,
        {"final_wake": "7:30", "out_of_bed": "7:00"},
        "out_of_bed",
        "Got up at 07:00, before waking at 07:30",
    ),
    "a day in bed": (
        Section.SLEEP,
        {"lights_out": "13:00", "out_of_bed": "7:00"},
        "lights_out",
        "more than 16 hours in bed",
    ),
    "to bed after trying to sleep": (
        Section.SLEEP,
        NIGHT | {"into_bed": "23:00"},
        "into_bed",
        "After 22:30, when they tried to sleep",
    ),
    "awake longer than in bed": (
        Section.SLEEP,
        NIGHT | {"waso_min": "600"},
        "waso_min",
        "More minutes awake",
    ),
}


@pytest.mark.parametrize(("section", "typed", "field", "words"), CANNOT_BE.values(), ids=CANNOT_BE)
def test_what_cannot_be_is_said_at_its_field(draft, desk, section, typed, field, words):
    answer = desk.post(section_url(draft.patient, section), section_post(draft, **typed), headers=AUTOSAVE)
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == [field]
    assert words in answer.json()["errors"][field][0]
    assert draft.section_versions.get(section=section).version == 0


def test_the_other_sections_still_save(draft, desk):
    wrong = section_post(draft, lost_weight="no", amount_lost="1-5 kg")
    desk.post(section_url(draft.patient, Section.FOOD), wrong, headers=AUTOSAVE)
    right = desk.post(
        section_url(draft.patient, Section.SLEEP), section_post(draft, **NIGHT), headers=AUTOSAVE
    )
    assert right.status_code == 200


def test_what_was_typed_stays_on_the_page_beside_its_sentence(draft, desk):
    post = section_post(draft, final_wake="7:30", out_of_bed="7:00", words="Woke at dawn")
    shown = desk.post(section_url(draft.patient, Section.SLEEP), post).content.decode()
    assert "before waking at 07:30" in shown
    assert "Woke at dawn" in shown


def test_a_service_refuses_what_no_form_has_looked_at(draft, clinician):
    with pytest.raises(Refused) as refusal:
        save_section(
            Section.STRESS,
            consultation_id=draft.pk,
            expected_version=0,
            by=clinician,
            answers={"supports": ["nobody", "faith"]},
        )
    assert refusal.value.field == "supports"


@pytest.mark.parametrize(
    "night",
    [
        {"final_wake": "7:00", "out_of_bed": "7:00"},
        {"lights_out": "3:00", "final_wake": "11:00"},
        NIGHT | {"into_bed": "22:30"},
        NIGHT | {"lights_out": "0:15", "into_bed": "23:50"},
    ],
)
def test_nights_that_can_be_are_kept(draft, desk, night):
    answer = desk.post(
        section_url(draft.patient, Section.SLEEP), section_post(draft, **night), headers=AUTOSAVE
    )
    assert answer.status_code == 200


def test_a_save_answers_with_what_the_section_adds_up_to(draft, desk):
    answer = desk.post(
        section_url(draft.patient, Section.SLEEP), section_post(draft, **NIGHT), headers=AUTOSAVE
    )
    assert answer.json()["measure"].startswith("Sleep efficiency")

"""A map is read as it was asked: what its form did not have was not left out."""

from __future__ import annotations

import pytest

from symptoms.models import SECTIONS_OF_FORM, Section
from symptoms.services import sign_consultation
from tests.factories.symptoms import ConsultationFactory, FunctionGoalFactory, ScoreFactory, sign

from .helpers import chart_url


@pytest.fixture
def old(patient, clinician):
    """Begun on the map's first form."""
    draft = ConsultationFactory(patient=patient, author=clinician, form_version=1)
    ScoreFactory(consultation=draft, symptom="esas_nausea", score=8)
    FunctionGoalFactory(consultation=draft, words="Walk to the lake")
    return draft


def test_an_old_map_shows_its_four_sections_and_no_other(old, desk):
    sign(old)
    url = chart_url("signed_map", old.patient, consultation_id=old.pk)
    note = desk.get(url).content.decode().split('class="card note-sheet', 1)[1]
    later = [section for section in SECTIONS_OF_FORM[2] if section not in SECTIONS_OF_FORM[1]]
    assert [section.label for section in later if f"{section.label}</h2>" in note] == []
    assert "Walk to the lake" in note
    assert "severe" in note


def test_moderate_pain_on_an_old_map_asks_for_no_section_that_it_lacks(old, clinician):
    ScoreFactory(consultation=old, symptom="esas_pain", score=8)
    assert Section.RED_FLAGS not in old.sections
    assert sign_consultation(consultation_id=old.pk, by=clinician).is_signed

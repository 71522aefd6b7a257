"""What a save of a section costs, in questions to the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from symptoms.forms import FORMS
from symptoms.models import Section
from symptoms.red_flag_groups import GROUPS
from tests.factories.symptoms import ConsultationFactory

from .helpers import AUTOSAVE, chart_url, section_post, section_url

# Savepoints would be counted inside the transaction of a test.
pytestmark = pytest.mark.django_db(transaction=True)

MOST = 8
NO_QUESTION = ("BEGIN", "COMMIT")
TYPED: dict[Section, dict[str, Any]] = {
    Section.WHAT_MATTERS: {"good_week": "Ride", "fear": "Falling", "hope": "June"},
    Section.SYMPTOMS: {"esas_pain": "5", "concern_1_words": "Cold feet", "concern_1_score": "6"},
    Section.PAIN: {"goal_1_words": "Walk to the lake"},
    Section.SUPPLEMENTS: {"takes_no_products": "on"},
    Section.FOOD: {"pattern": "small_often", "share_of_usual": "60"},
    Section.MOVEMENT: {"days": "3", "falls": "none"},
    Section.SLEEP: {"sol_min": "40", "words": "Awake at three"},
    Section.STRESS: {"anx1": "1", "stressors": ["money"]},
    Section.SPIRIT: {"importance": "very", "beliefs": "Lutheran"},
    Section.TREATMENT: {"agreement": "agrees", "doses_taken": "all"},
    Section.HELPED: {"tried_1_what": "Warm socks", "tried_1_outcome": "helped"},
    Section.RED_FLAGS: {group.id: ["none"] for group in GROUPS},
}


@pytest.mark.parametrize("section", FORMS)
def test_a_section_saves_itself_within_eight_queries(patient, clinician, desk, section):
    draft = ConsultationFactory(patient=patient, author=clinician)
    asked = {"asked": "esas_pain"} if section is Section.SYMPTOMS else {}
    desk.get(chart_url("map", patient))
    with CaptureQueriesContext(connection) as asked_of_it:
        post = section_post(draft, **TYPED[section], **asked)
        assert desk.post(section_url(patient, section), post, headers=AUTOSAVE).status_code == 200
    questions = [each["sql"] for each in asked_of_it if each["sql"] not in NO_QUESTION]
    print(f"{section.label}: {len(questions)} queries")
    assert len(questions) <= MOST, questions

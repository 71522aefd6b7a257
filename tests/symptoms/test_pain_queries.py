"""What a save of areas and goals costs, in questions to the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from symptoms.models import Section
from tests.factories.symptoms import ConsultationFactory

from .helpers import AUTOSAVE, section_post, section_url

# Savepoints would be counted inside the transaction of a test.
pytestmark = pytest.mark.django_db(transaction=True)

MOST = 8
REGIONS = ("head_front", "throat", "groin", "neck_back", "knee_left", "shin_left", "sole_left", "palm_left")


def test_eight_areas_and_a_goal_save_within_eight_queries(patient, clinician, desk):
    draft = ConsultationFactory(patient=patient, author=clinician)
    areas = {f"area_{number}_regions": [region] for number, region in enumerate(REGIONS, start=1)}
    desk.post(section_url(patient, Section.PAIN), section_post(draft), headers=AUTOSAVE)
    with CaptureQueriesContext(connection) as asked:
        post = section_post(draft, version=1, goal_1_words="Dance", **areas)
        assert desk.post(section_url(patient, Section.PAIN), post, headers=AUTOSAVE).status_code == 200
    questions = [each["sql"] for each in asked if each["sql"] not in ("BEGIN", "COMMIT")]
    print(f"Eight areas and a goal: {len(questions)} queries")
    assert draft.painareas.count() == 8
    assert len(questions) <= MOST, questions

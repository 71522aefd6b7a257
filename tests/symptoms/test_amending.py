"""A signed map is amended, never changed: who may, what is shown, and what the database keeps."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from integrative.accounts.errors import Refused
from integrative.audit.models import Event
from symptoms.models import Amendment
from symptoms.services.amending import amend_map
from tests.factories.symptoms import ConsultationFactory, signed_map

from .helpers import chart_url, guards


@pytest.fixture
def kept(patient):
    """Signed by a colleague."""
    return signed_map(patient, scores={"esas_pain": 4})


def amend_url(kept):
    return chart_url("amend_map", kept.patient, consultation_id=kept.pk)


def typed(kept, **facts):
    answers = {"section": "symptoms", "words": "Pain was 6, not 4.", "reason": "Slip of the pen"}
    return guards(kept.patient, **answers | facts)


def test_an_amendment_stands_in_the_note_with_who_and_why(kept, desk, clinician):
    answer = desk.post(amend_url(kept), typed(kept), follow=True)
    shown = answer.content.decode()
    assert "Pain was 6, not 4." in shown
    assert f"by {clinician}" in shown
    assert "Why: Slip of the pen" in shown
    assert "4, moderate" in shown


def test_it_stands_below_the_section_it_amends(kept, desk):
    desk.post(amend_url(kept), typed(kept, section="food", words="Eats soft food"))
    shown = desk.get(chart_url("signed_map", kept.patient, consultation_id=kept.pk)).content.decode()
    assert shown.index("<h2>Food</h2>") < shown.index("Eats soft food") < shown.index("<h2>Not asked</h2>")


def test_it_is_in_the_history(kept, desk, clinician):
    desk.post(amend_url(kept), typed(kept))
    event = Event.objects.get(verb="amended consultation map")
    assert (event.by, event.patient_id) == (clinician, kept.patient.pk)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 302),
        ("navigator", 403),
        ("pharmacist", 403),
        ("administrator", 403),
        ("other_clinic", 404),
        ("nobody", 302),
    ],
)
def test_who_may_amend(kept, sign_in, role, status):
    assert sign_in(role).post(amend_url(kept), typed(kept)).status_code == status
    assert kept.amendments.exists() == (role == "clinician")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"words": "  "}, "Write what is to be added"),
        ({"reason": ""}, "Write why"),
        ({"section": ""}, "Choose the section"),
        ({"section": "goals"}, "Choose one of these sections"),
        ({"words": "\u202eevil"}, "a character that cannot be shown"),
        ({"words": "a" * 1_000_000}, "it has 1,000,000"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(kept, desk, wrong, words):
    answer = desk.post(amend_url(kept), typed(kept, **wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Amendment.objects.exists()


def test_the_same_form_sent_twice_amends_once(kept, desk):
    post = typed(kept)
    desk.post(amend_url(kept), post)
    assert desk.post(amend_url(kept), post).status_code == 302
    assert Amendment.objects.count() == 1


def test_a_form_of_another_chart_amends_nothing(kept, desk):
    elsewhere = ConsultationFactory().patient
    answer = desk.post(amend_url(kept), typed(kept) | guards(elsewhere))
    assert answer.status_code == 422
    assert not Amendment.objects.exists()


def test_a_draft_is_not_amended(draft, desk, clinician):
    assert desk.post(amend_url(draft), typed(draft)).status_code == 404
    with pytest.raises(Refused, match="not signed yet"):
        amend_map(
            consultation_id=draft.pk,
            patient=draft.patient,
            by=clinician,
            section="food",
            words="Later",
            reason="Why not",
        )


@pytest.mark.parametrize(
    "statement",
    ["UPDATE symptoms_amendment SET words = 'Other'", "DELETE FROM symptoms_amendment"],
)
def test_an_amendment_is_kept_by_the_database(kept, desk, statement):
    desk.post(amend_url(kept), typed(kept))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_only_those_who_may_are_offered_it(kept, sign_in):
    url = chart_url("signed_map", kept.patient, consultation_id=kept.pk)
    assert amend_url(kept) in sign_in("clinician").get(url).content.decode()
    assert amend_url(kept) not in sign_in("navigator").get(url).content.decode()

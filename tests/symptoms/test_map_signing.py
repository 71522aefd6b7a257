"""What keeps a map from being signed: said on the page with links, and refused by the service."""

from __future__ import annotations

import pytest

from integrative.accounts.errors import Refused
from symptoms.models import PainArea, RedFlagAnswer, Section
from symptoms.red_flag_groups import GROUPS
from symptoms.services import open_draft, save_section, sign_consultation
from symptoms.services.signing import signing_obstacles
from tests.factories.patients import MedicationFactory
from tests.factories.symptoms import ProductFactory, ScoreFactory

from .helpers import chart_url

NONE = {name: False for group in GROUPS for name in group.fields}


def ask(draft, present):
    RedFlagAnswer.objects.bulk_create(
        RedFlagAnswer(consultation=draft, field=name, present=so) for name, so in present.items()
    )


def shown(desk, draft):
    return desk.get(chart_url("sign", draft.patient)).content.decode()


@pytest.mark.parametrize(("pain", "blocks"), [(3, False), (4, True), (10, True)])
def test_from_moderate_pain_on_the_red_flags_have_to_be_asked(draft, clinician, pain, blocks):
    ScoreFactory(consultation=draft, score=pain)
    assert bool(signing_obstacles(draft)) is blocks
    if blocks:
        with pytest.raises(Refused, match=f"Pain is {pain} of 10. Ask the red flags first."):
            sign_consultation(consultation_id=draft.pk, by=clinician)
    else:
        assert sign_consultation(consultation_id=draft.pk, by=clinician).is_signed


def test_the_worst_of_a_pain_area_counts_as_well(draft):
    PainArea.objects.create(consultation=draft, position=1, regions=["lower_back"], worst=7)
    assert [each.section for each in signing_obstacles(draft)] == [Section.RED_FLAGS]


def test_a_group_that_was_left_out_is_named(draft):
    ScoreFactory(consultation=draft, score=6)
    ask(draft, {name: so for name, so in NONE.items() if name not in GROUPS[-1].fields})
    (obstacle,) = signing_obstacles(draft)
    assert GROUPS[-1].label.lower() in obstacle.words
    ask(draft, dict.fromkeys(GROUPS[-1].fields, False))
    assert signing_obstacles(draft) == []


def test_an_undecided_stop_blocks_and_the_page_leads_to_it(draft, desk, clinician):
    ScoreFactory(consultation=draft, symptom="esas_nausea")
    MedicationFactory(patient=draft.patient, name="apixaban", schedule="twice daily")
    ProductFactory(patient=draft.patient, name_as_typed="St John's wort", schedule="")
    page = shown(desk, draft)
    assert f'<a href="{chart_url("map", draft.patient)}#supplements">' in page
    assert "wort is at Stop. Decide on it first." in page
    assert ">Sign the map</button>" not in page
    with pytest.raises(Refused, match="Decide on it first"):
        sign_consultation(consultation_id=draft.pk, by=clinician)


def test_empty_sections_are_named_and_do_not_block(draft, desk):
    ScoreFactory(consultation=draft, symptom="esas_nausea")
    page = shown(desk, draft)
    assert "Nothing is written in 11 of 12 sections" in page
    assert ">Sign the map</button>" in page


def test_a_flag_that_nobody_has_seen_is_shown_and_does_not_block(patient, desk, clinician):
    draft = open_draft(patient=patient, by=clinician)
    present = NONE | {"saddle_anaesthesia": True}
    save_section(
        Section.RED_FLAGS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"present": present, "numbers": {}},
    )
    page = shown(desk, draft)
    assert "Act now, seen by nobody yet" in page
    assert ">Sign the map</button>" in page


def test_the_list_marks_what_signing_waits_for(draft, desk):
    ScoreFactory(consultation=draft, score=6)
    page = desk.get(chart_url("map", draft.patient)).content.decode()
    assert '<li class="warn"><a href="#red-flags">' in page
    assert "needed before signing" in page

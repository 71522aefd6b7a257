"""How far a map is: in the list, on folded lines, in what an autosave answers, among the unfinished maps."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from symptoms.models import Food, Section, Stress
from symptoms.summaries import LONGEST, Summary, summary_of
from tests.factories.symptoms import FunctionGoalFactory, ProductFactory

from .helpers import AUTOSAVE, chart_url, section_post, section_url

WORDS = {"good_week": "Ride to the lake", "fear": "Falling", "hope": "June"}


def shown(desk, draft):
    return desk.get(chart_url("map", draft.patient)).content.decode()


def autosave(desk, draft, section, **typed):
    return desk.post(
        section_url(draft.patient, section), section_post(draft, **typed), headers=AUTOSAVE
    ).json()


def frame(text, slug):
    return re.search(
        rf'<div class="section-frame" data-frame="{slug}".*?(?=<div class="section-frame"|$)', text, re.S
    )[0]


def test_a_done_section_folds_to_its_summary_in_the_persons_voice(draft, desk):
    for name, words in WORDS.items():
        setattr(draft.what_matters, name, words)
    draft.what_matters.save()
    page = shown(desk, draft)
    assert " data-folds>" in frame(page, "what-matters").split("\n")[0]
    assert '<span class="voice" data-summary>Ride to the lake</span>' in frame(page, "what-matters")
    assert " data-folds>" not in frame(page, "food").split("\n")[0]
    assert "1 of 12 done" in page


def test_without_script_nothing_is_folded_and_no_button_is_dead(draft, desk):
    page = frame(shown(desk, draft), "food")
    assert re.search(r"data-fold-line hidden>", page)
    assert re.search(r"<button[^>]*data-fold [^>]*hidden>", page)


def test_an_autosave_says_where_its_section_stands(draft, desk):
    done = autosave(desk, draft, Section.WHAT_MATTERS, **WORDS)
    assert (done["state"], done["spoken"]) == ("done", "done")
    assert (done["summary"], done["summary_is_voice"]) == ("Ride to the lake", True)
    part = autosave(desk, draft, Section.FOOD, pattern="small_often")
    assert (part["state"], part["summary"]) == ("part", "Small and often")
    empty = autosave(desk, draft, Section.SPIRIT)
    assert (empty["state"], empty["summary"]) == ("empty", "")


def test_symptoms_are_done_when_what_the_page_asks_first_is_scored(draft, desk):
    some = autosave(desk, draft, Section.SYMPTOMS, asked="esas_pain esas_nausea", esas_pain="3")
    assert some["state"] == "part"
    post = section_post(draft, version=1, asked="esas_pain esas_nausea", esas_pain="3", esas_nausea="0")
    both = desk.post(section_url(draft.patient, Section.SYMPTOMS), post, headers=AUTOSAVE).json()
    assert (both["state"], both["summary"]) == ("done", "Pain 3")


def test_products_stand_on_the_folded_line(draft, desk):
    ProductFactory(patient=draft.patient, name_as_typed="Valerian")
    assert "Valerian" in frame(shown(desk, draft), "supplements").split("data-fold ")[0]


def test_unfinished_maps_say_how_many_sections_are_done(draft, desk):
    FunctionGoalFactory(consultation=draft)
    Food.objects.create(
        consultation=draft, pattern="soft", share_of_usual=50, lost_weight="no", poor_appetite="no"
    )
    Stress.objects.create(consultation=draft, anx1=1)
    assert "2 of 12" in desk.get(reverse("symptoms:unfinished")).content.decode()


@pytest.mark.parametrize(
    ("section", "answers", "words"),
    [
        (Section.SYMPTOMS, {"scores": {"esas_pain": 0}, "concerns": []}, "1 asked, all 0"),
        (
            Section.SYMPTOMS,
            {"scores": {"esas_pain": 2, "esas_nausea": 8}, "concerns": [{"words": "Cold feet", "score": 6}]},
            "Nausea 8, Pain 2, Cold feet 6",
        ),
        (
            Section.PAIN,
            {"areas": [{"regions": ["lower_back"], "worst": 7}], "goals": []},
            "Lower back 7 at worst",
        ),
        (Section.STRESS, {"anx1": 1, "anx2": 0, "dep1": 2, "dep2": 0, "stressors": ["money"]},
         "PHQ-4 3 of 12; weighs: money"),
        (Section.HELPED, {"tried": [{"what": "Warm socks", "outcome": "helped"}]}, "Warm socks: helped"),
        (Section.RED_FLAGS, {"present": {}, "numbers": {}}, ""),
        (Section.SUPPLEMENTS, {"takes_no_products": None}, ""),
        (Section.FOOD, {}, ""),
    ],
)  # fmt: skip
def test_a_summary_says_what_was_answered_and_nothing_else(section, answers, words):
    assert summary_of(section, answers).words == words


def test_a_long_voice_is_cut_between_words():
    summary = summary_of(Section.WHAT_MATTERS, {"good_week": "walking " * 40})
    assert summary.is_voice
    assert len(summary.words) <= LONGEST + 3
    assert summary.words.endswith("walking...")
    assert summary_of(Section.WHAT_MATTERS, {"good_week": ""}) == Summary()

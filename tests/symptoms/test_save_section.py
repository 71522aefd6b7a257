"""A section saves itself, says what is wrong, and never writes over someone else's words."""

from __future__ import annotations

import re

import pytest

from symptoms.models import Section
from symptoms.services import save_section, sign_consultation
from tests.factories.symptoms import ConsultationFactory, FunctionGoalFactory, ProductFactory, ScoreFactory

from .helpers import AUTOSAVE, chart_url, section_post, section_url


def autosave(desk, draft, section, post):
    return desk.post(section_url(draft.patient, section), post, headers=AUTOSAVE)


def test_autosave_answers_when_and_which_version(draft, desk):
    post = section_post(draft, good_week="Ride to the lake", fear="", hope="June")
    answer = autosave(desk, draft, Section.WHAT_MATTERS, post)
    draft.what_matters.refresh_from_db()
    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])
    assert (draft.what_matters.good_week, draft.what_matters.hope) == ("Ride to the lake", "June")


def test_autosave_says_the_time_on_the_clinics_wall(draft, desk):
    answer = autosave(desk, draft, Section.PAIN, section_post(draft, goal_1_words="Walk"))
    saved = draft.section_versions.get(section=Section.PAIN)
    assert answer.json()["saved_at"] == f"{saved.saved_at.astimezone(draft.patient.clinic.zone):%H:%M}"


def test_the_button_saves_and_returns_to_the_section(draft, desk):
    answer = desk.post(
        section_url(draft.patient, Section.PAIN),
        section_post(draft, goal_1_words="Walk", goal_3_words="Sing"),
    )
    assert answer.url == f"{chart_url('map', draft.patient)}#pain"
    assert [goal.words for goal in draft.function_goals.all()] == ["Walk", "Sing"]


def test_signing_in_again_leads_back_to_the_section(draft, desk):
    answer = desk.get(section_url(draft.patient, Section.PAIN))
    assert answer.url == f"{chart_url('map', draft.patient)}#pain"


def test_scores_are_kept_and_cleared(draft, desk):
    autosave(desk, draft, Section.SYMPTOMS, section_post(draft, esas_pain="10", esas_nausea="0"))
    autosave(desk, draft, Section.SYMPTOMS, section_post(draft, version=1, esas_pain="", esas_nausea="2"))
    assert list(draft.symptom_scores.values_list("symptom", "score")) == [("esas_nausea", 2)]


@pytest.mark.parametrize("score", ["11", "-1", "5.5", "five", "1e1", " ", "٣"])
def test_scores_outside_0_to_10_are_refused_at_their_row(draft, desk, score):
    post = section_post(draft, esas_pain=score, esas_nausea="3")
    answer = autosave(desk, draft, Section.SYMPTOMS, post)
    assert answer.status_code == 422
    assert answer.json() == {"errors": {"esas_pain": ["Choose a number from 0 to 10"]}}
    assert not draft.symptom_scores.exists()


@pytest.mark.parametrize(
    ("section", "field", "typed", "words"),
    [
        (Section.WHAT_MATTERS, "fear", "a" * 4001, "Shorten this to 4,000 characters"),
        (Section.WHAT_MATTERS, "hope", "bell\x07", "character that cannot be shown"),
        (Section.PAIN, "goal_2_words", "a" * 301, "Shorten this to 300 characters"),
        (Section.PAIN, "goal_1_words", "nul\x00", "character"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(draft, desk, section, field, typed, words):
    post = section_post(draft, **{field: typed})
    by_itself = autosave(desk, draft, section, post)
    by_button = desk.post(section_url(draft.patient, section), post)
    assert (by_itself.status_code, by_button.status_code) == (422, 422)
    assert words in by_itself.json()["errors"][field][0]
    assert words in by_button.content.decode()
    assert typed.rstrip("\x07\x00") in by_button.content.decode()
    assert draft.section_versions.get(section=section).version == 0


def test_ten_megabytes_come_back_to_their_field(draft, desk):
    answer = autosave(desk, draft, Section.WHAT_MATTERS, section_post(draft, fear="a" * 10_000_000))
    assert answer.status_code == 422
    assert "it has 10,000,000" in answer.json()["errors"]["fear"][0]


def test_markup_is_text(draft, desk):
    autosave(desk, draft, Section.PAIN, section_post(draft, goal_1_words="<script>alert(1)</script>"))
    shown = desk.get(chart_url("map", draft.patient)).content.decode()
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)" in shown


@pytest.mark.parametrize(
    "broken", [{"version": "one"}, {"once": "x"}, {"draft": "x"}, {"draft": ""}, {"chart": ""}]
)
def test_a_damaged_form_writes_nothing(draft, desk, broken):
    answer = autosave(desk, draft, Section.PAIN, section_post(draft, goal_1_words="Walk") | broken)
    assert answer.status_code == 422
    assert not draft.function_goals.exists()


def test_takes_nothing_is_refused_while_products_are_listed(draft, desk):
    ProductFactory(patient=draft.patient)
    answer = autosave(desk, draft, Section.SUPPLEMENTS, section_post(draft, takes_no_products="on"))
    assert answer.status_code == 422
    assert "Stop them first" in answer.json()["errors"]["takes_no_products"][0]


def test_asked_and_none_is_an_answer_and_not_asked_another(draft, desk):
    autosave(desk, draft, Section.SUPPLEMENTS, section_post(draft, takes_no_products="on"))
    draft.refresh_from_db()
    assert draft.takes_no_products is True
    autosave(desk, draft, Section.SUPPLEMENTS, section_post(draft, version=1))
    draft.refresh_from_db()
    assert draft.takes_no_products is None


@pytest.fixture
def saved_elsewhere(draft, clinician):
    """The same draft, saved in another window since."""
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=0,
        by=clinician,
        answers={"good_week": "Sleep", "fear": "", "hope": "June"},
    )
    return draft


def test_a_lost_race_shows_both_texts_and_writes_nothing(saved_elsewhere, desk):
    post = section_post(saved_elsewhere, good_week="Ride <far>", hope="June")
    answer = autosave(desk, saved_elsewhere, Section.WHAT_MATTERS, post)
    shown = answer.content.decode()
    saved_elsewhere.what_matters.refresh_from_db()
    assert answer.status_code == 409
    assert "<html" not in shown
    assert "<b>Ride &lt;far&gt;</b>" in shown
    assert "<b>Sleep</b>" in shown
    assert "you, in another window" in shown
    assert all(choice in shown for choice in ("Keep mine", "Keep theirs", "Use both"))
    assert "What do you hope for?" not in shown
    assert saved_elsewhere.what_matters.good_week == "Sleep"


def test_without_script_the_lost_race_is_a_page_with_both_texts(saved_elsewhere, desk):
    post = section_post(saved_elsewhere, good_week="Ride", hope="June")
    answer = desk.post(section_url(saved_elsewhere.patient, Section.WHAT_MATTERS), post)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "<html" in shown
    assert "<b>Sleep</b>" in shown
    assert re.search(r"<textarea[^>]*name=\"good_week\"[^>]*>\s*Ride</textarea>", shown)


def resolve(desk, draft, button):
    """Presses a button of the shown conflict, with the hidden fields that stand beside it."""
    post = section_post(draft, good_week="Ride", hope="June")
    shown = autosave(desk, draft, Section.WHAT_MATTERS, post).content.decode()
    form = next(part for part in shown.split("<form") if button in part)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    if button == "Keep theirs":
        hidden["keep_theirs"] = "1"
    answer = desk.post(re.match(r'[^>]*action="([^"]+)"', form).group(1), hidden)
    draft.what_matters.refresh_from_db()
    return answer, draft.what_matters.good_week


@pytest.mark.parametrize(
    ("button", "kept"), [("Keep mine", "Ride"), ("Keep theirs", "Sleep"), ("Use both", "Sleep\n\nRide")]
)
def test_the_conflict_is_settled_by_one_button(saved_elsewhere, desk, button, kept):
    answer, good_week = resolve(desk, saved_elsewhere, button)
    assert answer.url.endswith("#what-matters")
    assert good_week == kept


def test_the_same_text_saved_twice_is_no_conflict(saved_elsewhere, desk):
    post = section_post(saved_elsewhere, good_week="Sleep", hope="June")
    answer = autosave(desk, saved_elsewhere, Section.WHAT_MATTERS, post)
    assert answer.status_code == 200
    assert answer.json()["version"] == 1


@pytest.mark.parametrize(
    ("section", "stored", "post", "words"),
    [
        (Section.SYMPTOMS, ScoreFactory, {"esas_pain": "7"}, ["<b>7</b>", "<b>5</b>"]),
        (
            Section.PAIN,
            FunctionGoalFactory,
            {"goal_1_words": "Walk to town"},
            ["<b>town</b>", "<b>the lake</b>"],
        ),
    ],
)
def test_scores_and_goals_have_no_use_both(draft, desk, section, stored, post, words):
    stored(consultation=draft)
    draft.section_versions.filter(section=section).update(version=3, saved_by=draft.author)
    answer = autosave(desk, draft, section, section_post(draft, version=2, **post))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert all(word in shown for word in words)
    assert "Use both" not in shown


def test_other_sections_keep_saving_during_a_conflict(saved_elsewhere, desk):
    answer = autosave(desk, saved_elsewhere, Section.PAIN, section_post(saved_elsewhere, goal_1_words="Walk"))
    assert answer.status_code == 200


def test_a_save_whose_answer_was_lost_counts_once_and_brings_the_newer_words(draft, desk):
    first = section_post(draft, good_week="Ride")
    autosave(desk, draft, Section.WHAT_MATTERS, first)
    again = autosave(desk, draft, Section.WHAT_MATTERS, first | {"good_week": "Ride to the lake"})
    draft.what_matters.refresh_from_db()
    assert again.json()["version"] == 2
    assert draft.what_matters.good_week == "Ride to the lake"


def test_a_save_sent_again_never_covers_what_came_between(draft, desk, clinician):
    first = section_post(draft, good_week="Ride")
    autosave(desk, draft, Section.WHAT_MATTERS, first)
    save_section(
        Section.WHAT_MATTERS,
        consultation_id=draft.pk,
        expected_version=1,
        by=clinician,
        answers={"good_week": "Sleep", "fear": "", "hope": ""},
    )
    assert autosave(desk, draft, Section.WHAT_MATTERS, first).status_code == 409


def test_what_is_typed_after_signing_elsewhere_is_shown_and_not_written(draft, desk, clinician):
    ScoreFactory(consultation=draft, score=3)
    sign_consultation(consultation_id=draft.pk, by=clinician)
    later = ConsultationFactory(patient=draft.patient, author=clinician)
    post = section_post(draft, good_week="Typed into the signed one")
    by_itself = autosave(desk, draft, Section.WHAT_MATTERS, post)
    by_button = desk.post(section_url(draft.patient, Section.WHAT_MATTERS), post)
    later.what_matters.refresh_from_db()
    assert (by_itself.status_code, by_button.status_code) == (422, 422)
    assert "signed and can't be changed" in by_itself.json()["errors"]["__all__"][0]
    assert "Typed into the signed one" in by_button.content.decode()
    assert later.what_matters.good_week == ""

"""Every questionnaire on both sides of its bands, with answers missing, and with answers that can't be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.instruments.facts import CUTOFFS, TABLES, band, items, t_scores
from integrative.knowledge.instruments.records import rounded
from integrative.knowledge.instruments.scoring import SCORERS, score
from integrative.knowledge.verbs import BadQuestion
from integrative.knowledge.verbs.score import answer

NUMBERED = [name for name in SCORERS if items(name)]


def answered(instrument, *values):
    return dict(zip([item.key for item in items(instrument)], values, strict=False))


def ask(instrument, responses, **more):
    return answer({"instrument": instrument, "responses": responses, **more})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_tables_hold_what_their_layout_says(table):
    assert list(table.faults()) == []


@pytest.mark.parametrize("row", CUTOFFS.rows(), ids=lambda row: row["id"])
def test_a_band_holds_at_both_of_its_ends_and_not_beyond(row):
    low, high = float(row["low"]), float(row["high"])
    assert (
        band(row["instrument"], row["score"], low)
        == band(row["instrument"], row["score"], high)
        == row["band"]
    )
    assert band(row["instrument"], row["score"], low - 0.1) != row["band"]
    assert band(row["instrument"], row["score"], high + 0.1) != row["band"]


@pytest.mark.parametrize(
    ("instrument", "responses", "scores", "word"),
    [
        ("peg", {"pain_average": 5, "enjoyment": 4, "activity": 6}, {"mean": 5.0}, "moderate"),
        ("peg", {"pain_average": 3, "enjoyment": 4, "activity": 4}, {"mean": 3.7}, "mild"),
        ("peg", {"pain_average": 0, "enjoyment": 0, "activity": 0}, {"mean": 0.0}, "none"),
        ("weekly_checkin", {"sleep": 7, "activity": 7, "mood": 7}, {"mean": 7.0}, "severe"),
        ("pavs", {"days": 5, "minutes": 30}, {"minutes_per_week": 150}, "meets guideline"),
        ("pavs", {"days": 1, "minutes": 149}, {"minutes_per_week": 149}, "below guideline"),
        ("pavs", {"days": 0}, {"minutes_per_week": 0}, "inactive"),
        (
            "godin",
            {"strenuous": 1, "moderate": 1, "mild": 9},
            {"lsi": 41, "mvpa_units": 14},
            "moderately active",
        ),
        (
            "godin",
            {"strenuous": 1, "moderate": 0, "mild": 9},
            {"lsi": 36, "mvpa_units": 9},
            "insufficiently active",
        ),
        ("mst", {"lost_weight": "unsure", "poor_appetite": "no"}, {"total": 2}, "at risk"),
        ("mst", {"lost_weight": "no", "poor_appetite": "yes", "amount": ">15 kg"}, {"total": 1}, "low risk"),
        ("mst", {"lost_weight": "yes", "amount": ">15 kg", "poor_appetite": "yes"}, {"total": 5}, "at risk"),
        ("psfs", {"activities": [3, None, {"name": "walk the dog", "rating": 4}]}, {"mean": 3.5}, None),
        ("psfs", {"a1": 0, "a5": 0}, {"mean": 0.0}, None),
        ("gas", {"goals": [{"level": 0}, {"level": 0, "weight": 3}]}, {"t_score": 50.0}, None),
        ("gas", {"goals": [{"level": 2}]}, {"t_score": 70.0}, None),
        ("gas", {"goals": [{"level": 1}, {"level": 1}]}, {"t_score": 62.4}, None),
        ("promis_fatigue_4a", {"raw": 16}, {"raw": 16, "t_score": 64.6, "se": 2.4}, "moderate"),
        ("promis_depression_4a", {"raw": 20}, {"raw": 20, "t_score": 79.4, "se": None}, "severe"),
        ("promis_physical_function_4a", {"raw": 17}, {"raw": 17, "t_score": 43.5, "se": 2.6}, "mild"),
        ("promis_global_mental", {"raw": 17}, {"raw": 17, "t_score": 56.0, "se": 3.8}, "excellent"),
    ],
)
def test_known_scores(instrument, responses, scores, word):
    found = ask(instrument, responses)
    assert (found["status"], found["scores"], found["band"]) == ("ok", scores, word)


@pytest.mark.parametrize(
    ("instrument", "least", "word", "less", "milder"),
    [
        ("gad7", 15, "severe", 14, "moderate"),
        ("gad7", 10, "moderate", 9, "mild"),
        ("gad7", 5, "mild", 4, "minimal"),
        ("phq9", 20, "severe", 19, "moderately severe"),
        ("phq9", 15, "moderately severe", 14, "moderate"),
        ("phq4", 9, "severe", 8, "moderate"),
        ("phq4", 3, "mild", 2, "none"),
        ("isi", 15, "moderate", 14, "subthreshold"),
        ("bsfc_s", 15, "severe to very severe", 14, "moderate"),
        ("bsfc_s", 5, "moderate", 4, "none to mild"),
    ],
)
def test_sums_change_their_band_at_the_published_mark(instrument, least, word, less, milder):
    assert ask(instrument, _summing_to(instrument, least))["band"] == word
    assert ask(instrument, _summing_to(instrument, less))["band"] == milder


def _summing_to(instrument, wanted):
    answers = {}
    for item in items(instrument):
        answers[item.key] = min(item.high, wanted)
        wanted -= answers[item.key]
    return answers


@pytest.mark.parametrize(
    ("bouts", "units", "word"),
    [((1, 0), 9, "insufficiently active"), ((1, 1), 14, "moderately active"), ((1, 3), 24, "active")],
)
def test_the_activity_band_leaves_mild_bouts_out(bouts, units, word):
    found = ask("godin", {"strenuous": bouts[0], "moderate": bouts[1], "mild": 9})
    assert found["scores"] == {"lsi": units + 27, "mvpa_units": units}
    assert found["band"] == word


def test_esas_keeps_what_can_be_computed_and_bands_the_worst_item():
    found = ask("esas_r", answered("esas_r", 7, 0, 0, 0, 0, 0, 2, None, 3) | {"other": 10})
    assert found["status"] == "incomplete"
    assert found["scores"] == {"physical": 7, "emotional": None, "total": None, "worst_item": 7}
    assert found["band"] == "severe"


def test_esas_is_milder_just_below_each_mark():
    words = [ask("esas_r", answered("esas_r", *[worst] * 9))["band"] for worst in (0, 1, 3, 4, 6, 7)]
    assert words == ["none", "mild", "mild", "moderate", "moderate", "severe"]


def test_the_tenth_item_of_the_esas_never_counts():
    nine = answered("esas_r", *[1] * 9)
    assert ask("esas_r", nine)["scores"] == ask("esas_r", nine | {"other": 9})["scores"]


@pytest.mark.parametrize(
    ("answers", "status", "total"),
    [
        ([3, 3, 2, None, 0, 0, 0, 0, None], "prorated", 10),
        ([1, 1, 1, 1, 0, 0, 0, 0, None], "prorated", 5),
        ([1, 0, 0, 0, 0, 0, 0, None, None], "prorated", 1),
        ([3, 3, 3, 3, 3, 3, None, None, None], "incomplete", None),
    ],
)
def test_phq9_is_prorated_with_up_to_two_missing(answers, status, total):
    found = ask("phq9", answered("phq9", *answers))
    assert (found["status"], found["scores"]["total"]) == (status, total)


@pytest.mark.parametrize(("item9", "positive"), [(None, None), (0, False), (1, True)])
def test_phq9_item_nine_is_judged_even_without_a_total(item9, positive):
    assert ask("phq9", {"q9": item9})["scores"] == {"total": None, "item9_positive": positive}


@pytest.mark.parametrize(("pair", "positive"), [((1, 1), False), ((1, 2), True)])
def test_phq4_pairs_are_positive_from_three(pair, positive):
    found = ask("phq4", {"anx1": pair[0], "anx2": pair[1]})
    assert found["status"] == "incomplete"
    assert found["scores"]["gad2_positive"] is positive
    assert found["scores"]["phq2_positive"] is None


def test_global_health_recodes_pain_and_sums_each_part():
    best = {f"global{n:02}": 5 for n in (2, 3, 4, 5, 6, 8, 10)} | {"global07": 0}
    found = ask("promis_global", best)
    assert found["scores"] == {"physical_raw": 20, "physical_t": 67.7, "mental_raw": 20, "mental_t": 67.6}
    assert found["bands"] == {"physical_t": "excellent", "mental_t": "excellent"}


@pytest.mark.parametrize(
    ("pain", "raw"), [(0, 20), (1, 19), (3, 19), (4, 18), (6, 18), (7, 17), (9, 17), (10, 16)]
)
def test_pain_of_global_health_counts_in_five_steps(pain, raw):
    answers = {"global03": 5, "global06": 5, "global08": 5, "global07": pain}
    assert ask("promis_global", answers)["scores"]["physical_raw"] == raw


@pytest.mark.parametrize(
    ("instrument", "before", "now", "change"),
    [
        ("peg", {"mean": 7.0}, {"pain_average": 6, "enjoyment": 6, "activity": 6}, (-1.0, True, "better")),
        ("peg", {"mean": 6.9}, {"pain_average": 6, "enjoyment": 6, "activity": 6}, (-0.9, False, "better")),
        ("psfs", {"mean": 3.0}, {"activities": [5]}, (2.0, True, "better")),
        ("psfs", {"mean": 3.1}, {"activities": [5]}, (1.9, False, "better")),
        ("psfs", {"mean": 5.0}, {"activities": [5]}, (0.0, False, "same")),
    ],
)
def test_a_change_matters_from_its_published_size(instrument, before, now, change):
    moved = ask(instrument, now, previous=before)["change"]["mean"]
    assert (moved["delta"], moved["meaningful"], moved["direction"]) == change


def test_esas_gets_worse_by_another_step_than_it_gets_better():
    moved = ask("esas_r", answered("esas_r", 4, 0, 0, 0, 0, 0, 0, 0, 0), previous={"physical": 0, "total": 7})
    assert moved["change"]["physical"] == {"delta": 4, "meaningful": True, "direction": "worse"}
    assert moved["change"]["total"] == {"delta": -3, "meaningful": True, "direction": "better"}


def test_without_a_verified_change_nothing_is_said_of_its_meaning():
    moved = ask("promis_sleep_disturbance_4a", {"raw": 4}, previous={"t_score": 70.0, "raw": 19})
    assert moved["change"] == {"t_score": {"delta": -38.0, "meaningful": None, "direction": "better"}}


@pytest.mark.parametrize("instrument", SCORERS)
def test_nothing_answered_is_incomplete_and_never_zero(instrument):
    found = ask(instrument, {})
    assert found["status"] == "incomplete"
    assert set(found["scores"].values()) == {None}
    assert found["band"] is None


@pytest.mark.parametrize("instrument", NUMBERED)
@pytest.mark.parametrize("wrong", [True, "3", 1.5, -3, 2000, float("nan"), float("inf"), [], {}, 10**400])
def test_one_answer_that_cannot_be_voids_the_record(instrument, wrong):
    answers = {item.key: item.low for item in items(instrument)} | {items(instrument)[-1].key: wrong}
    found = ask(instrument, answers)
    assert (found["status"], found["scores"], found["band"]) == ("invalid", None, None)


@pytest.mark.parametrize(
    ("instrument", "responses"),
    [
        ("peg", {"pain_average": 1, "enjoyment": 1, "activity": 1, "mood": 1}),
        ("mst", {"lost_weight": "Yes", "poor_appetite": "no"}),
        ("mst", {"lost_weight": 2, "poor_appetite": "no"}),
        ("psfs", {"activities": [1] * 6}),
        ("psfs", {"activities": 5}),
        ("psfs", {"activities": [{"score": 5}]}),
        ("gas", {"goals": [{"level": 1, "weight": 0}]}),
        ("gas", {"goals": [{"level": 1, "weight": True}]}),
        ("gas", {"goals": [{"level": 3}]}),
        ("gas", {"goals": [0]}),
        ("promis_fatigue_4a", {"raw": 3}),
        ("promis_fatigue_4a", {"raw": 16, "hi7": 4}),
    ],
)
def test_what_a_form_cannot_hold_voids_it(instrument, responses):
    assert ask(instrument, responses)["status"] == "invalid"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"instrument": "peg"}, "missing"),
        ({"responses": {}}, "missing"),
        ({"instrument": "pegg", "responses": {}}, "unknown_value"),
        ({"instrument": "peg", "responses": []}, "not_an_object"),
        ({"instrument": "peg", "responses": {}, "previous": {"mean": True}}, "not_a_number"),
        ({"instrument": "peg", "responses": {}, "previous": {"mean": "7"}}, "not_a_number"),
        ({"instrument": "peg", "responses": {}, "prior": {}}, "unknown_key"),
        ({"instrument": "x" * 100, "responses": {}}, "too_long"),
    ],
)
def test_what_is_no_question_is_refused(question, code):
    with pytest.raises(BadQuestion) as refused:
        answer(question)
    assert refused.value.code == code


@given(st.sampled_from(NUMBERED), st.data())
def test_taking_an_answer_away_never_makes_up_a_score(instrument, data):
    answers = {item.key: data.draw(st.integers(item.low, item.high)) for item in items(instrument)}
    full = score(instrument, answers)
    gone = data.draw(st.sampled_from(sorted(answers)))
    less = score(instrument, {key: value for key, value in answers.items() if key != gone})
    assert full.status == "ok"
    assert all(full.scores[name] is not None for name in less.scores if less.scores[name] is not None)


@given(st.sampled_from(NUMBERED), st.data())
def test_the_order_of_the_answers_does_not_matter(instrument, data):
    answers = {item.key: data.draw(st.integers(item.low, item.high)) for item in items(instrument)}
    shuffled = dict(data.draw(st.permutations(list(answers.items()))))
    assert score(instrument, answers) == score(instrument, shuffled)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from(sorted(SCORERS)),
    st.sampled_from(["q1", "goals", "activities", "raw", "a1", "lost_weight", "days"]),
)
def test_no_answer_whatever_breaks_a_scorer(value, instrument, key):
    assert score(instrument, {key: value}).status in {"ok", "prorated", "incomplete", "invalid"}


@given(st.integers(-1000, 1000), st.sampled_from([0, 1]))
def test_halves_are_rounded_away_from_zero(whole, places):
    value = Fraction(2 * whole + 1, 2 * 10**places)
    assert abs(rounded(value, places)) == pytest.approx((abs(2 * whole + 1) + 1) / 2 / 10**places)


@pytest.mark.parametrize("instrument", [name for name in SCORERS if t_scores(name)])
def test_promis_tables_are_whole_and_rise(instrument):
    table = t_scores(instrument)
    assert list(table) == list(range(4, 21))
    assert [t for t, _ in table.values()] == sorted(t for t, _ in table.values())

"""Every questionnaire on both sides of its bands, with answers missing, and with answers that can't be."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrative.knowledge.instruments.facts import CHANGES as CHANGES_TABLE
from integrative.knowledge.instruments.facts import CUTOFFS, TABLES, band, items, t_scores
from integrative.knowledge.instruments.records import rounded
from integrative.knowledge.instruments.scoring import SCORERS, change, score
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


# Where each word begins, by hand from the published bands; None where no word is given.
# The number after the score is its smallest step.
PROMIS_SYMPTOM = [
    (0, "within normal limits"), (55, "mild"), (60, "moderate"), (70, "severe"), (100.1, None),
]  # fmt: skip
PROMIS_FUNCTION = [
    (0, "severe"), (30.1, "moderate"), (40.1, "mild"), (45.1, "within normal limits"), (100.1, None),
]  # fmt: skip
MEAN_OF_THREE = [(0, "none"), (0.1, "mild"), (4, "moderate"), (7, "severe"), (10.1, None)]
PAIR = [(3, "positive"), (7, None)]
BANDS = {
    ("esas_r", "each_item", 1): [(0, "none"), (1, "mild"), (4, "moderate"), (7, "severe"), (11, None)],
    ("peg", "mean", 0.1): MEAN_OF_THREE,
    ("weekly_checkin", "mean", 0.1): MEAN_OF_THREE,
    ("phq4", "total", 1): [(0, "none"), (3, "mild"), (6, "moderate"), (9, "severe"), (13, None)],
    ("phq4", "gad2", 1): PAIR,
    ("phq4", "phq2", 1): PAIR,
    ("phq9", "total", 1): [
        (0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe"), (28, None),
    ],
    ("gad7", "total", 1): [(0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe"), (22, None)],
    ("promis_fatigue_4a", "t_score", 0.1): PROMIS_SYMPTOM,
    ("promis_pain_interference_4a", "t_score", 0.1): PROMIS_SYMPTOM,
    ("promis_sleep_disturbance_4a", "t_score", 0.1): PROMIS_SYMPTOM,
    ("promis_anxiety_4a", "t_score", 0.1): PROMIS_SYMPTOM,
    ("promis_depression_4a", "t_score", 0.1): PROMIS_SYMPTOM,
    ("promis_physical_function_4a", "t_score", 0.1): PROMIS_FUNCTION,
    ("promis_ability_to_participate_4a", "t_score", 0.1): PROMIS_FUNCTION,
    ("promis_global_physical", "t_score", 0.1): [
        (0, "poor"), (35, "fair"), (42, "good"), (50, "very good"), (58, "excellent"), (100.1, None),
    ],
    ("promis_global_mental", "t_score", 0.1): [
        (0, "poor"), (29, "fair"), (40, "good"), (48, "very good"), (56, "excellent"), (100.1, None),
    ],
    ("pavs", "minutes_per_week", 1): [
        (0, "inactive"), (1, "below guideline"), (150, "meets guideline"), (10081, None),
    ],
    ("pavs", "strength_days", 1): [(2, "meets guideline"), (8, None)],
    ("godin", "mvpa_units", 1): [
        (0, "insufficiently active"), (14, "moderately active"), (24, "active"), (1387, None),
    ],
    ("mst", "total", 1): [(0, "low risk"), (2, "at risk"), (6, None)],
    ("isi", "total", 1): [
        (0, "no clinically significant insomnia"), (8, "subthreshold"), (15, "moderate"), (22, "severe"),
        (29, None),
    ],
    ("bsfc_s", "total", 1): [
        (0, "none to mild"), (5, "moderate"), (15, "severe to very severe"), (31, None),
    ],
    ("steps", "mean_per_day", 1): [
        (0, "sedentary"), (5000, "low active"), (7500, "somewhat active"), (10000, "active"),
        (12500, "highly active"), (100000, None),
    ],
    ("sleep_diary", "sleep_efficiency_pct", 0.1): [(0, "low"), (85, "acceptable"), (100.1, None)],
    ("sleep_diary", "sol_min", 1): [(31, "long"), (1441, None)],
    ("sleep_diary", "waso_min", 1): [(31, "long"), (1441, None)],
    ("mme", "mme_per_day", 1): [(50, "pause and reassess"), (100000, None)],
    ("distress_thermometer", "score", 1): [(4, "further evaluation"), (11, None)],
    ("dn4", "total", 1): [(4, "neuropathic likely"), (11, None)],
    ("s_lanss", "total", 1): [(12, "neuropathic likely"), (25, None)],
    ("paindetect", "total", 1): [(0, "unlikely"), (13, "unclear"), (19, "likely"), (39, None)],
    ("csi", "total", 1): [(7, "high strain"), (14, None)],
}  # fmt: skip
BAND_MARKS = [
    (instrument, name, round(mark - step, 1), before, mark, word)
    for (instrument, name, step), marks in BANDS.items()
    for (_, before), (mark, word) in pairwise([(None, None), *marks])
]


@pytest.mark.parametrize(("instrument", "name", "below", "before", "mark", "word"), BAND_MARKS)
def test_the_word_changes_at_its_mark_and_not_a_step_before(instrument, name, below, before, mark, word):
    assert band(instrument, name, below) == before
    assert band(instrument, name, mark) == word


def test_every_band_of_the_table_has_its_marks_here():
    table = sorted((row["instrument"], row["score"], row["band"]) for row in CUTOFFS.rows())
    here = sorted((instrument, name, word) for instrument, name, *_, word in BAND_MARKS if word)
    assert table == here


def test_no_value_lies_in_two_bands_of_a_score():
    by_score = sorted(
        (row["instrument"], row["score"], float(row["low"]), float(row["high"])) for row in CUTOFFS.rows()
    )
    for (*score_before, _, high), (*score_after, low, _) in pairwise(by_score):
        assert score_before != score_after or high < low


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
        ("phq9", 10, "moderate", 9, "mild"),
        ("phq9", 5, "mild", 4, "minimal"),
        ("phq4", 9, "severe", 8, "moderate"),
        ("phq4", 6, "moderate", 5, "mild"),
        ("phq4", 3, "mild", 2, "none"),
        ("isi", 22, "severe", 21, "moderate"),
        ("isi", 15, "moderate", 14, "subthreshold"),
        ("isi", 8, "subthreshold", 7, "no clinically significant insomnia"),
        ("peg", 21, "severe", 20, "moderate"),
        ("peg", 12, "moderate", 11, "mild"),
        ("peg", 1, "mild", 0, "none"),
        ("weekly_checkin", 21, "severe", 20, "moderate"),
        ("weekly_checkin", 12, "moderate", 11, "mild"),
        ("weekly_checkin", 1, "mild", 0, "none"),
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
    [
        ((1, 0), 9, "insufficiently active"),
        ((1, 1), 14, "moderately active"),
        ((2, 1), 23, "moderately active"),
        ((1, 3), 24, "active"),
    ],
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
@pytest.mark.parametrize(
    ("items_of_pair", "name", "other"), [("anx", "gad2", "phq2"), ("dep", "phq2", "gad2")]
)
def test_phq4_pairs_are_positive_from_three(pair, positive, items_of_pair, name, other):
    found = ask("phq4", {f"{items_of_pair}1": pair[0], f"{items_of_pair}2": pair[1]})
    assert found["status"] == "incomplete"
    assert (found["scores"][name], found["scores"][f"{name}_positive"]) == (sum(pair), positive)
    assert found["scores"][other] is found["scores"][f"{other}_positive"] is found["scores"]["total"] is None


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


# The least move that matters: improvement (with its sign) and worsening, by hand from the published values.
CHANGES = [
    ("esas_r", "physical", -3, 4, 1), ("esas_r", "emotional", -2, 1, 1), ("esas_r", "total", -3, 4, 1),
    ("peg", "mean", -1, 1, 0.1), ("weekly_checkin", "mean", -1, 1, 0.1), ("isi", "total", -6, 6, 1),
    ("phq9", "total", -5, 5, 1), ("gad7", "total", -4, 4, 1), ("psfs", "mean", 2, -2, 0.1),
    ("promis_fatigue_4a", "t_score", -3, 3, 0.1), ("promis_pain_interference_4a", "t_score", -4, 4, 0.1),
    ("promis_anxiety_4a", "t_score", -3, 3, 0.1), ("promis_depression_4a", "t_score", -3, 3, 0.1),
    ("promis_physical_function_4a", "t_score", 4, -4, 0.1),
]  # fmt: skip


@pytest.mark.parametrize(("instrument", "name", "better", "worse", "step"), CHANGES)
def test_every_change_matters_from_its_size_and_not_a_step_before(instrument, name, better, worse, step):
    for move, direction in ((better, "better"), (worse, "worse")):
        less = round(move - step if move > 0 else move + step, 1)
        found = [change(instrument, name, 50, 50 + by) for by in (move, less)]
        assert [moved.meaningful for moved in found] == [True, False]
        assert found[0].direction == direction


def test_every_change_of_the_table_that_is_scored_here_stands_in_the_list():
    table = {
        (row["instrument"], row["score"])
        for row in CHANGES_TABLE.rows()
        if row["improves_by"] and row["instrument"] in SCORERS and row["score"] != "each_item"
    }
    assert table == {(instrument, name) for instrument, name, *_ in CHANGES}


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


# The answers each form takes, by hand: lowest and highest of its items.
RANGES = {
    "esas_r": (10, 0, 10),
    "peg": (3, 0, 10),
    "weekly_checkin": (3, 0, 10),
    "phq4": (4, 0, 3),
    "phq9": (9, 0, 3),
    "gad7": (7, 0, 3),
    "isi": (7, 0, 4),
    "bsfc_s": (10, 0, 3),
    "mcsi": (13, 0, 2),
    "godin": (3, 0, 99),
    "promis_fatigue_4a": (4, 1, 5),
    "promis_pain_interference_4a": (4, 1, 5),
    "promis_sleep_disturbance_4a": (4, 1, 5),
    "promis_anxiety_4a": (4, 1, 5),
    "promis_depression_4a": (4, 1, 5),
    "promis_physical_function_4a": (4, 1, 5),
    "promis_ability_to_participate_4a": (4, 1, 5),
}
ITEM_RANGES = [
    *((form, n, low, high) for form, (many, low, high) in RANGES.items() for n in range(many)),
    *(("promis_global", n, 1, 5) for n in range(10) if n != 6),
    ("promis_global", 6, 0, 10),
    *[("pavs", 0, 0, 7), ("pavs", 1, 0, 1440), ("pavs", 2, 0, 7)],
]


@pytest.mark.parametrize(("instrument", "number", "low", "high"), ITEM_RANGES)
def test_an_answer_is_taken_up_to_both_ends_of_its_range(instrument, number, low, high):
    key = items(instrument)[number].key
    for value in (low, high, float(high)):
        assert ask(instrument, {key: value})["status"] != "invalid"
    for value in (low - 1, high + 1):
        assert ask(instrument, {key: value})["status"] == "invalid"


def test_every_item_has_its_range_here():
    assert sorted((form, n) for form, n, *_ in ITEM_RANGES) == sorted(
        (form, n) for form in NUMBERED for n in range(len(items(form)))
    )


@pytest.mark.parametrize(
    ("instrument", "lowest", "highest"),
    [
        ("esas_r", {"physical": 0, "emotional": 0, "total": 0, "worst_item": 0},
         {"physical": 60, "emotional": 20, "total": 90, "worst_item": 10}),
        ("peg", {"mean": 0.0}, {"mean": 10.0}),
        ("weekly_checkin", {"mean": 0.0}, {"mean": 10.0}),
        ("phq4", {"gad2": 0, "phq2": 0, "total": 0, "gad2_positive": False, "phq2_positive": False},
         {"gad2": 6, "phq2": 6, "total": 12, "gad2_positive": True, "phq2_positive": True}),
        ("phq9", {"total": 0, "item9_positive": False}, {"total": 27, "item9_positive": True}),
        ("gad7", {"total": 0}, {"total": 21}),
        ("isi", {"total": 0}, {"total": 28}),
        ("bsfc_s", {"total": 0}, {"total": 30}),
        ("mcsi", {"total": 0}, {"total": 26}),
        ("godin", {"lsi": 0, "mvpa_units": 0}, {"lsi": 1683, "mvpa_units": 1386}),
        ("pavs", {"minutes_per_week": 0}, {"minutes_per_week": 10080}),
        ("promis_fatigue_4a", {"raw": 4, "t_score": 33.7, "se": 4.9},
         {"raw": 20, "t_score": 75.8, "se": 3.9}),
        ("promis_pain_interference_4a", {"raw": 4, "t_score": 41.6, "se": 6.1},
         {"raw": 20, "t_score": 75.6, "se": 3.7}),
        ("promis_sleep_disturbance_4a", {"raw": 4, "t_score": 32.0, "se": 5.2},
         {"raw": 20, "t_score": 73.3, "se": 4.6}),
        ("promis_anxiety_4a", {"raw": 4, "t_score": 40.3, "se": 6.1},
         {"raw": 20, "t_score": 81.6, "se": 3.7}),
        ("promis_depression_4a", {"raw": 4, "t_score": 41.0, "se": 6.2},
         {"raw": 20, "t_score": 79.4, "se": None}),
        ("promis_physical_function_4a", {"raw": 4, "t_score": 22.5, "se": 4.0},
         {"raw": 20, "t_score": 57.0, "se": 6.6}),
        ("promis_ability_to_participate_4a", {"raw": 4, "t_score": 27.5, "se": 4.1},
         {"raw": 20, "t_score": 64.2, "se": 5.1}),
        # Pain 0 to 10 runs against the other nine.
        ("promis_global", {"physical_raw": 8, "physical_t": 29.6, "mental_raw": 4, "mental_t": 21.2},
         {"physical_raw": 16, "physical_t": 50.8, "mental_raw": 20, "mental_t": 67.6}),
    ],
)  # fmt: skip
def test_a_whole_form_scores_from_its_least_to_its_most(instrument, lowest, highest):
    for end, scores in (("low", lowest), ("high", highest)):
        found = ask(instrument, {item.key: getattr(item, end) for item in items(instrument)})
        assert (found["status"], found["scores"]) == ("ok", scores)


@pytest.mark.parametrize(
    "instrument",
    [
        *("peg", "weekly_checkin", "gad7", "isi", "bsfc_s", "mcsi", "godin", "promis_fatigue_4a"),
        *("promis_pain_interference_4a", "promis_sleep_disturbance_4a", "promis_anxiety_4a"),
        *("promis_depression_4a", "promis_physical_function_4a", "promis_ability_to_participate_4a"),
    ],
)
def test_one_missing_answer_leaves_these_without_a_score(instrument):
    full = {item.key: 1 for item in items(instrument)}
    assert ask(instrument, full)["status"] == "ok"
    for key in full:
        found = ask(instrument, full | {key: None})
        assert (found["status"], set(found["scores"].values())) == ("incomplete", {None})


@pytest.mark.parametrize("instrument", NUMBERED)
def test_null_and_an_absent_key_are_the_same_and_not_a_zero(instrument):
    full = {item.key: item.low for item in items(instrument)}
    for key in full:
        absent = ask(instrument, {other: full[other] for other in full if other != key})
        assert ask(instrument, full | {key: None}) == absent


@pytest.mark.parametrize("instrument", SCORERS)
def test_a_key_that_nobody_reads_voids_every_form(instrument):
    assert ask(instrument, {"nobody": None})["status"] == "invalid"


@pytest.mark.parametrize(
    ("missing", "status", "none"),
    [
        ("pain", "incomplete", {"physical", "total"}),
        ("dyspnoea", "incomplete", {"physical", "total"}),
        ("depression", "incomplete", {"emotional", "total"}),
        ("anxiety", "incomplete", {"emotional", "total"}),
        ("wellbeing", "incomplete", {"total"}),
        ("other", "ok", set()),
    ],
)
def test_a_missing_symptom_takes_away_only_the_scores_that_need_it(missing, status, none):
    found = ask("esas_r", answered("esas_r", *[1] * 10) | {missing: None})
    assert found["status"] == status
    assert {name for name, value in found["scores"].items() if value is None} == none


@pytest.mark.parametrize(
    ("missing", "status", "none"),
    [
        *((f"global{n:02}", "incomplete", {"physical_raw", "physical_t"}) for n in (3, 6, 7, 8)),
        *((f"global{n:02}", "incomplete", {"mental_raw", "mental_t"}) for n in (2, 4, 5, 10)),
        *((f"global{n:02}", "ok", set()) for n in (1, 9)),
    ],
)
def test_each_part_of_global_health_needs_its_own_four(missing, status, none):
    found = ask("promis_global", answered("promis_global", *[3] * 10) | {missing: None})
    assert found["status"] == status
    assert {name for name, value in found["scores"].items() if value is None} == none


@pytest.mark.parametrize(
    ("responses", "status", "minutes"),
    [
        ({"days": 0, "minutes": 60}, "ok", 0),
        ({"days": 1, "minutes": 0}, "ok", 0),
        ({"days": 1}, "incomplete", None),
        ({"minutes": 60}, "incomplete", None),
        ({"days": 2, "minutes": 60, "strength_days": 3}, "ok", 120),
        ({"strength_days": 3}, "incomplete", None),
    ],
)
def test_minutes_a_week_need_the_days_and_the_minutes_of_active_days(responses, status, minutes):
    found = ask("pavs", responses)
    assert (found["status"], found["scores"]) == (status, {"minutes_per_week": minutes})


@pytest.mark.parametrize(
    ("lost", "amount", "appetite", "total"),
    [
        ("no", None, "no", 0),
        ("no", None, "yes", 1),
        ("unsure", None, "no", 2),
        ("unsure", ">15 kg", "no", 2),
        ("yes", "1-5 kg", "no", 1),
        ("yes", "6-10 kg", "no", 2),
        ("yes", "11-15 kg", "no", 3),
        ("yes", ">15 kg", "no", 4),
        ("yes", "unsure", "no", 2),
        ("yes", None, "no", None),
        ("no", None, None, None),
        (None, ">15 kg", "yes", None),
    ],
)
def test_the_amount_of_weight_counts_and_is_needed_only_after_yes(lost, amount, appetite, total):
    found = ask("mst", {"lost_weight": lost, "amount": amount, "poor_appetite": appetite})
    assert found["scores"] == {"total": total}
    assert found["status"] == ("incomplete" if total is None else "ok")


@pytest.mark.parametrize(
    ("ratings", "status", "mean"),
    [
        ([0], "ok", 0.0),
        ([10] * 5, "ok", 10.0),
        ([10] * 6, "invalid", None),
        ([1, 2, 2, None, None], "ok", 1.7),
        ([1, 1, 2], "ok", 1.3),
        ([0, 0, 0, 1], "ok", 0.3),
        ([None], "incomplete", None),
        ([], "incomplete", None),
        ([-1], "invalid", None),
        ([11], "invalid", None),
        ([5, 2.5], "invalid", None),
    ],
)
def test_one_to_five_activities_give_the_mean_of_those_rated(ratings, status, mean):
    found = ask("psfs", {"activities": ratings})
    assert found["status"] == status
    assert (found["scores"] or {"mean": None}) == {"mean": mean}


@pytest.mark.parametrize(
    ("goals", "status", "t_score"),
    [
        ([{"level": -2}], "ok", 30.0),
        ([{"level": 2}], "ok", 70.0),
        ([{"level": -3}], "invalid", None),
        ([{"level": 3}], "invalid", None),
        ([{"level": 0.5}], "invalid", None),
        ([{"level": 1, "weight": 0.001}], "ok", 60.0),
        ([{"level": 1, "weight": 0}], "invalid", None),
        ([{"level": 1, "weight": -1}], "invalid", None),
        ([{"level": 1}, {"level": None}], "incomplete", None),
        ([{"level": 1}, {}], "incomplete", None),
        ([], "incomplete", None),
        ([{"level": 2, "weight": 1}, {"level": 0}], "ok", 62.4),
    ],
)
def test_goals_are_scored_when_each_has_a_level(goals, status, t_score):
    found = ask("gas", {"goals": goals})
    assert found["status"] == status
    assert (found["scores"] or {"t_score": None}) == {"t_score": t_score}


# A raw sum on both sides of every mark, its T-score and its word, by hand from the published tables.
PROMIS_MARKS = {
    "promis_fatigue_4a": [
        (10, 53.1, "within normal limits"), (11, 55.1, "mild"), (13, 58.8, "mild"), (14, 60.7, "moderate"),
        (18, 69.0, "moderate"), (19, 71.6, "severe"),
    ],
    "promis_pain_interference_4a": [
        (7, 53.9, "within normal limits"), (8, 55.6, "mild"), (11, 59.9, "mild"), (12, 61.2, "moderate"),
        (18, 69.7, "moderate"), (19, 71.6, "severe"),
    ],
    "promis_sleep_disturbance_4a": [
        (12, 54.3, "within normal limits"), (13, 56.1, "mild"), (15, 59.8, "mild"), (16, 61.7, "moderate"),
        (19, 68.8, "moderate"), (20, 73.3, "severe"),
    ],
    "promis_anxiety_4a": [
        (7, 53.7, "within normal limits"), (8, 55.8, "mild"), (10, 59.5, "mild"), (11, 61.4, "moderate"),
        (15, 69.3, "moderate"), (16, 71.2, "severe"),
    ],
    "promis_depression_4a": [
        (7, 53.9, "within normal limits"), (8, 55.7, "mild"), (10, 58.9, "mild"), (11, 60.5, "moderate"),
        (16, 69.4, "moderate"), (17, 71.2, "severe"),
    ],
    "promis_physical_function_4a": [
        (6, 28.9, "severe"), (7, 30.5, "moderate"), (14, 39.2, "moderate"), (15, 40.5, "mild"),
        (17, 43.5, "mild"), (18, 45.5, "within normal limits"),
    ],
    "promis_ability_to_participate_4a": [
        (4, 27.5, "severe"), (5, 31.8, "moderate"), (9, 38.8, "moderate"), (10, 40.5, "mild"),
        (12, 44.2, "mild"), (13, 46.2, "within normal limits"),
    ],
    "promis_global_physical": [
        (10, 34.9, "poor"), (11, 37.4, "fair"), (12, 39.8, "fair"), (13, 42.3, "good"), (15, 47.7, "good"),
        (16, 50.8, "very good"), (18, 57.7, "very good"), (19, 61.9, "excellent"),
    ],
    "promis_global_mental": [
        (6, 28.4, "poor"), (7, 31.3, "fair"), (10, 38.8, "fair"), (11, 41.1, "good"), (13, 45.8, "good"),
        (14, 48.3, "very good"), (16, 53.3, "very good"), (17, 56.0, "excellent"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("instrument", "raw", "t_score", "word"),
    [(instrument, *mark) for instrument, marks in PROMIS_MARKS.items() for mark in marks],
)
def test_promis_sums_on_both_sides_of_a_mark(instrument, raw, t_score, word):
    found = ask(instrument, {"raw": raw})
    assert (found["scores"]["t_score"], found["band"]) == (t_score, word)


@pytest.mark.parametrize("instrument", PROMIS_MARKS)
@pytest.mark.parametrize(("raw", "status"), [(3, "invalid"), (4, "ok"), (20, "ok"), (21, "invalid")])
def test_a_promis_sum_lies_between_four_and_twenty(instrument, raw, status):
    assert ask(instrument, {"raw": raw})["status"] == status


def test_the_strain_index_has_no_band():
    assert [ask("mcsi", _summing_to("mcsi", total))["band"] for total in (0, 13, 26)] == [None] * 3


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

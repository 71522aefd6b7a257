"""What the record and a map report to the rules: only what is known, each within its window."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integrative.knowledge.instruments.facts import items
from integrative.knowledge.predicates import Compared, Either, Every, Negated, Predicate, Reported
from integrative.knowledge.redflags import fields, flags, raised
from patients.models import CancerCondition, Measurement, Medication, TreatmentCourse
from patients.models.spread import Metastasis
from symptoms.models import PainArea, RedFlagAnswer, Stress, SymptomScore
from symptoms.red_flag_facts import (
    MapRows,
    RecordRows,
    esas_of,
    facts_of_map,
    facts_of_record,
    snapshot,
)

TODAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 11, 32, tzinfo=ZoneInfo("America/Chicago"))


def of_record(**rows):
    return facts_of_record(RecordRows(**rows), today=TODAY, now=NOW)


def course(regimen, *, began=60, ended=None):
    return TreatmentCourse(
        regimen=regimen,
        started_on=TODAY - timedelta(days=began),
        ended_on=None if ended is None else TODAY - timedelta(days=ended),
    )


def value(analyte, number, *, days=0):
    return Measurement(analyte=analyte, value=Decimal(number), taken_at=NOW - timedelta(days=days))


def test_an_empty_record_and_an_empty_map_report_nothing():
    assert of_record() == {}
    assert facts_of_map(MapRows()) == {}


class TestTheRecord:
    def test_cancer_and_where_it_went(self):
        facts = of_record(cancers=[CancerCondition()], metastases=[Metastasis(site="bone")])
        assert facts == {"known_cancer": True, "known_metastases": True, "known_bone_metastases": True}

    @pytest.mark.parametrize(("metastatic", "known"), [(True, True), (False, False), (None, False)])
    def test_not_known_to_be_metastatic_is_not_reported(self, metastatic, known):
        assert ("known_metastases" in of_record(cancers=[CancerCondition(metastatic=metastatic)])) is known

    @pytest.mark.parametrize(("ended", "counts"), [(None, True), (0, True), (42, True), (43, False)])
    def test_cancer_drugs_count_for_six_weeks(self, ended, counts):
        assert ("systemic_therapy_last_6w" in of_record(courses=[course("FOLFOX", ended=ended)])) is counts

    def test_a_treatment_that_lies_ahead_has_not_been_given(self):
        assert of_record(courses=[course("FOLFOX", began=-3)]) == {}

    def test_a_cancer_drug_among_the_medicines_counts(self):
        tablets = Medication(name="Capecitabine 500 mg", started_on=TODAY - timedelta(days=3))
        assert of_record(medicines=[tablets]) == {"systemic_therapy_last_6w": True}

    @pytest.mark.parametrize(
        "regimen", ["Trial drug XQ-17", "Radiation to the left breast", "Watchful waiting"]
    )
    def test_a_treatment_that_names_no_drug_reports_none(self, regimen):
        assert of_record(courses=[course(regimen)]) == {}

    @pytest.mark.parametrize(("ended", "counts"), [(None, True), (365, True), (366, False)])
    def test_a_checkpoint_inhibitor_counts_for_a_year(self, ended, counts):
        given = course("Carboplatin, pemetrexed, pembrolizumab", began=500, ended=ended)
        assert ("ici_last_12m" in of_record(courses=[given])) is counts

    def test_chemotherapy_is_no_checkpoint_inhibitor(self):
        assert "ici_last_12m" not in of_record(courses=[course("FOLFOX")])

    @pytest.mark.parametrize(("ended", "counts"), [(None, True), (0, True), (1, False)])
    def test_an_opioid_in_use(self, ended, counts):
        medicine = Medication(
            name="Oxycodone 5 mg", ended_on=None if ended is None else TODAY - timedelta(days=ended)
        )
        assert ("on_opioids" in of_record(medicines=[medicine])) is counts

    @pytest.mark.parametrize(("days", "counts"), [(0, True), (14, True), (15, False)])
    def test_neutrophils_count_while_they_are_fresh(self, days, counts):
        facts = of_record(values=[value("neutrophils", "0.4", days=days)])
        assert facts == ({"anc_10e9_l": Fraction(2, 5)} if counts else {})

    def test_the_newest_neutrophils_count(self):
        counts = [value("neutrophils", "0.3", days=5), value("neutrophils", "2.1", days=1)]
        assert of_record(values=counts) == {"anc_10e9_l": Fraction(21, 10)}

    @pytest.mark.parametrize(
        ("days", "field"),
        [
            (19, None), (20, "weight_1m_kg"), (40, "weight_1m_kg"), (41, None),
            (69, None), (70, "weight_3m_kg"), (112, "weight_3m_kg"), (113, None),
            (139, None), (140, "weight_6m_kg"), (224, "weight_6m_kg"), (225, None),
        ],
    )  # fmt: skip
    def test_an_earlier_weight_counts_within_its_window(self, days, field):
        facts = of_record(values=[value("weight", 70), value("weight", 80, days=days)])
        assert facts == {"weight_kg": 70} | ({field: 80} if field else {})

    def test_the_weight_nearest_to_the_day_counts(self):
        weights = [
            value("weight", kilos, days=days) for kilos, days in ((70, 0), (71, 22), (72, 31), (73, 39))
        ]
        assert of_record(values=weights)["weight_1m_kg"] == 72

    def test_an_old_weight_is_not_the_weight_now(self):
        assert of_record(values=[value("weight", 70, days=31), value("height", 170)]) == {}

    def test_body_mass_from_the_newest_height(self):
        facts = of_record(values=[value("weight", 50), value("height", 160, days=900)])
        assert float(facts["bmi"]) == pytest.approx(19.53, abs=0.01)

    def test_calcium_is_never_corrected_by_a_formula_of_ours(self):
        values = [value("calcium", "14"), value("albumin", "2.1")]
        assert of_record(values=values) == {}


def area(*regions, **facts):
    return PainArea(regions=list(regions), **facts)


class TestTheMap:
    def test_no_and_not_asked_report_nothing(self):
        answers = [RedFlagAnswer(field="seizure", present=False), RedFlagAnswer(field="rigors", present=True)]
        assert facts_of_map(MapRows(answers=answers)) == {"rigors": True}

    def test_a_zero_is_a_number(self):
        answers = [RedFlagAnswer(field="resp_rate", number=Decimal(0))]
        assert facts_of_map(MapRows(answers=answers)) == {"resp_rate": 0}

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"since": "weeks"}, "pain_new"),
            ({"is_worsening": True}, "pain_progressive"),
            ({"timing": "night"}, "pain_nocturnal"),
            ({"worse_with": ["straining"]}, "pain_on_straining"),
            ({"worse_with": ["standing"]}, "pain_mechanical"),
            ({"worse_with": ["moving"]}, "pain_mechanical"),
            ({"timing": "constant", "usual": 7}, "pain_unremitting_severe"),
        ],
    )
    def test_pain_of_the_spine_says_what_it_is_like(self, facts, field):
        spinal = facts_of_map(MapRows(areas=[area("lower_back", **facts)]))
        elsewhere = facts_of_map(MapRows(areas=[area("shin_left", **facts)]))
        assert spinal == {"spinal_pain": True, "spinal_pain_site": "lumbar", field: True}
        assert elsewhere == {}

    @pytest.mark.parametrize(
        ("regions", "site"),
        [
            (["neck_back"], "cervical"),
            (["upper_back"], "thoracic"),
            (["lower_back"], "lumbar"),
            (["lower_back", "upper_back"], "thoracic"),
        ],
    )
    def test_the_most_telling_site_of_the_spine_counts(self, regions, site):
        assert facts_of_map(MapRows(areas=[area(*regions)]))["spinal_pain_site"] == site

    def test_not_worsening_and_not_asked_report_nothing(self):
        areas = [area("lower_back", is_worsening=False), area("neck_back", is_worsening=None)]
        assert "pain_progressive" not in facts_of_map(MapRows(areas=areas))

    def test_the_worst_of_all_areas_is_the_pain(self):
        areas = [area("palm_left", worst=3), area("knee_left", worst=8), area("head_back")]
        assert facts_of_map(MapRows(areas=areas)) == {"pain_nrs": 8}

    @pytest.mark.parametrize(
        ("region", "counts"), [("thigh_front_left", True), ("groin", True), ("chest_left", False)]
    )
    def test_pain_of_a_limb_when_it_bears_weight(self, region, counts):
        facts = facts_of_map(MapRows(areas=[area(region, worse_with=["weight"])]))
        assert ("bone_pain_on_loading" in facts) is counts

    def test_phq4_needs_all_four(self):
        whole = Stress(anx1=3, anx2=3, dep1=3, dep2=0)
        assert facts_of_map(MapRows(stress=whole)) == {"phq4_total": 9}
        assert facts_of_map(MapRows(stress=Stress(anx1=3, anx2=3, dep1=3))) == {}

    def test_only_the_esas_is_the_esas(self):
        scores = [SymptomScore(symptom="esas_pain", score=8), SymptomScore(symptom="fatigue", score=9)]
        assert esas_of(MapRows(scores=scores)) == {"pain": 8}


def test_what_is_kept_beside_a_flag_can_be_read_again():
    kept = snapshot({"temp_c": Fraction("38.3"), "rigors": True, "phq4_total": Fraction(9)}, {"pain": 7})
    assert kept == {"phq4_total": 9, "rigors": True, "temp_c": 38.3, "esas": {"pain": 7}}


def test_no_question_of_the_weekly_check_in_is_a_field_of_the_rules():
    """It asks how much pain got in the way, never how strong it is; so a check-in raises nothing."""
    assert not {item.key for item in items("weekly_checkin")} & fields().keys()


def denied(predicate: Predicate, *, is_denied: bool = False) -> set[str]:
    """The fields whose presence makes a trigger fail, by the table's own words."""
    if isinstance(predicate, Negated):
        return denied(predicate.part, is_denied=not is_denied)
    if isinstance(predicate, Every | Either):
        return {field for part in predicate.parts for field in denied(part, is_denied=is_denied)}
    return {predicate.field} if is_denied else set()


TICKED = sorted(field.id for field in fields().values() if field.kind == "flag")
NUMBERS = {
    "temp_c": st.integers(360, 400).map(lambda tenths: Fraction(tenths, 10)),
    "pain_nrs": st.integers(0, 10).map(Fraction),
    "resp_rate": st.integers(4, 20).map(Fraction),
    "stools_over_baseline": st.integers(0, 9).map(Fraction),
    "phq4_total": st.integers(0, 12).map(Fraction),
}


@settings(max_examples=300)
@given(
    ticked=st.sets(st.sampled_from(TICKED), max_size=12),
    numbers=st.fixed_dictionaries({}, optional=NUMBERS),
    further=st.sampled_from(TICKED),
)
def test_a_further_fact_takes_no_flag_away_but_by_the_tables_own_words(ticked, numbers, further):
    before = {**dict.fromkeys(ticked, True), **numbers}
    after = {entry.flag.id for entry in raised({**before, further: True}, {})}
    for entry in raised(before, {}):
        is_denied = further in denied(entry.flag.trigger)
        assert entry.flag.id in after or entry.flag.suppressed_by in after or is_denied


def test_the_walk_over_triggers_knows_every_part():
    kinds = {type(part) for flag in flags() for part in _parts(flag.trigger)}
    assert {Reported, Compared, Negated, Every, Either} <= kinds


def _parts(predicate: Predicate):
    yield predicate
    inside = getattr(predicate, "parts", ()) or filter(None, [getattr(predicate, "part", None)])
    for part in inside:
        yield from _parts(part)

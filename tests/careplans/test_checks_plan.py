"""What stands beside a plan before it counts: burden, cost, evidence, products, what holds a signature."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from careplans.checks import PlanChecks, checks_of
from careplans.models import CarePlan, Intervention, PlanPart, Slot
from integrative.accounts.models import User
from patients.models import Coverage, Patient
from symptoms.models import Lean
from tests.factories.patients import CancerFactory, MeasurementFactory, MedicationFactory, TreatmentFactory
from tests.factories.symptoms import GoalsEntryFactory, ProductFactory


@pytest.fixture
def target(draft: CarePlan) -> PlanPart:
    return draft.parts.get(slot=Slot.TARGET_1)


def does(target: PlanPart, title: str = "Acupuncture", **more: Any) -> Intervention:
    """One more thing under the target, needling at a clinic unless told otherwise."""
    asked = {"therapy": "acupuncture", "place": "clinic", "responsible": "service", "domain": "physical"}
    position = target.interventions.count() + 1
    return Intervention.objects.create(part=target, position=position, title=title, **asked | more)


def checked(plan: CarePlan, user: User) -> PlanChecks:
    return checks_of(CarePlan.objects.get(pk=plan.pk), user)


def anchored(plan: CarePlan, **dose: Any) -> None:
    PlanPart.objects.filter(plan=plan, slot=Slot.ANCHOR).update(**dose)


# Burden.


def test_minutes_trips_and_pills_are_counted_beside_the_offer(
    draft: CarePlan, target: PlanPart, clinician: User
) -> None:
    does(target, times_a_week=Decimal("1"), minutes=60)
    does(target, "Ginger capsules", therapy="", domain="nutrition", place="home", is_new_pill=True)
    anchored(draft, times_a_week=5, minutes=20)
    CarePlan.objects.filter(pk=draft.pk).update(offered_minutes=300, offered_trips=6)
    burden = checked(draft, clinician).burden
    assert (burden.minutes, burden.trips, burden.new_pills) == (160, 5, 1)
    assert (burden.share, burden.tier, burden.words) == (84, "hold", "Nearly full")
    assert "one new thing at a time" in burden.advice


@pytest.mark.parametrize(
    ("minutes", "share", "tier", "word"),
    [
        (79, 79, "ok", "Fits"),
        (80, 80, "hold", "Nearly full"),
        (100, 100, "hold", "Nearly full"),
        (101, 101, "hold", "More than they offered"),
    ],
)
def test_where_amber_begins(
    draft: CarePlan, clinician: User, minutes: int, share: int, tier: str, word: str
) -> None:
    anchored(draft, times_a_week=1, minutes=minutes)
    CarePlan.objects.filter(pk=draft.pk).update(offered_minutes=100)
    checks = checked(draft, clinician)
    assert (checks.burden.share, checks.burden.tier, checks.burden.words) == (share, tier, word)
    assert checks.blocking == ()


def test_a_minute_over_a_long_offer_is_over(draft: CarePlan, clinician: User) -> None:
    anchored(draft, times_a_week=1, minutes=1001)
    CarePlan.objects.filter(pk=draft.pk).update(offered_minutes=1000)
    assert checked(draft, clinician).burden.words == "More than they offered"


def test_an_offer_of_nothing_is_an_answer(draft: CarePlan, clinician: User) -> None:
    anchored(draft, times_a_week=1, minutes=10)
    CarePlan.objects.filter(pk=draft.pk).update(offered_minutes=0)
    assert checked(draft, clinician).burden.words == "More than they offered"


def test_an_offer_nobody_asked_about_is_said_so(draft: CarePlan, clinician: User) -> None:
    burden = checked(draft, clinician).burden
    assert (burden.share, burden.tier, burden.words) == (None, "unk", "Not asked")
    assert "not asked yet" in burden.sentence


def test_what_has_no_dose_is_named_and_never_counted_as_no_time(draft: CarePlan, clinician: User) -> None:
    assert checked(draft, clinician).burden.without_dose == ("Walk after lunch", "Long out-breaths")


# Cost.


def paid_by(patient: Patient, kind: str, **more: Any) -> Coverage:
    return Coverage.objects.create(patient=patient, kind=kind, **more)


def line(plan: CarePlan, user: User, title: str = "Acupuncture") -> Any:
    return next(each for each in checked(plan, user).cost.lines if each.title == title)


def test_medicare_pays_no_needles_for_nausea_and_the_free_option_comes_first(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    does(target)
    paid_by(patient, "medicare")
    found = line(draft, clinician)
    assert found.coverage == "not_covered"
    assert "not paid by Medicare" in found.words
    assert found.free_first.startswith("Acupressure")


def test_medicare_and_pain_that_may_be_of_the_back_is_asked(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    PlanPart.objects.filter(pk=target.pk).update(symptom="msk_pain")
    does(target)
    paid_by(patient, "medicare")
    found = line(draft, clinician)
    assert found.coverage == "ask"
    assert "lasting low back pain" in found.words
    assert "not paid" not in found.words


def test_joint_pain_from_treatment_is_not_pain_of_the_back(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    PlanPart.objects.filter(pk=target.pk).update(symptom="ai_arthralgia")
    does(target)
    paid_by(patient, "medicare")
    assert line(draft, clinician).coverage == "not_covered"


def test_without_a_payer_it_is_asked_and_never_blank(
    draft: CarePlan, target: PlanPart, clinician: User
) -> None:
    does(target)
    found = line(draft, clinician)
    assert (found.coverage, found.tier) == ("ask", "hold")
    assert "No payer is on record" in found.words
    assert found.free_first


@pytest.mark.parametrize("kind", ["unknown", "other", "medicaid", "commercial", "medicare_advantage"])
def test_a_payer_whose_rules_are_not_known_is_asked(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User, kind: str
) -> None:
    does(target)
    paid_by(patient, kind)
    found = line(draft, clinician)
    assert found.coverage == "ask"
    assert found.words


def test_a_payer_that_has_ended_pays_nothing(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User, today: date
) -> None:
    does(target)
    ended = today - timedelta(days=1)
    paid_by(patient, "veterans", started_on=today - timedelta(days=400), ended_on=ended)
    assert line(draft, clinician).coverage == "ask"


def test_veterans_are_covered_for_needles(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    does(target)
    paid_by(patient, "veterans")
    assert line(draft, clinician).coverage == "covered"


def test_a_rule_past_its_last_day_is_asked_about(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User, time_machine: Any
) -> None:
    does(target, "Cognitive therapy by phone", therapy="cbt", place="virtual", domain="psychosocial")
    paid_by(patient, "medicare")
    time_machine.move_to("2028-02-01T12:00:00Z")
    assert line(draft, clinician, "Cognitive therapy by phone").coverage == "ask"


def test_what_the_clinic_has_checked_stands(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    does(target, costs="covered")
    paid_by(patient, "medicare")
    assert line(draft, clinician).coverage == "covered"


def test_walking_at_home_costs_nothing(draft: CarePlan, clinician: User) -> None:
    assert line(draft, clinician, "Walk after lunch").coverage == "free"
    assert checked(draft, clinician).cost.words == "2 without cost"


# Evidence.


def test_the_hint_says_what_a_named_source_says(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    CancerFactory(patient=patient)
    TreatmentFactory(patient=patient, regimen="Docetaxel")
    needles = does(target)
    hint = checked(draft, clinician).evidence[needles.pk]
    assert hint.known
    assert hint.citation
    assert hint.sentence.startswith("May help to prevent nausea")
    assert not hint.outside_population
    assert hint.grade in {"Recommended", "May help", "Not enough known", "Advised against"}


def test_evidence_from_other_people_says_so(draft: CarePlan, target: PlanPart, clinician: User) -> None:
    PlanPart.objects.filter(pk=target.pk).update(symptom="ai_arthralgia")
    needles = does(target)
    assert checked(draft, clinician).evidence[needles.pk].outside_population


def test_what_the_tables_do_not_know_is_said_so(draft: CarePlan, target: PlanPart, clinician: User) -> None:
    own = does(target, "Crystal singing bowls", therapy="")
    hint = checked(draft, clinician).evidence[own.pk]
    assert (hint.known, hint.tier) == (False, "unk")
    assert "Not in our tables" in hint.sentence


def test_a_medicine_is_known_by_its_name(draft: CarePlan, target: PlanPart, clinician: User) -> None:
    PlanPart.objects.filter(pk=target.pk).update(symptom="cipn")
    pill = does(target, "Duloxetine", therapy="", domain="medicine", amount=60, unit="mg")
    assert checked(draft, clinician).evidence[pill.pk].known


def test_what_is_known_for_another_symptom_only_says_so(draft: CarePlan, clinician: User) -> None:
    PlanPart.objects.filter(plan=draft, slot=Slot.COPING).update(therapy="journaling")
    hint = checked(draft, clinician).evidence[draft.parts.get(slot=Slot.COPING).pk]
    assert hint.for_another
    assert hint.sentence.startswith("Nothing for this target. ")


# Products and what holds a signature.


def test_a_therapy_on_hold_holds_the_signature_and_says_what_would_lift_it(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    does(target)
    MeasurementFactory(patient=patient, value=Decimal("18"))
    checks = checked(draft, clinician)
    assert checks.clearances["acupuncture"].is_on_hold
    assert len(checks.blocking) == 1
    assert checks.blocking[0].startswith("Acupuncture (manual) is on hold.")
    assert "25 or more" in checks.blocking[0]


def test_what_has_to_be_asked_holds_nothing(draft: CarePlan, target: PlanPart, clinician: User) -> None:
    does(target)
    checks = checked(draft, clinician)
    assert checks.clearances["acupuncture"].action == "ask"
    assert checks.blocking == ()


def test_an_undecided_stop_of_the_list_holds_the_signature(
    draft: CarePlan, patient: Patient, clinician: User
) -> None:
    TreatmentFactory(patient=patient, regimen="Irinotecan")
    ProductFactory(patient=patient, name_as_typed="St. John's wort")
    checks = checked(draft, clinician)
    assert [each.tier for each in checks.supplements] == ["stop"]
    assert "St. John's wort" in checks.blocking[0]


def test_what_the_plan_would_add_is_screened_too(
    draft: CarePlan, target: PlanPart, patient: Patient, clinician: User
) -> None:
    TreatmentFactory(patient=patient, regimen="Irinotecan")
    does(target, "St. John's wort", therapy="", domain="nutrition", amount=300, unit="mg", is_new_pill=True)
    checks = checked(draft, clinician)
    assert checks.supplements[0].is_planned
    assert "in this plan" in checks.blocking[0]


def test_a_product_nobody_can_read_is_never_taken_for_harmless(
    draft: CarePlan, patient: Patient, clinician: User
) -> None:
    ProductFactory(patient=patient, name_as_typed="Grandmother's mixture")
    checks = checked(draft, clinician)
    assert [(each.tier, each.word) for each in checks.supplements] == [("unk", "Cannot screen")]
    assert checks.blocking == ()


def test_what_the_catalog_does_not_know_is_named_as_not_checked(draft: CarePlan, clinician: User) -> None:
    assert checked(draft, clinician).unchecked == ("Walk after lunch", "Long out-breaths")


def test_goals_of_care_are_for_those_who_read_them(
    active: CarePlan, patient: Patient, staff: Any, today: date
) -> None:
    GoalsEntryFactory(patient=patient, lean=Lean.LONGER, asked_on=today - timedelta(days=9))
    GoalsEntryFactory(patient=patient, lean=Lean.COMFORT, asked_on=today + timedelta(days=1))
    assert checks_of(active, staff.clinician).goals
    assert checks_of(active, staff.navigator).goals is None


def test_a_bounded_number_of_queries(
    draft: CarePlan,
    target: PlanPart,
    patient: Patient,
    clinician: User,
    django_assert_max_num_queries: Any,
) -> None:
    for therapy in ("acupuncture", "acupressure"):
        does(target, therapy, therapy=therapy)
    does(target, "Curcumin 500 mg", therapy="", domain="nutrition", amount=500, unit="mg")
    for number in range(12):
        ProductFactory(patient=patient)
        MedicationFactory(patient=patient, name=f"Medicine {number}")
    plan = CarePlan.objects.get(pk=draft.pk)
    with django_assert_max_num_queries(8):
        checks_of(plan, clinician)

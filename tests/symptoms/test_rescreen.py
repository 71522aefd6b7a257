"""A screen is kept when something changed, and made again by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from integrative.accounts import clock
from integrative.accounts.models import Clinic, User
from patients.models import Medication, Patient, Precaution, PrecautionKind
from patients.services import end_fact, record_fact
from symptoms.models import PharmacistQuestion, ProductScreen, ProductStanding
from symptoms.screen_queries import changed_verdicts
from symptoms.services.products import add_product, stop_product
from symptoms.services.rescreening import rescreen_changed, rescreen_due
from symptoms.services.screening import store_screen
from tests.factories.patients import MeasurementFactory, MedicationFactory, PatientFactory
from tests.factories.symptoms import ProductFactory

Takes = Callable[..., Any]
EVER = clock.now() - timedelta(days=1)


@pytest.fixture
def takes(patient: Patient, clinician: User) -> Takes:
    return lambda name, **told: add_product(patient=patient, by=clinician, name_as_typed=name, **told)


@pytest.fixture
def commit(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """What happens after a commit happens at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def other_tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for module in ("symptoms.screening", "symptoms.services.rescreening"):
        monkeypatch.setattr(f"{module}.KNOWLEDGE_VERSION", "other tables")
    return "other tables"


def standing(product: Any) -> ProductStanding:
    return ProductStanding.objects.get(product=product)


def screens(patient: Patient) -> list[ProductScreen]:
    return list(ProductScreen.objects.of(patient).order_by("screened_at"))


def test_a_product_is_screened_when_it_is_written_down(patient, clinician, takes):
    ginkgo = takes("Ginkgo")
    screen = ProductScreen.objects.get()
    assert (screen.why, screen.screened_by) == ("products", clinician)
    assert screen.question["products"] == [{"text": "Ginkgo", "route": "oral"}]
    assert screen.verdicts.get().ingredients == ["ginkgo"]
    assert standing(ginkgo).screen == screen


def test_findings_are_kept_with_what_made_them(patient, takes):
    MedicationFactory(patient=patient, name="Warfarin")
    takes("Ginkgo")
    finding = ProductScreen.objects.get().verdicts.get().findings.get(counterpart="warfarin")
    assert (finding.supplement, finding.rule, finding.tier) == ("ginkgo", "PF073", 2)
    assert finding.chain
    assert finding.sources


def test_the_same_is_not_kept_twice(patient, clinician, takes):
    takes("Ginkgo")
    assert store_screen(patient, by=clinician, why="record") is None
    assert len(screens(patient)) == 1


def test_who_takes_nothing_is_not_screened(patient, clinician):
    assert store_screen(patient, by=clinician, why="record") is None
    assert screens(patient) == []


def test_written_down_again_after_it_was_stopped_it_is_screened_again(patient, clinician, takes):
    first = takes("Ginkgo")
    stop_product(product_id=first.pk, by=clinician, stopped_on=patient.clinic.today())
    again = takes("Ginkgo")
    assert standing(again).verdict == "none_found"
    assert len(screens(patient)) == 2


def test_a_new_medicine_makes_the_verdict_worse_by_itself(patient, clinician, takes, commit):
    ginkgo = takes("Ginkgo")
    with commit():
        record_fact(Medication, patient=patient, by=clinician, name="Warfarin", schedule="daily")
    assert rescreen_changed() == 1
    now = standing(ginkgo)
    assert (now.verdict_before, now.verdict, now.needs_decision) == ("none_found", "hold", True)
    assert screens(patient)[-1].why == "record"
    assert [row.product for row in changed_verdicts(clinician, EVER)] == [ginkgo]
    assert rescreen_changed() == 0


def test_a_medicine_that_ends_makes_it_milder_and_nobody_is_told(patient, clinician, takes, commit):
    medicine = MedicationFactory(patient=patient, name="Warfarin")
    ginkgo = takes("Ginkgo")
    with commit():
        end_fact(
            Medication, medicine.pk, by=clinician, expected_version=1,
            ended_on=patient.clinic.today() - timedelta(days=1),
        )  # fmt: skip
    rescreen_changed()
    assert (standing(ginkgo).verdict, standing(ginkgo).needs_decision) == ("none_found", False)
    assert not changed_verdicts(clinician, EVER)


def test_a_change_that_changes_no_verdict_keeps_no_second_screen(patient, clinician, takes, commit):
    ginkgo = takes("Ginkgo")
    before = standing(ginkgo).changed_at
    with commit():
        record_fact(
            Precaution, patient=patient, by=clinician, kind=PrecautionKind.FALL_RISK, site="", note=""
        )  # fmt: skip
    assert standing(ginkgo).looked_on is None
    rescreen_changed()
    assert standing(ginkgo).looked_on == patient.clinic.today()
    assert standing(ginkgo).changed_at == before


def test_a_fact_of_another_person_asks_for_nothing(patient, clinician, takes, commit):
    takes("Ginkgo")
    other = PatientFactory(clinic=patient.clinic, lead_clinician=clinician)
    with commit():
        record_fact(Medication, patient=other, by=clinician, name="Warfarin", schedule="daily")
    assert rescreen_changed() == 0


def test_each_day_everyone_is_looked_at_once_and_what_is_the_same_is_not_kept_again(patient, takes):
    ginkgo = takes("Ginkgo")
    assert rescreen_due(seconds=10) == (0, True)
    with clock.standing_at(clock.now() + timedelta(days=1)):
        assert rescreen_due(seconds=10) == (1, True)
        assert rescreen_due(seconds=10) == (0, True)
        assert standing(ginkgo).looked_on == patient.clinic.today()
    assert len(screens(patient)) == 1


def test_a_day_that_makes_a_count_too_old_is_kept(patient, clinician, takes):
    MedicationFactory(patient=patient, name="Warfarin")
    MeasurementFactory(patient=patient, analyte="inr", value="2.4", entered_value="2.4", entered_unit="ratio")
    takes("Vitamin E")
    with clock.standing_at(clock.now() + timedelta(days=120)):
        rescreen_due(seconds=10)
    assert [screen.why for screen in screens(patient)] == ["products", "day"]


def test_other_tables_look_at_everyone_again(patient, takes, other_tables):
    ProductStanding.objects.all().delete()
    with pytest.MonkeyPatch.context() as before:
        before.setattr("symptoms.screening.KNOWLEDGE_VERSION", "tables before")
        takes("Ginkgo")
    assert rescreen_due(seconds=10) == (1, True)
    assert [(screen.why, screen.knowledge_version) for screen in screens(patient)] == [
        ("products", "tables before"),
        ("knowledge", other_tables),
    ]


def test_what_was_never_screened_is_due(patient):
    product = ProductFactory(patient=patient, name_as_typed="Ginkgo")
    assert rescreen_due(seconds=10) == (1, True)
    assert standing(product).verdict == "none_found"


def test_who_died_is_left_alone(patient):
    ProductFactory(patient=patient, name_as_typed="Ginkgo")
    patient.deceased_on = patient.clinic.today()
    patient.save()
    assert rescreen_due(seconds=10) == (0, True)


def test_a_run_whose_time_is_over_goes_on_where_it_stopped(patient):
    ProductFactory(patient=patient, name_as_typed="Ginkgo")
    assert rescreen_due(seconds=-1) == (0, False)
    assert rescreen_due(seconds=10) == (1, True)


def test_what_is_the_same_as_yesterday_costs_no_query_for_each_person(
    patient, clinician, django_assert_max_num_queries
):
    for number in range(12):
        person = PatientFactory(clinic=patient.clinic, lead_clinician=clinician)
        MedicationFactory(patient=person)
        ProductFactory(patient=person, name_as_typed=f"Ginkgo {number} mg")
    rescreen_due(seconds=10)
    tomorrow = clock.now() + timedelta(days=1)
    with clock.standing_at(tomorrow), django_assert_max_num_queries(22 + Clinic.objects.count()):
        assert rescreen_due(seconds=10) == (12, True)


def test_what_cannot_be_screened_waits_for_the_pharmacist_once(patient, clinician, takes):
    takes("Nerve Renew Complex")
    takes("Turmeric")
    question = PharmacistQuestion.objects.get()
    assert (question.why, question.words) == ("cannot_screen", "Not understood: Nerve Renew.")


def test_the_question_closes_when_it_can_be_screened(patient, clinician, takes, commit):
    medicine = MedicationFactory(patient=patient, name="Qwertyzumab")
    takes("Ginkgo")
    assert PharmacistQuestion.objects.waiting().get().words == (
        "Not understood among medicines and treatments: Qwertyzumab."
    )
    with commit():
        end_fact(
            Medication, medicine.pk, by=clinician, expected_version=1,
            ended_on=patient.clinic.today() - timedelta(days=1),
        )  # fmt: skip
    rescreen_changed()
    closed = PharmacistQuestion.objects.get()
    assert closed.answered_by is None
    assert closed.answer == "Closed by itself: it can be screened now."


def test_a_stopped_product_leaves_the_queue(patient, clinician, takes):
    product = takes("Nerve Renew Complex")
    stop_product(product_id=product.pk, by=clinician, stopped_on=patient.clinic.today())
    assert not PharmacistQuestion.objects.waiting().exists()
    assert not standing(product).needs_decision

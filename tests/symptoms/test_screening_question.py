"""What the record says becomes the question of the screen; what can't be used is left out and named."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from integrative.knowledge.tables import BrokenTable
from patients.models import Measurement, Patient, PrecautionKind
from symptoms.models import ProductUse
from symptoms.services import screen_list, store_screen
from tests.factories.patients import (
    CancerFactory,
    MarkerFactory,
    MeasurementFactory,
    MedicationFactory,
    PatientFactory,
    PhaseFactory,
    TreatmentFactory,
)
from tests.factories.symptoms import ConsultationFactory, ProductFactory, ScoreFactory, signed_map


@pytest.fixture
def ginkgo(patient: Patient) -> ProductUse:
    return ProductFactory(patient=patient, name_as_typed="Ginkgo", schedule="")


def asked(patient: Patient, what: str) -> Any:
    return screen_list(patient).question.get(what)


def against(patient: Patient, what: str) -> list[tuple[str, str, bool]]:
    return [
        (line.text, line.note, line.is_known) for line in screen_list(patient).against if line.what == what
    ]


def day(patient: Patient, days: int) -> Any:
    return patient.clinic.today() + timedelta(days=days)


def test_a_product_is_asked_with_dose_times_and_route(patient):
    ProductFactory(
        patient=patient, name_as_typed="Arnica", dose_amount="2.500", dose_unit="mg", schedule="at night",
        route="topical",
    )  # fmt: skip
    assert asked(patient, "products") == [
        {"text": "Arnica", "route": "topical", "dose": "2.5 mg", "frequency": "at night"}
    ]


def test_a_stopped_product_is_not_asked(patient, ginkgo):
    ProductFactory(patient=patient, name_as_typed="Turmeric", stopped_on=patient.clinic.today())
    assert [row.product for row in screen_list(patient).products] == [ginkgo]


@pytest.mark.parametrize(
    ("begins", "ends", "is_asked", "note"),
    [
        (-28, None, True, ""),
        (14, None, True, "starts"),
        (15, None, False, ""),
        (-90, -42, True, "still counts"),
        (-90, -43, False, ""),
    ],
)
def test_treatments_running_near_and_just_over_are_asked(patient, ginkgo, begins, ends, is_asked, note):
    TreatmentFactory(
        patient=patient, regimen="Imatinib", started_on=day(patient, begins),
        ended_on=None if ends is None else day(patient, ends),
    )  # fmt: skip
    assert asked(patient, "treatments") == (["Imatinib"] if is_asked else None)
    assert [note in said for _, said, _ in against(patient, "Treatment")] == [True] * is_asked


def test_a_vitamin_among_the_medicines_is_screened_with_its_dose(patient, ginkgo):
    MedicationFactory(patient=patient, name="Vitamin D", dose=20000, dose_unit="units", schedule="daily")
    (reading,) = screen_list(patient).among_medicines
    assert reading.ingredients == ("vitamin_d",)
    assert [finding.rule for finding in reading.findings] == ["R29"]


def test_words_around_a_medicine_do_not_hide_its_name(patient, ginkgo):
    MedicationFactory(patient=patient, name="Warfarin", schedule="as the clinic on the hill says, see card")
    assert asked(patient, "medications") == ["Warfarin"]
    assert screen_list(patient).of(ginkgo).verdict == "hold"


def test_a_medicine_nobody_knows_leaves_no_product_free_of_findings(patient):
    ProductFactory(patient=patient, name_as_typed="Ginger tea", schedule="")
    MedicationFactory(patient=patient, name="Qwertyzumab")
    screen = screen_list(patient)
    assert screen.not_understood == ("Qwertyzumab",)
    assert [row.verdict for row in screen.products] == ["cannot_screen"]


def test_a_medicine_typed_as_a_product_is_said_to_be_one(patient):
    ProductFactory(patient=patient, name_as_typed="Tylenol", schedule="")
    (row,) = screen_list(patient).products
    assert (row.verdict, row.route_to) == ("cannot_screen", "medicines")


def test_what_a_name_may_mean_is_asked(patient):
    ProductFactory(patient=patient, name_as_typed="ALA", schedule="")
    (row,) = screen_list(patient).products
    assert [candidate.id for candidate in row.candidates] == ["alpha_lipoic_acid", "flaxseed"]


def test_confirmed_as_something_the_tables_lost_it_is_read_by_its_name(patient, clinician):
    ProductFactory(
        patient=patient, name_as_typed="Ginkgo", confirmed_as=["no_longer_there"], confirmed_by=clinician,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    assert screen_list(patient).products[0].ingredients == ("ginkgo",)
    assert [is_known for *_, is_known in against(patient, "Product")] == [False]


def test_the_newest_count_is_asked_with_its_day_and_the_laboratorys_limit(patient, ginkgo):
    MeasurementFactory(patient=patient, analyte="alt", value=30, taken_at=timezone.now() - timedelta(days=9))
    MeasurementFactory(
        patient=patient, analyte="alt", value=130, reference_high=35, taken_at=timezone.now()
    )  # fmt: skip
    today = patient.clinic.today().isoformat()
    assert asked(patient, "labs") == [
        {"test": "alt", "value": 130.0, "unit": "U/L", "on": today, "uln": 35.0}
    ]
    assert [note for _, note, _ in against(patient, "Count")] == ["today"]


@pytest.mark.parametrize(
    "wrong",
    [{"value": "999999"}, {"taken_at": timezone.now() + timedelta(days=3)}],
    ids=["nobody can have it", "of a day to come"],
)
def test_a_count_that_cannot_be_used_is_left_out_and_named(patient, ginkgo, wrong):
    MeasurementFactory(patient=patient)
    Measurement.objects.update(**wrong)
    (line,) = against(patient, "Count")
    assert asked(patient, "labs") is None
    assert "not usable" in line[1]
    assert line[2] is False


def test_an_unusable_count_is_no_milder_than_none(patient, ginkgo):
    TreatmentFactory(patient=patient)
    without = screen_list(patient).of(ginkgo).verdict
    MeasurementFactory(patient=patient)
    good = screen_list(patient).of(ginkgo).verdict
    Measurement.objects.update(value="999999")
    assert screen_list(patient).of(ginkgo).verdict == without != good


def test_a_limit_that_cannot_be_one_leaves_the_value(patient, ginkgo):
    MeasurementFactory(patient=patient, analyte="alt", value=130, reference_high=0)
    assert [lab.get("uln", "none") for lab in asked(patient, "labs")] == ["none"]


@pytest.mark.parametrize("name", ["Ginkgo\x07\u202e", "\u200b\u200b", "\x85"])
def test_letters_nobody_can_read_crash_nothing(patient, name):
    ProductFactory(patient=patient, name_as_typed=name, schedule="\x07")
    TreatmentFactory(patient=patient, regimen=name)
    MedicationFactory(patient=patient, name=name)
    assert screen_list(patient).failed == ""


def test_more_than_can_be_asked_is_shown_as_not_screened(patient, clinician):
    ProductUse.objects.bulk_create(
        ProductUse(patient=patient, recorded_by=clinician, name_as_typed=f"Herb {number}")
        for number in range(501)
    )
    screen = screen_list(patient)
    assert "more than 500" in screen.failed
    assert {row.verdict for row in screen.products} == {"not_screened"}


def test_tables_that_cannot_be_read_are_said_and_nothing_is_screened(patient, ginkgo, monkeypatch):
    def broken(*_: object) -> None:
        raise BrokenTable("supplements.csv, row 3")

    monkeypatch.setattr("symptoms.screening.read_question", broken)
    screen = screen_list(patient)
    assert "supplements.csv, row 3" in screen.failed
    assert [row.verdict for row in screen.products] == ["not_screened"]
    assert store_screen(patient, by=None, why="record") is None


def test_several_courses_of_radiation_are_asked_as_one_that_spans_them(patient, ginkgo):
    for site, begins, ends in (("left breast", -3, 20), ("pelvis" * 20, 30, 40), ("brain" * 20, -900, -870)):
        patient.radiationcourses.create(
            site=site, started_on=day(patient, begins), ended_on=day(patient, ends)
        )
    radiation = asked(patient, "radiation")
    assert (radiation["from"], radiation["to"]) == (str(day(patient, -3)), str(day(patient, 40)))
    assert "left breast" in radiation["site"]


def test_sites_too_long_to_ask_keep_what_they_mean(patient, ginkgo):
    for site in ("pelvis and lymph nodes " * 5, "brain, whole, with a boost " * 4):
        patient.radiationcourses.create(site=site.strip(), started_on=day(patient, -3))
    assert asked(patient, "radiation") == {
        "site": "radiation, radiation_pelvic, brain_radiation", "from": str(day(patient, -3)),
    }  # fmt: skip


def test_a_phase_of_radiation_is_not_put_off_by_a_later_course(patient, ginkgo):
    PhaseFactory(patient=patient, phase="radiation")
    patient.radiationcourses.create(site="pelvis", started_on=day(patient, 60))
    assert asked(patient, "radiation") == {"site": "pelvis"}


@pytest.mark.parametrize(
    ("result", "value", "conditions"),
    [
        ("positive", "", ["ER positive breast cancer"]),
        ("negative", "", []),
        ("equivocal", "", ["possibly hormone receptor positive breast cancer: ER equivocal"]),
        ("reported", "5 %", ["possibly hormone receptor positive breast cancer: ER 5 %"]),
    ],
)
def test_a_receptor_that_is_not_negative_may_be_positive(patient, ginkgo, result, value, conditions):
    cancer = CancerFactory(patient=patient, histology="")
    MarkerFactory(cancer=cancer, patient=patient, result=result, value=value)
    assert asked(patient, "conditions") == ["Breast cancer", *conditions]


def test_receptors_nobody_wrote_down_are_said_to_be_unknown(patient, ginkgo):
    CancerFactory(patient=patient)
    assert against(patient, "Cancer") == [
        ("Invasive ductal carcinoma", "hormone receptors not on record", False)
    ]


def test_precautions_are_asked_as_devices_and_conditions(patient, ginkgo):
    patient.precautions.create(kind=PrecautionKind.CENTRAL_LINE, site="left arm")
    patient.precautions.create(kind=PrecautionKind.OTHER, note="G6PD deficiency")
    patient.precautions.create(kind=PrecautionKind.PORT, ended_on=day(patient, -1))
    assert asked(patient, "devices") == ["central line"]
    assert asked(patient, "conditions") == ["Other: G6PD deficiency"]


def test_who_smoked_is_asked_and_who_was_not_asked_is_unknown(patient, ginkgo):
    assert against(patient, "Tobacco") == [("not known", "", False)]
    patient.tobaccouses.create(status="former", asked_on=day(patient, -10))
    assert asked(patient, "conditions") == ["former smoker"]


def test_scores_of_the_last_month_count_and_those_of_the_open_draft(patient, clinician, ginkgo):
    signed_map(patient, scores={"diarrhoea": 0, "nausea_vomiting": 4}, visit_on=day(patient, -31))
    assert asked(patient, "symptoms") is None
    draft = ConsultationFactory(patient=patient, author=clinician)
    ScoreFactory(consultation=draft, patient=patient, symptom="diarrhoea", score=6)
    ScoreFactory(consultation=draft, patient=patient, symptom="insomnia", score=0)
    assert asked(patient, "symptoms") == [f"Diarrhea, 6 of 10 on {patient.clinic.today()}"]


def test_diarrhea_nobody_asked_about_is_not_taken_to_be_absent(patient, ginkgo):
    signed_map(patient, scores={"fatigue": 3})
    assert asked(patient, "symptoms") is None
    assert asked(patient, "conditions") == [f"Cancer-related fatigue, 3 of 10 on {patient.clinic.today()}"]


def test_neuropathy_counts_whatever_its_age(patient, ginkgo):
    signed_map(patient, scores={"cipn": 3}, visit_on=day(patient, -200))
    (said,) = asked(patient, "conditions")
    assert said.startswith("Chemotherapy-induced peripheral neuropathy, 3 of 10")


def test_a_procedure_without_a_day_counts_as_near(patient, ginkgo):
    patient.procedures.create(name="Port removal", state="planned")
    patient.procedures.create(name="Lumpectomy", state="done", performed_on=day(patient, -100))
    assert asked(patient, "procedures") == [{"name": "Port removal"}]
    assert screen_list(patient).of(ginkgo).verdict == "hold"


def test_another_clinics_products_are_not_seen(patient, ginkgo, staff):
    assert screen_list(patient, staff.other_clinic).products == ()
    assert len(screen_list(patient, staff.clinician).products) == 1


def test_the_whole_screen_is_one_query(patient, clinician, ginkgo, django_assert_num_queries):
    other = PatientFactory(clinic=patient.clinic, lead_clinician=clinician)
    MedicationFactory(patient=other, name="Warfarin")
    for number in range(3):
        MedicationFactory(patient=patient, name=f"Medicine {number}")
        ProductFactory(patient=patient)
    clinician.clinic_ids()
    with django_assert_num_queries(1):
        screen = screen_list(patient, clinician)
        assert [str(row.product.recorded_by) for row in screen.products]
    assert "Warfarin" not in asked(patient, "medications")

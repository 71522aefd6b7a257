"""The record page: what stands, what is missing, and what does not fit together."""

from datetime import date, timedelta

import pytest

from patients.models import Allergy, AskedAbout, CancerCondition, PhaseOfCare, Precaution
from patients.services import mark_in_error
from tests.factories.patients import (
    CancerFactory,
    MarkerFactory,
    MeasurementFactory,
    MedicationFactory,
    PatientFactory,
    PhaseFactory,
    StageFactory,
    TreatmentFactory,
)

from .forms import address, guards, none_named


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 200),
        ("pharmacist", 200),
        ("administrator", 403),
        ("other_clinic", 404),
        ("nobody", 302),
    ],
)
def test_who_may_read_the_record(patient, sign_in, role, status):
    assert sign_in(role).get(address("record", patient)).status_code == status


def test_an_empty_record_says_what_is_missing_and_never_none(patient, sign_in):
    page = sign_in("clinician").get(address("record", patient)).content.decode()
    for missing in ("No diagnosis recorded", "Phase not recorded", "No counts on record", "Not asked"):
        assert missing in page


@pytest.fixture
def full(patient):
    cancer = CancerFactory(patient=patient)
    MarkerFactory(cancer=cancer, marker="er", result="positive")
    StageFactory(cancer=cancer)
    PhaseFactory(
        patient=patient, phase="newly_diagnosed", ended_on=date(2026, 2, 1), started_on=date(2026, 1, 15)
    )
    PhaseFactory(patient=patient)
    TreatmentFactory(patient=patient)
    MedicationFactory(patient=patient)
    MedicationFactory(patient=patient, name="Ondansetron", ended_on=date(2026, 3, 1))
    MeasurementFactory(patient=patient)
    Allergy.objects.create(patient=patient, substance="Penicillin", reaction="hives")
    return patient


def test_every_section_shows_what_stands(full, sign_in):
    page = sign_in("pharmacist").get(address("record", full)).content.decode()
    for shown in (
        "Invasive ductal carcinoma",
        "IIA",
        "Estrogen receptor (ER) positive",
        "Newly diagnosed",
        "Active treatment",
        "Carboplatin, pemetrexed, pembrolizumab",
        "60 mg daily",
        "No longer (1)",
        "Ondansetron",
        "Penicillin: hives",
    ):
        assert shown in page


@pytest.mark.parametrize(
    ("role", "person", "clinical"),
    [
        ("clinician", True, True),
        ("navigator", True, False),
        ("pharmacist", False, False),
    ],
)
def test_links_to_forms_stand_only_for_those_who_may(full, sign_in, role, person, clinical):
    page = sign_in(role).get(address("record", full)).content.decode()
    assert (address("person_edit", full) in page) is person
    for name in (
        "diagnosis new",
        "phase new",
        "treatment new",
        "medicine new",
        "measurement new",
        "allergy new",
    ):
        assert (address(name, full) in page) is clinical


def test_the_record_page_costs_the_same_for_a_long_record(full, sign_in, django_assert_max_num_queries):
    for _ in range(12):
        cancer = CancerFactory(patient=full)
        MarkerFactory(cancer=cancer, marker="pr", result="positive")
        MedicationFactory(patient=full)
        MeasurementFactory(patient=full)
        TreatmentFactory(patient=full)
    client = sign_in("clinician")
    client.get(address("record", full))
    with django_assert_max_num_queries(14):
        client.get(address("record", full))


class TestContradiction:
    @pytest.fixture
    def receptor_negative(self, patient):
        cancer = CancerFactory(patient=patient)
        for marker in ("er", "pr"):
            MarkerFactory(cancer=cancer, marker=marker, result="negative")
        return patient

    def asks(self, client, patient):
        return "Check the record" in client.get(address("record", patient)).content.decode()

    def test_an_aromatase_inhibitor_taken_today_asks_for_a_check(self, receptor_negative, sign_in):
        MedicationFactory(patient=receptor_negative, name="Letrozole")
        assert self.asks(sign_in("navigator"), receptor_negative)

    def test_so_does_one_given_as_the_regimen(self, receptor_negative, sign_in):
        TreatmentFactory(patient=receptor_negative, regimen="Anastrozole, five years")
        assert self.asks(sign_in("clinician"), receptor_negative)

    def test_one_that_was_stopped_does_not(self, receptor_negative, sign_in):
        MedicationFactory(patient=receptor_negative, name="Letrozole", ended_on=date(2026, 1, 1))
        TreatmentFactory(
            patient=receptor_negative,
            regimen="Anastrozole",
            started_on=date(2026, 1, 1),
            ended_on=date(2026, 1, 1) + timedelta(days=30),
        )
        assert not self.asks(sign_in("clinician"), receptor_negative)

    def test_one_far_down_a_long_list_asks_too(self, receptor_negative, sign_in):
        for number in range(20):
            MedicationFactory(patient=receptor_negative, name=f"Acetaminophen {number}")
        MedicationFactory(patient=receptor_negative, name="Letrozole")
        assert self.asks(sign_in("clinician"), receptor_negative)

    def test_the_newest_result_of_a_receptor_counts(self, receptor_negative, sign_in):
        MedicationFactory(patient=receptor_negative, name="Letrozole")
        cancer = receptor_negative.cancerconditions.get()
        MarkerFactory(cancer=cancer, marker="er", result="positive", tested_on=date(2026, 2, 1))
        assert not self.asks(sign_in("clinician"), receptor_negative)

    def test_a_cancer_entered_in_error_no_longer_speaks(self, receptor_negative, sign_in):
        MedicationFactory(patient=receptor_negative, name="Letrozole")
        cancer = receptor_negative.cancerconditions.get()
        clinician = receptor_negative.lead_clinician
        mark_in_error(CancerCondition, cancer.pk, by=clinician, why="typed twice", expected_version=1)
        assert not self.asks(sign_in("clinician"), receptor_negative)


class TestOtherContradictions:
    def page(self, client, patient):
        return client.get(address("record", patient)).content.decode()

    def test_a_cycle_beyond_the_course(self, patient, sign_in):
        began = patient.clinic.today() - timedelta(days=28)
        TreatmentFactory(patient=patient, regimen="AC", started_on=began, cycle_days=14, cycles_planned=2)
        assert "AC is in cycle 3, but 2 were planned" in self.page(sign_in("clinician"), patient)

    def test_the_last_planned_cycle_asks_nothing(self, patient, sign_in):
        began = patient.clinic.today() - timedelta(days=27)
        TreatmentFactory(patient=patient, regimen="AC", started_on=began, cycle_days=14, cycles_planned=2)
        assert "Check the record" not in self.page(sign_in("clinician"), patient)

    @pytest.mark.parametrize(("ended_on", "asks"), [(None, True), (date(2026, 2, 1), False)])
    def test_a_pregnancy_that_goes_on_beside_a_drug_that_can_harm(self, patient, sign_in, ended_on, asks):
        Precaution.objects.create(patient=patient, kind="pregnancy", ended_on=ended_on)
        MedicationFactory(patient=patient, name="Warfarin")
        assert ("Pregnancy is on record beside Warfarin" in self.page(sign_in("navigator"), patient)) is asks

    def test_a_phase_after_treatment_beside_one_that_goes_on(self, patient, sign_in):
        PhaseFactory(patient=patient, phase="survivorship")
        TreatmentFactory(patient=patient, regimen="AC")
        page = self.page(sign_in("clinician"), patient)
        assert "The phase is “survivorship”, but AC goes on" in page

    def test_an_earlier_phase_and_one_entered_in_error_say_nothing(self, patient, sign_in, clinician):
        PhaseFactory(patient=patient, phase="survivorship", ended_on=date(2026, 3, 1))
        wrong = PhaseFactory(patient=patient, phase="recovery", started_on=date(2026, 4, 1))
        mark_in_error(PhaseOfCare, wrong.pk, by=clinician, why="another person", expected_version=1)
        TreatmentFactory(patient=patient, regimen="AC")
        assert "Check the record" not in self.page(sign_in("clinician"), patient)


class TestNoKnownAllergies:
    def test_asked_today_and_none_is_an_answer(self, patient, sign_in):
        response = sign_in("clinician").post(none_named(patient), guards(patient))
        asked = AskedAbout.objects.of(patient).standing().get()
        assert response["Location"] == address("record", patient)
        assert (asked.topic, asked.answer, asked.asked_on) == ("allergies", "none", patient.clinic.today())

    def test_it_is_refused_while_an_allergy_stands(self, full, sign_in):
        response = sign_in("clinician").post(none_named(full), guards(full))
        assert response.status_code == 422
        assert "something is on record" in response.content.decode()
        assert not AskedAbout.objects.exists()

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("navigator", 403),
            ("pharmacist", 403),
            ("administrator", 403),
            ("other_clinic", 404),
            ("nobody", 302),
        ],
    )
    def test_nobody_else_says_so(self, patient, sign_in, role, status):
        assert sign_in(role).post(none_named(patient), guards(patient)).status_code == status

    def test_a_form_of_another_chart_says_nothing_about_this_one(self, patient, sign_in):
        other = PatientFactory(clinic=patient.clinic)
        response = sign_in("clinician").post(none_named(other), guards(patient))
        assert response.status_code == 422
        assert "another chart" in response.content.decode()

"""Whether a therapy suits the person, by the record: never milder than what is known, never silent on
what is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from careplans.checks import Cleared, clearances_of
from careplans.checks.record import FIELD_OF_ANALYTE
from integrative.knowledge.analytes import all_analytes
from integrative.knowledge.therapies.safety_facts import safety_fields
from patients.models import (
    AskedAbout,
    Measurement,
    Metastasis,
    Patient,
    Precaution,
    Procedure,
    RadiationCourse,
)
from symptoms.models import Food, RedFlag, RedFlagAnswer
from tests.factories.patients import (
    CancerFactory,
    MeasurementFactory,
    MedicationFactory,
    PhaseFactory,
    TreatmentFactory,
)
from tests.factories.symptoms import ConsultationFactory, ScoreFactory

Clear = Callable[[str], Cleared]


@pytest.fixture
def clear_for(patient: Patient) -> Clear:
    return lambda therapy: clearances_of(patient, [therapy])[therapy]


@pytest.fixture
def asked(patient: Patient, today: date) -> AskedAbout:
    """Devices and precautions: asked, none."""
    return AskedAbout.objects.create(patient=patient, topic="precautions", answer="none", asked_on=today)


def counted(patient: Patient, value: str, *, days: int = 1, analyte: str = "platelets") -> Measurement:
    at = timezone.now() - timedelta(days=days)
    return MeasurementFactory(patient=patient, analyte=analyte, value=Decimal(value), taken_at=at)


def test_few_platelets_hold_the_needles_and_say_what_lifts_it(patient: Patient, clear_for: Clear) -> None:
    counted(patient, "18")
    cleared = clear_for("acupuncture")
    assert cleared.action == "hold"
    assert cleared.is_on_hold
    assert "Hold needling" in cleared.reasons[0]
    assert "platelet count of 25 or more" in cleared.unblocked_by
    assert "Last: 18" in cleared.unblocked_by
    assert cleared.facts["platelets_10e9_l"]["value"] == "18"
    assert (cleared.tier, cleared.words) == ("stop", "On hold")


def test_fresh_counts_clear_it_until_they_are_old(
    patient: Patient, asked: AskedAbout, clear_for: Clear, today: date
) -> None:
    TreatmentFactory(patient=patient, regimen="Paclitaxel")
    counted(patient, "190", days=2)
    counted(patient, "3.1", days=3, analyte="neutrophils")
    cleared = clear_for("acupuncture")
    assert cleared.action in {"clear", "info"}
    assert cleared.expires_on == today - timedelta(days=3) + timedelta(days=7)


def test_old_counts_in_treatment_are_asked_for(patient: Patient, asked: AskedAbout, clear_for: Clear) -> None:
    TreatmentFactory(patient=patient, regimen="Paclitaxel")
    counted(patient, "190", days=20)
    counted(patient, "3.1", days=20, analyte="neutrophils")
    cleared = clear_for("acupuncture")
    assert cleared.action == "ask"
    assert any("too old" in reason for reason in cleared.reasons)


def test_an_expired_value_that_was_too_low_is_never_milder_than_asking(
    patient: Patient, asked: AskedAbout, clear_for: Clear
) -> None:
    counted(patient, "42", days=60)
    cleared = clear_for("acupuncture")
    assert cleared.action == "ask"
    assert cleared.expires_on is None


@pytest.mark.parametrize(
    "arrange",
    [
        lambda patient: TreatmentFactory(patient=patient, regimen="Trial drug XK-201"),
        lambda patient: TreatmentFactory(patient=patient, regimen="Paclitaxel"),
        lambda patient: PhaseFactory(patient=patient),
        lambda patient: CancerFactory(patient=patient, cancer_type="myeloma"),
    ],
    ids=["unreadable regimen", "chemotherapy", "active treatment, nothing named", "myeloma"],
)
def test_without_counts_a_marrow_that_may_be_at_risk_is_asked_about(
    patient: Patient, asked: AskedAbout, clear_for: Clear, arrange: Callable[[Patient], object]
) -> None:
    arrange(patient)
    cleared = clear_for("ear_acupuncture")
    assert cleared.action == "ask"
    assert any("No platelet count is on record" in reason for reason in cleared.reasons)


def test_precautions_that_nobody_asked_about_are_not_taken_for_none(clear_for: Clear) -> None:
    cleared = clear_for("oncology_massage")
    assert cleared.action == "ask"
    assert any("not asked about yet" in reason for reason in cleared.reasons)


def test_asked_and_none_is_an_answer(asked: AskedAbout, clear_for: Clear) -> None:
    cleared = clear_for("oncology_massage")
    assert cleared.action == "clear"
    assert cleared.reasons == ("Nothing found against it in the record of today.",)


def test_a_swollen_arm_changes_the_massage_and_is_named(patient: Patient, clear_for: Clear) -> None:
    Precaution.objects.create(patient=patient, kind="lymphedema", site="arm", laterality="left")
    cleared = clear_for("oncology_massage")
    assert cleared.action == "adapt"
    assert cleared.reasons[0].startswith("Left arm: ")


def test_a_limb_at_risk_is_another_matter_than_a_swollen_one(patient: Patient, clear_for: Clear) -> None:
    Precaution.objects.create(patient=patient, kind="lymphedema", site="left arm", note="at risk")
    assert clear_for("acupressure").action == "clear"
    assert "nodes were removed" in clear_for("oncology_massage").reasons[0]


def test_nodes_removed_put_the_arm_at_risk(
    patient: Patient, asked: AskedAbout, clear_for: Clear, today: date
) -> None:
    Procedure.objects.create(
        patient=patient,
        name="Mastectomy with axillary dissection",
        laterality="right",
        lymph_nodes_removed=14,
        performed_on=today - timedelta(days=300),
    )
    assert clear_for("yoga").reasons[0].startswith("Right arm: ")


def test_bone_metastases_of_the_spine_hold_manipulation(patient: Patient, clear_for: Clear) -> None:
    cancer = CancerFactory(patient=patient)
    Metastasis.objects.create(patient=patient, cancer=cancer, site="bone", where="L3")
    assert clear_for("spinal_manipulation").is_on_hold
    assert clear_for("aerobic_exercise").action in {"adapt", "ask"}


def test_bone_metastases_without_a_place_are_asked_about(
    patient: Patient, asked: AskedAbout, clear_for: Clear
) -> None:
    cancer = CancerFactory(patient=patient)
    Metastasis.objects.create(patient=patient, cancer=cancer, site="bone")
    assert clear_for("resistance_exercise").action == "ask"


def test_spread_without_a_place_is_asked_about(patient: Patient, asked: AskedAbout, clear_for: Clear) -> None:
    CancerFactory(patient=patient, metastatic=True)
    cleared = clear_for("walking_program")
    assert cleared.action == "ask"
    assert any("bone or brain" in reason for reason in cleared.reasons)


def test_a_suspected_compression_of_the_cord_holds_what_moves(
    patient: Patient, asked: AskedAbout, clear_for: Clear
) -> None:
    RedFlag.objects.create(
        patient=patient,
        flag="RF01",
        urgency="emergency_now",
        because=["back pain"],
        facts={},
        knowledge_version="test",
        raised_from="record",
        raised_from_id=patient.pk,
        due_at=timezone.now(),
    )
    assert clear_for("walking_program").is_on_hold
    assert "spinal cord" in clear_for("walking_program").unblocked_by


def test_a_clot_without_a_blood_thinner_on_record_is_not_taken_as_treated(
    patient: Patient, clear_for: Clear
) -> None:
    clot = Precaution.objects.create(patient=patient, kind="clot", site="left leg")
    assert clear_for("oncology_massage").is_on_hold
    MedicationFactory(patient=patient, name="Apixaban 5 mg", dose=None, dose_unit="")
    assert clear_for("oncology_massage").action == "adapt"
    clot.ended_on = clot.recorded_at.date() - timedelta(days=1)
    clot.save()
    assert not clear_for("oncology_massage").is_on_hold


def test_cold_is_held_beside_oxaliplatin(patient: Patient, asked: AskedAbout, clear_for: Clear) -> None:
    TreatmentFactory(patient=patient, regimen="FOLFOX")
    assert clear_for("oral_cryotherapy").is_on_hold


def test_numb_feet_hold_heat(patient: Patient, asked: AskedAbout, clear_for: Clear) -> None:
    ScoreFactory(consultation=ConsultationFactory(patient=patient), symptom="cipn", score=4)
    assert clear_for("moxibustion").is_on_hold


def test_a_wound_that_is_fresh_asks_before_strength(
    patient: Patient, asked: AskedAbout, clear_for: Clear, today: date
) -> None:
    Procedure.objects.create(patient=patient, name="Left lumpectomy", performed_on=today - timedelta(days=20))
    assert clear_for("resistance_exercise").action == "ask"
    Procedure.objects.update(performed_on=today - timedelta(days=200))
    assert clear_for("resistance_exercise").action == "clear"


def test_skin_in_a_field_that_runs_is_spared(
    patient: Patient, asked: AskedAbout, clear_for: Clear, today: date
) -> None:
    counted(patient, "200")
    RadiationCourse.objects.create(patient=patient, site="left breast", started_on=today - timedelta(days=9))
    assert clear_for("physio_scar").is_on_hold


def test_facts_entered_in_error_count_for_nothing(
    patient: Patient, asked: AskedAbout, clear_for: Clear
) -> None:
    Precaution.objects.create(
        patient=patient,
        kind="pacemaker",
        entered_in_error_at=timezone.now(),
        entered_in_error_why="another person",
    )
    assert clear_for("tens").action == "clear"


def test_one_query_whatever_is_asked(patient: Patient, django_assert_max_num_queries: object) -> None:
    patient = Patient.objects.select_related("clinic").get(pk=patient.pk)
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        clearances_of(patient, ["acupuncture", "yoga", "tens", "heat", "oncology_massage"])


def test_an_answer_of_not_known_is_no_all_clear(asked: AskedAbout, clear_for: Clear) -> None:
    asked.answer = "unknown"
    asked.save()
    cleared = clear_for("oncology_massage")
    assert cleared.action == "ask"
    assert "did not know" in cleared.reasons[0]


def test_nodes_named_by_the_operation_put_a_limb_at_risk_without_a_side(
    patient: Patient, asked: AskedAbout, clear_for: Clear, today: date
) -> None:
    Procedure.objects.create(
        patient=patient, name="Sentinel node biopsy", performed_on=today - timedelta(days=400)
    )
    assert clear_for("oncology_massage").action == "adapt"
    Procedure.objects.update(lymph_nodes_removed=0)
    assert clear_for("oncology_massage").action == "clear"


def test_seizures_without_a_word_about_control_are_asked_about(patient: Patient, clear_for: Clear) -> None:
    seizures = Precaution.objects.create(patient=patient, kind="seizures")
    assert clear_for("tens").action == "ask"
    seizures.note = "uncontrolled"
    seizures.save()
    assert clear_for("tens").is_on_hold


def test_a_count_of_tomorrow_cannot_be_used(patient: Patient, asked: AskedAbout, clear_for: Clear) -> None:
    counted(patient, "250", days=-2)
    cleared = clear_for("acupuncture")
    assert cleared.action == "ask"
    assert any("lies in the future" in reason for reason in cleared.reasons)


def test_vomiting_of_today_holds_movement_and_that_of_last_week_does_not(
    patient: Patient, asked: AskedAbout, clear_for: Clear, today: date
) -> None:
    visit = ConsultationFactory(patient=patient)
    RedFlagAnswer.objects.create(consultation=visit, field="vomiting", present=True)
    assert clear_for("walking_program").is_on_hold
    visit.visit_on = today - timedelta(days=5)
    visit.save()
    assert clear_for("walking_program").action == "clear"


@pytest.mark.parametrize(("name", "held"), [("Fentanyl 25 mcg/h", True), ("Lidocaine 5 %", False)])
def test_heat_stays_off_an_opioid_patch(
    patient: Patient, asked: AskedAbout, clear_for: Clear, name: str, held: bool
) -> None:
    MedicationFactory(patient=patient, name=name, route="transdermal", dose=None, dose_unit="")
    assert (clear_for("heat").action == "adapt") is held


def test_the_units_of_the_record_are_those_of_the_rules() -> None:
    for analyte, field in FIELD_OF_ANALYTE.items():
        unit = all_analytes()[analyte].unit.replace("%", "percent")
        assert unit == safety_fields()[field].unit


@pytest.mark.parametrize(("share", "action"), [(0, "adapt"), (40, "adapt"), (50, "clear"), (None, "clear")])
def test_who_eats_nothing_eats_less_than_half(
    patient: Patient, asked: AskedAbout, clear_for: Clear, share: int | None, action: str
) -> None:
    Food.objects.create(consultation=ConsultationFactory(patient=patient), share_of_usual=share)
    assert clear_for("resistance_exercise").action == action

"""The intake page: a whole record in one save, or nothing of it."""

from datetime import date
from decimal import Decimal

import pytest

from integrative.audit.models import Event
from patients.models import (
    Allergy,
    AskedAbout,
    CancerCondition,
    CancerStage,
    Fact,
    Measurement,
    Medication,
    PhaseOfCare,
    Precaution,
    TreatmentCourse,
    TumorMarker,
)
from tests.factories.patients import CancerFactory, MedicationFactory, PatientFactory, PhaseFactory

from .forms import DAY_AFTER_TOMORROW, address, guards

KINDS = [
    CancerCondition, CancerStage, TumorMarker, PhaseOfCare, TreatmentCourse, Medication, Allergy,
    Measurement, Precaution, AskedAbout,
]  # fmt: skip
BLANK = {
    "source": "clinic",
    "diagnosis-cancer_type": "",
    "diagnosis-laterality": "unknown",
    "diagnosis-er": "",
    "treatment-intent": "unknown",
    "medicine-TOTAL_FORMS": "4",
    "medicine-INITIAL_FORMS": "0",
    "medicine-0-name": "",
    "medicine-0-dose_number": "",
    "medicine-0-dose_unit": "",
    "medicine-0-route": "oral",
    "allergy-TOTAL_FORMS": "4",
    "allergy-INITIAL_FORMS": "0",
    "asked-allergies": "",
    "asked-medicines": "",
    "asked-precautions": "",
    "platelets-quantity_number": "",
    "platelets-quantity_unit": "10^9/L",
}
"""What a browser posts when nothing was filled in."""
TYPICAL = BLANK | {
    "source": "record",
    "diagnosis-cancer_type": "breast",
    "diagnosis-histology": "Invasive ductal carcinoma",
    "diagnosis-laterality": "left",
    "diagnosis-stage": "IIA",
    "diagnosis-diagnosed_on": "15-Jan-2026",
    "diagnosis-er": "positive",
    "diagnosis-pr": "positive",
    "diagnosis-her2": "negative",
    "phase-phase": "active_treatment",
    "phase-started_on": "2/1/2026",
    "treatment-regimen": "Docetaxel, cyclophosphamide",
    "treatment-intent": "curative",
    "treatment-started_on": "2/1/2026",
    "treatment-cycle_days": "21",
    "treatment-cycles_planned": "4",
    "medicine-0-name": "Ondansetron",
    "medicine-0-dose_number": "8",
    "medicine-0-dose_unit": "mg",
    "medicine-0-schedule": "every 8 hours",
    "medicine-0-as_needed": "on",
    "medicine-2-name": "Levothyroxine",
    "medicine-2-schedule": "daily",
    "medicine-2-route": "oral",
    "asked-allergies": "none",
    "counts-taken_on": "20-Feb-2026",
    "platelets-quantity_number": "212",
    "creatinine-quantity_number": "71",
    "creatinine-quantity_unit": "umol/L",
    "weight-quantity_number": "150",
    "weight-quantity_unit": "lb",
    "port-present": "on",
    "port-where": "right chest",
    "other-present": "on",
    "other-where": "Cochlear implant",
}


@pytest.fixture
def there(patient):
    return address("intake", patient)


@pytest.fixture
def save(patient, there, sign_in):
    """Presses "Save all" with these answers."""
    client = sign_in("clinician")
    return lambda answers: client.post(there, answers | guards(patient))


def saved() -> list[Fact]:
    return [fact for kind in KINDS for fact in kind.objects.all()]


def faults(response) -> dict[str, list[str]]:
    """What is said at which box."""
    intake = response.context["intake"]
    forms = [*intake.forms, *intake.medicines, *intake.allergies]
    return {
        form.add_prefix(name) if name in form.fields else name: list(said)
        for form in forms
        for name, said in form.errors.items()
    }


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 403),
        ("pharmacist", 403),
        ("administrator", 403),
        ("other_clinic", 404),
        ("nobody", 302),
    ],
)
def test_who_may_open_the_intake_and_save_it(patient, there, sign_in, role, status):
    client = sign_in(role)
    assert client.get(there).status_code == status
    assert client.post(there, TYPICAL | guards(patient)).status_code == (302 if status == 200 else status)
    assert bool(saved()) is (status == 200)


def test_a_whole_record_is_saved_at_once(patient, save, clinician):
    assert save(TYPICAL)["Location"] == address("record", patient)
    cancer = CancerCondition.objects.get()
    assert (cancer.cancer_type, cancer.laterality, cancer.diagnosed_on) == (
        "breast",
        "left",
        date(2026, 1, 15),
    )
    assert CancerStage.objects.get().group == "IIA"
    assert {m.marker: m.result for m in TumorMarker.objects.all()} == {
        "er": "positive", "pr": "positive", "her2": "negative",
    }  # fmt: skip
    phase, course = PhaseOfCare.objects.get(), TreatmentCourse.objects.get()
    assert (phase.phase, phase.started_on) == ("active_treatment", date(2026, 2, 1))
    assert (course.intent, course.cycle_days, course.cycles_planned) == ("curative", 21, 4)
    assert {m.name: m.dose_in_words for m in Medication.objects.all()} == {
        "Ondansetron": "8 mg every 8 hours, as needed", "Levothyroxine": "daily",
    }  # fmt: skip
    values = {m.analyte: (m.value, m.entered_unit) for m in Measurement.objects.all()}
    assert values == {
        "platelets": (Decimal("212"), "10^9/L"),
        "creatinine": (Decimal("0.803"), "umol/L"),
        "weight": (Decimal("68.039"), "lb"),
    }
    assert {str(p) for p in Precaution.objects.all()} == {"Port, right chest", "Cochlear implant"}
    assert [(a.topic, a.answer) for a in AskedAbout.objects.standing()] == [("allergies", "none")]
    entered = [fact for fact in saved() if not isinstance(fact, AskedAbout)]
    assert {(fact.recorded_by, fact.source) for fact in entered} == {(clinician, "record")}
    assert Event.objects.filter(patient_id=patient.pk, verb="recorded medicine").count() == 2


def test_a_long_list_is_saved_and_shown_with_the_same_number_of_reads_per_row(patient, save, sign_in):
    """A query that repeats for each row of a page fails its test: settings.CLINIC_WATCH_QUERIES."""
    names = ("Ondansetron", "Levothyroxine", "Gabapentin", "Ramipril")
    rows = [
        {f"medicine-{n}-name": name, f"medicine-{n}-schedule": "daily", f"medicine-{n}-route": "oral"}
        for n, name in enumerate(names)
    ]
    counts = {f"{name}-quantity_number": value for name, value in (("hemoglobin", "11"), ("egfr", "80"))}
    units = {"hemoglobin-quantity_unit": "g/dL", "egfr-quantity_unit": "mL/min/1.73 m2"}
    save(TYPICAL | rows[0] | rows[1] | rows[2] | rows[3] | counts | units)
    assert Medication.objects.count() == 4
    assert sign_in("clinician").get(address("record", patient)).status_code == 200


def test_what_is_left_blank_stays_unknown(save):
    save(BLANK | {"medicine-0-name": "Tamoxifen", "medicine-0-schedule": "daily"})
    assert [type(fact) for fact in saved()] == [Medication]
    assert (saved()[0].dose, saved()[0].started_on) == (None, None)


def test_an_empty_page_is_answered_in_words(save):
    response = save(BLANK)
    assert response.status_code == 422
    assert "Nothing was entered" in response.content.decode()
    assert save({}).status_code == 422


def test_a_second_press_adds_nothing(patient, there, sign_in):
    client, answers = sign_in("clinician"), TYPICAL | guards(patient)
    first, second = client.post(there, answers), client.post(there, answers)
    assert second["Location"] == first["Location"]
    assert (Medication.objects.count(), CancerCondition.objects.count()) == (2, 1)


def test_a_refused_save_can_be_put_right_and_sent_again(patient, there, sign_in):
    """The one-time key is not used up by a save that saved nothing."""
    client, hidden = sign_in("clinician"), guards(patient)
    assert client.post(there, TYPICAL | {"phase-started_on": "1950-01-01"} | hidden).status_code == 422
    assert client.post(there, TYPICAL | hidden).status_code == 302


def test_a_page_of_another_chart_writes_nothing(patient, there, sign_in):
    other = PatientFactory(clinic=patient.clinic)
    response = sign_in("clinician").post(there, TYPICAL | guards(other))
    assert response.status_code == 422
    assert "This form belongs to another chart" in response.content.decode()
    assert saved() == []


BAD = [
    # Begun, and not whole.
    ({"diagnosis-cancer_type": ""}, "diagnosis-cancer_type", "Choose one"),
    ({"phase-started_on": ""}, "phase-started_on", "Enter the day"),
    ({"phase-phase": ""}, "phase-phase", "Choose one"),
    ({"treatment-regimen": ""}, "treatment-regimen", "Enter the treatment"),
    ({"medicine-0-schedule": ""}, "medicine-0-schedule", "Enter how often"),
    ({"medicine-2-name": ""}, "medicine-2-name", "Enter the medicine"),
    ({"medicine-0-dose_unit": ""}, "medicine-0-dose", "Choose the unit"),
    ({"allergy-1-reaction": "hives"}, "allergy-1-substance", "Enter allergic to"),
    ({"counts-taken_on": ""}, "counts-taken_on", "Enter the day the counts were taken"),
    ({"port-present": ""}, "port-where", "Tick “Port”, or clear this"),
    # Read, and not possible.
    ({"diagnosis-diagnosed_on": "30-Feb-2026"}, "diagnosis-diagnosed_on", "Feb 2026 has no day 30"),
    ({"diagnosis-histology": "Carci\x00noma"}, "diagnosis-histology", "cannot be shown"),
    ({"diagnosis-histology": "x" * 10_000_000}, "diagnosis-histology", "it has 10,000,000"),
    ({"treatment-cycle_days": "85"}, "treatment-cycle_days", "Enter 84 or less"),
    ({"medicine-0-name": "\u202eOndansetron"}, "medicine-0-name", "cannot be shown"),
    ({"medicine-0-dose_number": "1,5"}, "medicine-0-dose", "a number such as 2.5"),
    ({"platelets-quantity_number": "9" * 50}, "platelets-quantity", "a number such as 2.5"),
    ({"platelets-quantity_unit": "stone"}, "platelets-quantity", "Choose the unit"),
    ({"counts-taken_on": DAY_AFTER_TOMORROW}, "counts-taken_on", "is in the future"),
    ({"port-where": "x" * 121}, "port-where", "Shorten this to 120"),
    ({"asked-medicines": "perhaps"}, "asked-medicines", "Choose one of these"),
    ({"asked-medicines": "none"}, "asked-medicines", "Something is named here"),
    ({"asked-precautions": "unknown"}, "asked-precautions", "Something is named here"),
    # Refused by the services.
    ({"diagnosis-diagnosed_on": "1950-01-01"}, "diagnosis-diagnosed_on", "before the birth date"),
    ({"phase-started_on": "1950-01-01"}, "phase-started_on", "before the birth date"),
    ({"treatment-started_on": "1950-01-01"}, "treatment-started_on", "before the birth date"),
    ({"counts-taken_on": "1950-01-01"}, "counts-taken_on", "before the birth date"),
    ({"creatinine-quantity_unit": "mg/dL"}, "creatinine-quantity", "Did you mean 71 umol/L?"),
    ({"platelets-quantity_unit": "/uL"}, "platelets-unit_checked", "Did you mean 212 10^9/L?"),
    ({"platelets-quantity_number": "220000"}, "platelets-quantity", "Did you mean 220000 /uL?"),
    ({"other-where": ""}, "other-where", "Say which precaution this is"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "box", "said"), BAD, ids=[f"{n} {box}" for n, (_, box, _) in enumerate(BAD)]
)
def test_what_cannot_be_is_said_at_its_own_box_and_nothing_is_saved_or_lost(save, change, box, said):
    response = save(TYPICAL | change)
    assert response.status_code == 422
    found = faults(response)
    assert found.keys() == {box}
    assert said in " ".join(found[box])
    assert saved() == []
    page = response.content.decode()
    boxes = ("treatment-regimen", "medicine-2-name", "port-where", "weight-quantity_number")
    assert all(f'value="{(TYPICAL | change)[name]}"' in page for name in boxes if (TYPICAL | change)[name])


def test_all_that_is_wrong_is_said_at_once(save):
    response = save(
        TYPICAL
        | {
            "platelets-quantity_unit": "/uL",
            "hemoglobin-quantity_number": "118",
            "hemoglobin-quantity_unit": "g/dL",
            "phase-started_on": "1950-01-01",
        }
    )
    assert faults(response).keys() == {"platelets-unit_checked", "hemoglobin-quantity", "phase-started_on"}
    assert "Three answers need fixing" in response.content.decode()


def test_a_value_in_doubt_is_kept_once_it_was_ticked(save):
    doubted = TYPICAL | {"platelets-quantity_unit": "/uL"}
    asked = save(doubted)
    row = next(row for row in asked.context["intake"].counts if row.analyte == "platelets")
    tick = {"platelets-unit_checked": row.fields["unit_checked"].widget.asked}
    assert save(doubted | tick | {"platelets-quantity_number": "230"}).status_code == 422
    assert save(doubted | tick).status_code == 302
    assert Measurement.objects.get(analyte="platelets").value == Decimal("0.212")


def test_none_is_refused_while_something_stands_on_record(patient, save):
    MedicationFactory(patient=patient)
    response = save(BLANK | {"asked-medicines": "none"})
    assert faults(response) == {
        "asked-medicines": ["Medicines: something is on record. End it or mark it first."]
    }


def test_a_phase_cannot_begin_before_the_current_one(patient, save):
    PhaseFactory(patient=patient, phase="survivorship", started_on=date(2026, 3, 1))
    assert faults(save(TYPICAL)).keys() == {"phase-started_on"}
    assert not CancerCondition.objects.exists()


def test_rows_are_added_without_script_and_nothing_is_saved(patient, there, sign_in):
    client = sign_in("clinician")
    response = client.post(there, TYPICAL | {"more": "medicine"} | guards(patient))
    assert response.status_code == 200
    html = response.content.decode()
    assert 'name="medicine-7-name"' in html
    assert 'name="allergy-4-substance"' not in html
    assert 'value="Levothyroxine"' in html
    assert saved() == []


@pytest.mark.parametrize("total", ["", "many", "999999999"])
def test_a_damaged_count_of_rows_saves_nothing(patient, there, sign_in, total):
    client, damaged = sign_in("clinician"), TYPICAL | {"medicine-TOTAL_FORMS": total}
    assert client.post(there, damaged | {"more": "medicine"} | guards(patient)).status_code == 422
    assert client.post(there, damaged | guards(patient)).status_code == 422
    assert saved() == []


@pytest.mark.parametrize(
    "name",
    ["癌症", "سرطان الثدي", "Ca\u0301ncer", "שד", "क्षिप्र", "👩🏽‍⚕️", "O’Neil & Söhne <b>"],
    ids=["Chinese", "Arabic", "combining mark", "Hebrew", "Devanagari", "joined emoji", "markup"],
)
def test_words_in_any_script_are_kept_and_shown_as_words(patient, save, sign_in, name):
    save(
        BLANK
        | {"medicine-0-name": name, "medicine-0-schedule": name, "port-present": "on", "port-where": name}
    )
    kept = Medication.objects.get()
    assert kept.name == kept.schedule == Precaution.objects.get().site
    assert kept.name == name.replace("a\u0301", "á")
    page = sign_in("clinician").get(address("record", patient)).content.decode()
    assert "<b>" not in page


class TestWayIn:
    def test_a_fresh_chart_leads_to_the_intake_until_there_is_a_diagnosis(self, patient, there, sign_in):
        client = sign_in("clinician")
        assert f'href="{there}"' in client.get(patient.get_absolute_url()).content.decode()
        CancerFactory(patient=patient)
        assert f'href="{there}"' not in client.get(patient.get_absolute_url()).content.decode()
        assert f'href="{there}"' in client.get(address("record", patient)).content.decode()

    def test_those_who_may_not_enter_it_see_no_way(self, patient, there, sign_in):
        client = sign_in("navigator")
        for address_ in (patient.get_absolute_url(), address("record", patient)):
            assert there not in client.get(address_).content.decode()

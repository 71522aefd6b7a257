"""The forms of the record: who may, what is kept, and what happens to what cannot be."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from integrative.audit.models import Event
from patients.models import (
    Allergy,
    AskedAbout,
    CancerCondition,
    Measurement,
    Medication,
    PhaseOfCare,
    TreatmentCourse,
    TumorMarker,
)
from tests.factories.patients import CancerFactory, MedicationFactory, PatientFactory, TreatmentFactory

from .forms import DAY_AFTER_TOMORROW, ENTRIES, NEW_PERSON, address, guards, none_named

STORED = {
    "diagnosis new": CancerCondition,
    "phase new": PhaseOfCare,
    "treatment new": TreatmentCourse,
    "medicine new": Medication,
    "measurement new": Measurement,
    "allergy new": Allergy,
}


@pytest.fixture
def there(patient):
    """Every address of a form of this record."""
    cancer, course = CancerFactory(patient=patient), TreatmentFactory(patient=patient)
    medicine, allergy = (
        MedicationFactory(patient=patient),
        Allergy.objects.create(patient=patient, substance="Latex"),
    )
    return [
        *(address(name, patient) for name in ENTRIES),
        address("diagnosis edit", patient, fact_id=cancer.pk),
        address("treatment end", patient, fact_id=course.pk),
        address("medicine end", patient, fact_id=medicine.pk),
        address("allergy end", patient, fact_id=allergy.pk),
    ]


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
def test_who_may_open_a_form_of_the_record(there, sign_in, role, status):
    client = sign_in(role)
    assert {client.get(url).status_code for url in there} == {status}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 200),
        ("pharmacist", 403),
        ("administrator", 403),
        ("other_clinic", 404),
    ],
)
def test_who_may_correct_the_person(patient, sign_in, role, status):
    assert sign_in(role).get(address("person_edit", patient)).status_code == status


@pytest.mark.parametrize("name", ENTRIES)
def test_what_is_entered_is_kept_once_and_noted(name, patient, sign_in, clinician):
    client, answers = sign_in("clinician"), ENTRIES[name] | guards(patient)
    for _ in range(2):
        assert client.post(address(name, patient), answers)["Location"] == address("record", patient)
    assert STORED[name].objects.of(patient).count() == 1
    kept = STORED[name].objects.get()
    event = Event.objects.get(subject_id=kept.pk)
    assert (event.by, event.patient_id) == (clinician, patient.pk)
    assert (kept.recorded_by, kept.source, kept.version) == (clinician, "clinic", 1)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_form_of_another_chart_writes_nothing(name, patient, sign_in):
    other = PatientFactory(clinic=patient.clinic)
    response = sign_in("clinician").post(address(name, patient), ENTRIES[name] | guards(other))
    assert response.status_code == 422
    assert "This form belongs to another chart" in response.content.decode()
    assert not STORED[name].objects.exists()


@pytest.mark.parametrize("name", ENTRIES)
def test_an_empty_post_is_answered_with_what_is_missing(name, patient, sign_in):
    response = sign_in("clinician").post(address(name, patient), guards(patient))
    assert response.status_code == 422
    assert not STORED[name].objects.exists()


BAD = [
    ("diagnosis new", {"diagnosed_on": DAY_AFTER_TOMORROW}, "diagnosed_on", "is in the future"),
    ("diagnosis new", {"diagnosed_on": "1960-01-01"}, "diagnosed_on", "before the birth date"),
    ("diagnosis new", {"icd10cm": "Z99"}, "icd10cm", "begins with C or D"),
    ("diagnosis new", {"cancer_type": "nose"}, "cancer_type", "Choose one of"),
    ("diagnosis new", {"er": "maybe"}, "er", "Choose one of"),
    ("diagnosis new", {"metastatic": "perhaps"}, "metastatic", "Choose one of"),
    ("diagnosis new", {"histology": "x" * 10_000_000}, "histology", "it has 10,000,000"),
    ("phase new", {"started_on": DAY_AFTER_TOMORROW}, "started_on", "is in the future"),
    ("phase new", {"phase": "limbo"}, "phase", "Choose one of"),
    ("treatment new", {"ended_on": "2026-01-01"}, "ended_on", "before the first"),
    ("treatment new", {"started_on": "1950-01-01"}, "started_on", "before the birth date"),
    ("treatment new", {"cycle_days": "0"}, "cycle_days", "Enter 1 or more"),
    ("treatment new", {"cycle_days": "85"}, "cycle_days", "Enter 84 or less"),
    ("treatment new", {"cycle_days": "9" * 5000}, "cycle_days", "whole number"),
    ("treatment new", {"cycles_planned": "2.5"}, "cycles_planned", "whole number"),
    ("treatment new", {"end_reason": "toxicity"}, "ended_on", "Enter the last day"),
    ("medicine new", {"dose_unit": ""}, "dose", "Choose the unit"),
    ("medicine new", {"dose_number": "0"}, "dose", "0.001 or more"),
    ("medicine new", {"dose_number": "1e3"}, "dose", "a number such as 2.5"),
    ("medicine new", {"dose_unit": "spoon"}, "dose", "Choose the unit"),
    ("medicine new", {"schedule": ""}, "schedule", "Enter how often"),
    ("medicine new", {"name": "Dulox\x00etine"}, "name", "cannot be shown"),
    ("measurement new", {"quantity_unit": ""}, "quantity", "Choose the unit"),
    ("measurement new", {"quantity_unit": "g/dL"}, "quantity", "Platelets is entered in"),
    ("measurement new", {"quantity_unit": "10^9/L"}, "quantity", "Check the number and the unit"),
    ("measurement new", {"quantity_number": "-3"}, "quantity", "a number such as 2.5"),
    ("measurement new", {"quantity_number": ""}, "quantity", "Enter the value and its unit"),
    ("measurement new", {"taken_on": DAY_AFTER_TOMORROW}, "taken_on", "is in the future"),
    ("measurement new", {"taken_time": "25:00"}, "taken_time", "Write the time as 14:30"),
    ("measurement new", {"analyte": "luck"}, "analyte", "Choose one of"),
    ("allergy new", {"substance": "\u202ePenicillin"}, "substance", "cannot be shown"),
    ("allergy new", {"substance": "x" * 121}, "substance", "Shorten this to 120"),
]


@pytest.mark.parametrize(
    ("name", "change", "field", "said"),
    BAD,
    ids=[f"{name} {next(iter(c))} {n}" for n, (name, c, *_) in enumerate(BAD)],
)
def test_bad_answers_are_said_at_their_field_and_nothing_is_saved(
    patient, sign_in, name, change, field, said
):
    response = sign_in("clinician").post(address(name, patient), ENTRIES[name] | change | guards(patient))
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {field}
    assert said in response.content.decode()
    assert not STORED[name].objects.exists()


def test_what_was_typed_stays_on_the_page(patient, sign_in):
    typed = ENTRIES["medicine new"] | {"name": "Duloxetine <b>", "dose_unit": ""} | guards(patient)
    page = sign_in("clinician").post(address("medicine new", patient), typed).content.decode()
    assert 'value="Duloxetine &lt;b&gt;"' in page
    assert 'value="60"' in page


def test_a_diagnosis_keeps_its_markers_and_an_unknown_one_has_no_row(patient, sign_in):
    sign_in("clinician").post(address("diagnosis new", patient), ENTRIES["diagnosis new"] | guards(patient))
    cancer = CancerCondition.objects.get()
    assert {marker.marker: marker.result for marker in cancer.markers.all()} == {
        "er": "positive",
        "pr": "negative",
    }
    assert (cancer.icd10cm, cancer.metastatic, cancer.laterality) == ("C50.412", False, "left")


def test_a_diagnosis_opens_as_it_stands_and_is_changed(patient, sign_in):
    client = sign_in("clinician")
    client.post(address("diagnosis new", patient), ENTRIES["diagnosis new"] | guards(patient))
    cancer = CancerCondition.objects.get()
    edit = address("diagnosis edit", patient, fact_id=cancer.pk)
    form = client.get(edit).context["form"]
    assert (form["er"].value(), form["her2"].value(), form["metastatic"].value()) == ("positive", "", "no")
    changed = ENTRIES["diagnosis new"] | {"site": "left breast", "er": ""}
    client.post(edit, changed | guards(patient, version=1))
    cancer.refresh_from_db()
    assert (cancer.site, cancer.version) == ("left breast", 2)
    assert [(stage.group, stage.system) for stage in cancer.stages.all()] == [("IIA", "AJCC version 8")]
    assert [marker.marker for marker in TumorMarker.objects.valid()] == ["pr"]


def test_a_count_is_kept_as_entered_and_in_its_own_unit(patient, sign_in):
    sign_in("clinician").post(
        address("measurement new", patient), ENTRIES["measurement new"] | guards(patient)
    )
    count = Measurement.objects.get()
    assert (count.value, count.entered_value, count.entered_unit) == (
        Decimal("212"),
        Decimal("212000"),
        "/uL",
    )
    assert count.taken_at == datetime(2026, 2, 1, 8, 15, tzinfo=ZoneInfo("America/New_York"))


def test_a_count_of_today_without_a_time_is_not_in_the_future(patient, sign_in):
    today = ENTRIES["measurement new"] | {"taken_on": patient.clinic.today().isoformat(), "taken_time": ""}
    response = sign_in("clinician").post(address("measurement new", patient), today | guards(patient))
    assert response.status_code == 302
    assert Measurement.objects.get().taken_at.astimezone(patient.clinic.zone).date() == patient.clinic.today()


def test_a_new_phase_ends_the_one_before(patient, sign_in):
    client = sign_in("clinician")
    client.post(address("phase new", patient), ENTRIES["phase new"] | guards(patient))
    later = {"phase": "survivorship", "started_on": "2026-05-01"}
    client.post(address("phase new", patient), later | guards(patient))
    ended, current = PhaseOfCare.objects.order_by("started_on")
    assert (ended.ended_on, current.phase, current.ended_on) == (date(2026, 5, 1), "survivorship", None)


def test_a_phase_cannot_begin_before_the_current_one(patient, sign_in):
    client = sign_in("clinician")
    client.post(address("phase new", patient), ENTRIES["phase new"] | guards(patient))
    earlier = {"phase": "survivorship", "started_on": "2026-01-01"}
    response = client.post(address("phase new", patient), earlier | guards(patient))
    assert response.status_code == 422
    assert "can&#x27;t begin before that" in response.content.decode()


def test_a_medicine_is_stopped_once(patient, sign_in):
    medicine, client = MedicationFactory(patient=patient), sign_in("clinician")
    stop = address("medicine end", patient, fact_id=medicine.pk)
    assert client.post(stop, {"ended_on": "2026-06-01"} | guards(patient, version=1)).status_code == 302
    again = client.post(stop, {"ended_on": "2026-06-02"} | guards(patient, version=2))
    assert again.status_code == 422
    assert "already ended" in again.content.decode()
    medicine.refresh_from_db()
    assert medicine.ended_on == date(2026, 6, 1)


def test_a_medicine_does_not_end_before_it_begins(patient, sign_in):
    medicine = MedicationFactory(patient=patient, started_on=date(2026, 6, 1))
    stop = address("medicine end", patient, fact_id=medicine.pk)
    response = sign_in("clinician").post(stop, {"ended_on": "2026-05-01"} | guards(patient, version=1))
    assert response.context["form"].errors.keys() == {"ended_on"}


def test_a_treatment_ends_with_its_reason(patient, sign_in):
    course = TreatmentFactory(patient=patient, started_on=date(2026, 2, 1))
    end = address("treatment end", patient, fact_id=course.pk)
    answers = {"ended_on": "2026-06-01", "end_reason": "completed"}
    assert sign_in("clinician").post(end, answers | guards(patient, version=1)).status_code == 302
    course.refresh_from_db()
    assert (course.ended_on, course.end_reason, course.version) == (date(2026, 6, 1), "completed", 2)


def test_ending_a_treatment_that_someone_changed_is_a_conflict(patient, sign_in):
    course = TreatmentFactory(patient=patient, version=2)
    end = address("treatment end", patient, fact_id=course.pk)
    answers = {"ended_on": patient.clinic.today().isoformat()}
    assert sign_in("clinician").post(end, answers | guards(patient, version=1)).status_code == 409


def test_an_allergy_takes_back_the_none_and_can_be_ended(patient, sign_in):
    client = sign_in("clinician")
    client.post(none_named(patient), guards(patient))
    client.post(address("allergy new", patient), ENTRIES["allergy new"] | guards(patient))
    assert not AskedAbout.objects.of(patient).standing().exists()
    allergy = Allergy.objects.get()
    end = address("allergy end", patient, fact_id=allergy.pk)
    today = {"ended_on": patient.clinic.today().isoformat()}
    assert client.post(end, today | guards(patient, version=1)).status_code == 302
    assert client.post(end, today | guards(patient, version=2)).status_code == 422
    allergy.refresh_from_db()
    assert allergy.ended_on == patient.clinic.today()


@pytest.mark.parametrize(
    ("name", "key", "make"),
    [
        ("diagnosis edit", "fact_id", CancerFactory),
        ("treatment end", "fact_id", TreatmentFactory),
        ("medicine end", "fact_id", MedicationFactory),
    ],
)
def test_a_row_of_another_chart_is_not_found_under_this_one(patient, sign_in, name, key, make):
    row = make(patient=PatientFactory(clinic=patient.clinic))
    assert sign_in("clinician").get(address(name, patient, **{key: row.pk})).status_code == 404


class TestPerson:
    @pytest.fixture
    def answers(self, patient, clinician):
        return NEW_PERSON | {"mrn": patient.mrn, "lead_clinician": str(clinician.pk)}

    def test_a_correction_is_kept(self, patient, answers, sign_in):
        response = sign_in("navigator").post(
            address("person_edit", patient), answers | guards(patient, version=1)
        )
        patient.refresh_from_db()
        assert response.status_code == 302
        assert (patient.family_name, patient.version) == ("Núñez-Ortega", 2)

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"deceased_on": "1950-01-01"}, "deceased_on"),
            ({"deceased_on": DAY_AFTER_TOMORROW}, "deceased_on"),
            ({"birth_date": DAY_AFTER_TOMORROW}, "birth_date"),
            ({"given_names": "<i>Ana</i>"}, "given_names"),
        ],
        ids=["died before born", "died in the future", "born in the future", "markup"],
    )
    def test_what_cannot_be_is_said_at_its_field(self, patient, answers, sign_in, change, field):
        response = sign_in("clinician").post(
            address("person_edit", patient), answers | change | guards(patient, version=1)
        )
        assert response.status_code == 422
        assert response.context["form"].errors.keys() == {field}
        patient.refresh_from_db()
        assert patient.version == 1

    def test_a_number_that_is_taken_shows_whose_it_is(self, patient, answers, sign_in):
        holder = PatientFactory(clinic=patient.clinic)
        response = sign_in("clinician").post(
            address("person_edit", patient), answers | {"mrn": holder.mrn} | guards(patient, version=1)
        )
        assert response.status_code == 422
        assert holder.get_absolute_url() in response.content.decode()

    def test_who_comes_second_sees_both_texts_and_may_then_keep_theirs(self, patient, answers, sign_in):
        client, url = sign_in("clinician"), address("person_edit", patient)
        sign_in("navigator").post(url, answers | {"phone": "555-0199"} | guards(patient, version=1))
        late = client.post(url, answers | {"phone": "555-0177"} | guards(patient, version=1))
        assert late.status_code == 409
        assert [(d.label, d.typed, d.stands) for d in late.context["differences"]] == [
            ("Phone", "555-0177", "555-0199")
        ]
        patient.refresh_from_db()
        assert patient.phone == "555-0199"
        version = late.context["form"]["version"].value()
        client.post(url, answers | {"phone": "555-0177"} | guards(patient, version=int(version)))
        patient.refresh_from_db()
        assert patient.phone == "555-0177"

    def test_a_diagnosis_changed_meanwhile_shows_both_texts(self, patient, sign_in):
        cancer = CancerFactory(patient=patient, version=3, histology="Invasive lobular carcinoma")
        late = sign_in("clinician").post(
            address("diagnosis edit", patient, fact_id=cancer.pk),
            ENTRIES["diagnosis new"] | guards(patient, version=2),
        )
        assert late.status_code == 409
        shown = {d.label: (d.typed, d.stands) for d in late.context["differences"]}
        assert shown["Histology"] == ("Invasive ductal carcinoma", "Invasive lobular carcinoma")
        assert shown["Metastatic"] == ("No", "blank")
        assert shown["Side"] == ("Left", "Not known")
        assert "Invasive lobular carcinoma" in late.content.decode()

"""Registering a person: who may, what is asked, and the people who look alike."""

import unicodedata
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.audit.models import Event
from patients.models import Patient
from patients.services import MrnTaken, edit_person, register_patient
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import PatientFactory

from .forms import DAY_AFTER_TOMORROW, NEW_PERSON

REGISTER = reverse("patients:register")
LOOK_ALIKES = reverse("patients:look_alikes")


@pytest.fixture
def answers(clinician):
    return NEW_PERSON | {"lead_clinician": str(clinician.pk), "once": str(uuid4())}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 200),
        ("pharmacist", 403),
        ("administrator", 403),
        ("nobody", 302),
    ],
)
def test_who_may_open_the_registration(clinic, sign_in, role, status):
    assert sign_in(role).get(REGISTER).status_code == status


@pytest.mark.parametrize(("role", "status"), [("pharmacist", 403), ("administrator", 403), ("nobody", 302)])
def test_nobody_else_registers_by_posting(clinic, answers, sign_in, role, status):
    assert sign_in(role).post(REGISTER, answers).status_code == status
    assert sign_in(role).post(LOOK_ALIKES, answers).status_code == status
    assert not Patient.objects.exists()


def test_a_registered_person_stands_as_typed_and_the_chart_opens(clinic, clinician, answers, sign_in):
    response = sign_in("navigator").post(REGISTER, answers)
    patient = Patient.objects.get()
    assert response["Location"] == f"/p/{patient.pk}/"
    assert (patient.family_name, patient.given_names, patient.goes_by) == ("Núñez-Ortega", "Ana María", "Ana")
    assert (patient.birth_date, patient.mrn, patient.sex) == (date(1964, 3, 9), "44710829", "female")
    assert (patient.email, patient.reminders_agreed, patient.needs_interpreter) == (
        "ana@mail.example",
        True,
        True,
    )
    assert (patient.clinic, patient.lead_clinician) == (clinic, clinician)


def test_registration_says_what_comes_next(answers, sign_in):
    client = sign_in("clinician")
    client.post(REGISTER, answers)
    page = client.get(reverse("patients:list")).content.decode()
    assert "Registered. Start the map when you are ready." in page


def test_registration_is_in_the_audit_log(answers, staff, sign_in):
    sign_in("navigator").post(REGISTER, answers)
    event = Event.objects.get(verb="registered")
    assert (event.by, event.patient_id) == (staff.navigator, Patient.objects.get().pk)


def test_the_signed_in_clinician_leads_unless_another_is_chosen(staff, sign_in):
    form = sign_in("clinician").get(REGISTER).context["form"]
    assert form["lead_clinician"].value() == staff.clinician.pk
    assert list(form.fields["lead_clinician"].queryset) == [staff.clinician]


def test_a_second_press_of_the_button_leads_where_the_first_did(answers, sign_in):
    client = sign_in("clinician")
    first = client.post(REGISTER, answers)
    second = client.post(REGISTER, answers)
    assert second["Location"] == first["Location"]
    assert Patient.objects.count() == 1


BAD_ANSWERS = [
    ("born tomorrow", {"birth_date": DAY_AFTER_TOMORROW}, "birth_date", "is in the future"),
    ("born in 1850", {"birth_date": "1850-01-01"}, "birth_date", "too long ago"),
    ("born never", {"birth_date": "30-Feb-1964"}, "birth_date", "Feb 1964 has no day 30"),
    ("no birth date", {"birth_date": ""}, "birth_date", "Enter the birth date"),
    ("markup", {"family_name": "<script>alert(1)</script>"}, "family_name", "A name has no &lt; or &gt;"),
    ("figures for a name", {"given_names": "12"}, "given_names", "A name has letters"),
    ("control character", {"given_names": "Ana\x07"}, "given_names", "cannot be shown"),
    ("null character", {"goes_by": "An\x00a"}, "goes_by", "cannot be shown"),
    ("hidden direction mark", {"family_name": "Ana\u202eOrtega"}, "family_name", "cannot be shown"),
    ("300 letters", {"family_name": "x" * 300}, "family_name", "Shorten this to 120 characters; it has 300"),
    ("300 Chinese letters", {"given_names": "王" * 300}, "given_names", "it has 300"),
    ("marks without a letter", {"goes_by": "\u0301\u0301"}, "goes_by", "A name has letters"),
    ("a break in the line", {"family_name": "Ana\nOrtega"}, "family_name", "cannot be shown"),
    ("hidden left-to-right mark", {"given_names": "\u200eAna"}, "given_names", "cannot be shown"),
    ("ten megabytes of a number", {"mrn": "4" * 10_000_000}, "mrn", "it has 10,000,000"),
    ("ten megabytes of a date", {"birth_date": "4" * 10_000_000}, "birth_date", "Write only a date"),
    ("ten megabytes", {"family_name": "x" * 10_000_000}, "family_name", "it has 10,000,000"),
    ("short number", {"mrn": "12"}, "mrn", "4 to 20 letters and figures"),
    ("number with signs", {"mrn": "12/34;56"}, "mrn", "4 to 20 letters and figures"),
    ("number in other figures", {"mrn": "４４７１"}, "mrn", "4 to 20 letters and figures"),
    ("unknown sex", {"sex": "purple"}, "sex", "Choose one of these"),
    ("no mail address", {"email": "ana@"}, "email", "Enter an address such as"),
    ("reminders to nowhere", {"email": ""}, "email", "or untick them"),
    ("nobody leads", {"lead_clinician": ""}, "lead_clinician", "Choose who leads"),
    ("lead from nowhere", {"lead_clinician": str(uuid4())}, "lead_clinician", "a clinician of this clinic"),
    ("lead is no key", {"lead_clinician": "me"}, "lead_clinician", "is not a valid UUID"),
]


NAMES = {
    "Arabic": ("الأندلسي", "فاطمة"),
    "Chinese": ("王", "秀英"),
    "Hebrew": ("בן־דוד", "שרה"),
    "Devanagari with a joiner": ("श्री\u200dवास्तव", "अंजलि"),
    "combining marks": ("Nu\u0301n\u0303ez", "Zoe\u0308"),
    "stacked combining marks": ("Z\u0351\u036balgo", "Ana"),
    "as long as a name may be": ("x" * 120, "Ana"),
}


@pytest.mark.parametrize(("family", "given"), NAMES.values(), ids=NAMES.keys())
def test_a_name_in_any_script_is_kept_found_and_shown(answers, sign_in, family, given):
    client = sign_in("clinician")
    response = client.post(REGISTER, answers | {"family_name": family, "given_names": given, "goes_by": ""})
    patient = Patient.objects.get()
    assert response["Location"] == patient.get_absolute_url()
    composed = unicodedata.normalize("NFC", family)
    assert patient.family_name == composed
    found = client.post(reverse("patients:find"), {"q": family}).content.decode()
    assert patient.get_absolute_url() in found
    assert composed in client.get(patient.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("change", "field", "said"), [case[1:] for case in BAD_ANSWERS], ids=[case[0] for case in BAD_ANSWERS]
)
def test_bad_answers_are_said_at_their_field_and_nothing_is_saved_or_lost(
    answers, sign_in, change, field, said
):
    typed = answers | change
    response = sign_in("clinician").post(REGISTER, typed)
    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors.keys() == {field}
    page = response.content.decode()
    assert said in page
    assert all(form[name].value() == typed[name] for name in ("family_name", "phone", field))
    assert "<script>alert" not in page
    assert not Patient.objects.exists()


def test_an_empty_post_is_answered_with_what_is_missing(clinic, sign_in):
    response = sign_in("clinician").post(REGISTER, {})
    assert response.status_code == 422
    assert "Enter the family name" in response.content.decode()


def test_a_lead_of_another_clinic_cannot_be_chosen(answers, staff, sign_in):
    response = sign_in("clinician").post(REGISTER, answers | {"lead_clinician": str(staff.other_clinic.pk)})
    assert response.status_code == 422


class TestLookAlikes:
    @pytest.fixture
    def ana(self, clinic, clinician):
        return PatientFactory(
            clinic=clinic,
            lead_clinician=clinician,
            family_name="Nunez Ortega",
            given_names="Ana",
            birth_date=date(1964, 9, 3),
            mrn="55550000",
        )

    def test_one_box_alone_asks_nothing(self, ana, sign_in):
        page = sign_in("clinician").post(LOOK_ALIKES, {"family_name": "Nunez Ortega"}).content.decode()
        assert "Nunez Ortega" not in page

    @pytest.mark.parametrize(
        "typed",
        [
            {"family_name": "Núñez-Ortega", "given_names": "Anna"},
            {"family_name": "Zzz", "birth_date": "1964-09-03"},
            {"family_name": "Zzz", "birth_date": "1964-03-09"},
            {"mrn": "5555 0000"},
        ],
        ids=["a similar name", "the same birth date", "day and month swapped", "the same number"],
    )
    def test_from_the_second_box_on_they_are_shown(self, ana, sign_in, typed):
        page = sign_in("navigator").post(LOOK_ALIKES, typed).content.decode()
        assert "Nunez Ortega, Ana" in page
        assert ana.get_absolute_url() in page
        assert "<html" not in page

    def test_an_unreadable_box_is_left_out(self, ana, sign_in):
        typed = {"family_name": "Nunez Ortega", "given_names": "Ana", "birth_date": "30-Feb-1964"}
        assert "Nunez Ortega, Ana" in sign_in("clinician").post(LOOK_ALIKES, typed).content.decode()

    def test_people_of_another_clinic_are_never_shown(self, ana, sign_in):
        typed = {"family_name": "Nunez Ortega", "given_names": "Ana", "mrn": "55550000"}
        assert "Nunez" not in sign_in("other_clinic").post(LOOK_ALIKES, typed).content.decode()

    def test_at_most_five_are_shown_and_the_holder_of_the_number_is_among_them(self, clinic, ana, sign_in):
        PatientFactory.create_batch(9, clinic=clinic, family_name="Ruiz", given_names="Eva")
        typed = {"family_name": "Ruiz", "given_names": "Eva", "mrn": ana.mrn}
        seen = sign_in("clinician").post(LOOK_ALIKES, typed).context["seen"]
        assert len(seen.people) == 5
        assert seen.holder == ana

    def test_without_a_word_about_them_nobody_is_registered(self, ana, answers, sign_in):
        response = sign_in("clinician").post(REGISTER, answers)
        assert response.status_code == 422
        assert "This is someone else, register" in response.content.decode()
        assert "id_someone_else" in response.content.decode()
        assert Patient.objects.count() == 1

    def test_someone_else_is_registered_when_said_so(self, ana, answers, sign_in):
        client = sign_in("clinician")
        asked = client.post(REGISTER, answers).context["seen"].answer
        assert client.post(REGISTER, answers | {"someone_else": asked}).status_code == 302
        assert Patient.objects.count() == 2

    def test_the_word_counts_only_for_those_who_were_shown(self, clinic, ana, answers, sign_in):
        client = sign_in("clinician")
        asked = client.post(REGISTER, answers).context["seen"].answer
        PatientFactory(clinic=clinic, family_name="Núñez-Ortega", given_names="Ana María")
        assert client.post(REGISTER, answers | {"someone_else": asked}).status_code == 422

    def test_a_number_that_is_taken_is_a_stop_with_the_way_to_the_chart(self, ana, answers, sign_in):
        taken = answers | {"mrn": "5555-0000", "someone_else": str(ana.pk)}
        response = sign_in("clinician").post(REGISTER, taken)
        assert response.status_code == 422
        page = response.content.decode()
        assert "This record number belongs to someone already" in page
        assert ana.get_absolute_url() in page
        assert response.context["form"].errors.keys() == {"mrn"}
        assert Patient.objects.count() == 1

    def test_the_same_number_at_another_clinic_is_free(self, ana, staff, answers, sign_in):
        there = answers | {"mrn": "55550000", "lead_clinician": str(staff.other_clinic.pk)}
        assert sign_in("other_clinic").post(REGISTER, there).status_code == 302


class TestService:
    @pytest.fixture
    def person(self, clinic, clinician):
        return {
            "clinic": clinic,
            "by": clinician,
            "lead_clinician": clinician,
            "mrn": "7000 1234",
            "birth_date": date(1964, 3, 9),
            "family_name": "Ortega",
            "given_names": "Ana",
            "sex": "female",
        }

    def test_numbers_are_compared_without_blanks_hyphens_and_case(self, person):
        first = register_patient(**person | {"mrn": "ab-70 001"})
        with pytest.raises(MrnTaken) as taken:
            register_patient(**person | {"mrn": "AB70001"})
        assert taken.value.patient == first

    def test_one_form_registers_once(self, person):
        once = uuid4()
        register_patient(**person, once=once)
        with pytest.raises(AlreadySaved):
            register_patient(**person | {"mrn": "70009999"}, once=once)
        assert Patient.objects.count() == 1

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"birth_date": date(2999, 1, 1)}, "birth_date"),
            ({"deceased_on": date(1960, 1, 1)}, "deceased_on"),
            ({"deceased_on": date(2999, 1, 1)}, "deceased_on"),
        ],
        ids=["born in the future", "died before born", "died in the future"],
    )
    def test_impossible_days_are_refused_at_their_field(self, person, change, field):
        with pytest.raises(Refused) as refusal:
            register_patient(**person | change)
        assert refusal.value.field == field
        assert not Patient.objects.exists()

    def test_only_a_clinician_of_the_clinic_leads(self, person, staff):
        for lead in (staff.navigator, staff.other_clinic):
            with pytest.raises(Refused, match="clinician of this clinic"):
                register_patient(**person | {"lead_clinician": lead})

    def test_a_later_edit_counts_the_version(self, patient, clinician):
        edited = edit_person(patient_id=patient.pk, expected_version=1, by=clinician, goes_by="Sam")
        assert (edited.goes_by, edited.version) == ("Sam", 2)

    def test_an_edit_of_an_older_version_is_stale_and_changes_nothing(self, patient, clinician):
        edit_person(patient_id=patient.pk, expected_version=1, by=clinician, goes_by="Sam")
        with pytest.raises(Stale):
            edit_person(patient_id=patient.pk, expected_version=1, by=clinician, goes_by="Kim")
        assert Patient.objects.get().goes_by == "Sam"

    def test_an_edit_keeps_a_lead_who_has_left_and_takes_no_other_outsider(
        self, clinic, patient, clinician, staff
    ):
        clinician.memberships.update(ended_on=date(2026, 2, 1))
        edit_person(
            patient_id=patient.pk,
            expected_version=1,
            by=staff.navigator,
            lead_clinician=clinician,
            goes_by="Sam",
        )
        with pytest.raises(Refused, match="clinician of this clinic"):
            edit_person(
                patient_id=patient.pk,
                expected_version=2,
                by=staff.navigator,
                lead_clinician=staff.other_clinic,
            )

    def test_a_new_lead_takes_over(self, clinic, patient, clinician):
        colleague = MembershipFactory(clinic=clinic).user
        edited = edit_person(
            patient_id=patient.pk, expected_version=1, by=clinician, lead_clinician=colleague
        )
        assert edited.lead_clinician == colleague

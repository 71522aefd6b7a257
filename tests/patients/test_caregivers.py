"""Caregivers: what each may know, taken back in one press, and their own strain, which stays theirs."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from integrative.accounts.errors import AlreadySaved, Refused
from integrative.accounts.links import Purpose, make_token
from integrative.audit.models import Event
from patients.models import Caregiver, CaregiverAgreement, CaregiverSkill, CaregiverStrain
from patients.services import end_fact, mark_in_error
from patients.services.caregivers import record_strain
from tests.factories.careplans import FollowUpFactory
from tests.factories.patients import PatientFactory

from .forms import DAY_AFTER_TOMORROW, address, guards

ALL_AGREE = {f"q{number}": 2 for number in range(1, 11)}
ASKED = date(2026, 11, 3)
READERS = [
    ("clinician", 200),
    ("navigator", 200),
    ("pharmacist", 200),
    ("administrator", 403),
    ("other_clinic", 404),
    ("nobody", 302),
]
WRITERS = [(role, 403 if role == "pharmacist" else status) for role, status in READERS]


@pytest.fixture
def caregiver(patient):
    return Caregiver.objects.create(patient=patient, name="Rosa Vale", relation="sister", phone="555-0177")


@pytest.fixture
def agreement(caregiver):
    return CaregiverAgreement.objects.create(
        patient=caregiver.patient, caregiver=caregiver, may_know="results", agreed_on=date(2026, 3, 1)
    )


@pytest.fixture
def ask(caregiver, clinician):
    def ask(answers=ALL_AGREE, **more):
        return record_strain(
            caregiver=caregiver, answers=answers, by=clinician, **{"asked_on": ASKED, **more}
        )

    return ask


def caregivers_page(client, patient):
    return " ".join(client.get(address("caregivers", patient)).content.decode().split())


class TestScore:
    @pytest.mark.parametrize(
        ("answer", "score", "band"),
        [(0, 0, "none to mild"), (1, 10, "moderate"), (2, 20, "severe to very severe")],
    )
    def test_ten_answers_are_a_sum_with_its_word(self, ask, answer, score, band):
        strain = ask(dict.fromkeys(ALL_AGREE, answer))
        assert (strain.score, strain.band) == (score, band)

    @pytest.mark.parametrize(("total", "band"), [(4, "none to mild"), (5, "moderate"), (14, "moderate")])
    def test_the_bands_begin_where_the_table_says(self, ask, total, band):
        points = [min(3, max(0, total - 3 * place)) for place in range(10)]
        strain = ask(dict(zip(ALL_AGREE, points, strict=True)))
        assert (strain.score, strain.band) == (total, band)

    @pytest.mark.parametrize("missing", [{"q10": None}, {"q1": None, "q2": None}])
    def test_a_missing_answer_gives_no_score_and_is_no_zero(self, ask, missing):
        strain = ask(ALL_AGREE | missing)
        assert (strain.score, strain.band) == (None, "")
        assert not missing.keys() & strain.answers["items"].keys()

    def test_what_was_asked_and_by_which_tables_is_kept(self, ask, patient, clinician):
        strain = ask(ALL_AGREE | {"q3": 0})
        assert strain.answers["instrument"] == "bsfc_s"
        assert strain.answers["items"]["q3"] == 0
        assert len(strain.answers["tables"]) == 12
        assert (strain.patient, strain.recorded_by, strain.asked_on) == (patient, clinician, ASKED)

    @pytest.mark.parametrize(
        "answers", [{}, dict.fromkeys(ALL_AGREE), {"q1": 4}, {"q1": -1}, {"q11": 1}, {"q1": True}]
    )
    def test_nothing_answered_and_what_is_no_answer_are_refused(self, ask, answers):
        with pytest.raises(Refused, match="Nothing was saved"):
            ask(answers)
        assert not CaregiverStrain.objects.exists()

    @pytest.mark.parametrize("day", [date(1960, 1, 1), date(2999, 1, 1)])
    def test_a_day_that_cannot_be_is_refused_at_the_day(self, ask, day):
        with pytest.raises(Refused) as refusal:
            ask(asked_on=day)
        assert refusal.value.field == "asked_on"

    def test_the_same_press_counts_once(self, ask):
        once = guards(PatientFactory.build())["once"]
        ask(once=once)
        with pytest.raises(AlreadySaved):
            ask(once=once)

    def test_a_caregiver_entered_in_error_takes_the_answers_along(self, ask, caregiver, clinician):
        ask()
        mark_in_error(Caregiver, caregiver.pk, by=clinician, why="other chart", expected_version=1)
        assert not CaregiverStrain.objects.valid().exists()


class TestForm:
    def url(self, caregiver):
        return address("strain_new", caregiver.patient, caregiver_id=caregiver.pk)

    def filled(self, caregiver, **answers):
        items = {key: str(answer) for key, answer in ALL_AGREE.items()}
        return {**items, "asked_on": "2026-11-03", **answers, **guards(caregiver.patient)}

    @pytest.mark.parametrize(("role", "status"), WRITERS)
    def test_who_may_ask(self, caregiver, sign_in, role, status):
        client = sign_in(role)
        assert client.get(self.url(caregiver)).status_code == status
        assert client.post(self.url(caregiver), self.filled(caregiver)).status_code == (
            302 if status == 200 else status
        )
        assert CaregiverStrain.objects.exists() is (status == 200)

    def test_the_form_names_its_owner_and_prints_no_question(self, caregiver, sign_in):
        page = sign_in("navigator").get(self.url(caregiver)).content.decode()
        assert "belong to the caregiver" in page
        assert "registered with its owners" in page
        assert page.count("No answer") == 10

    def test_leaving_one_out_is_kept_and_said(self, caregiver, sign_in):
        client = sign_in("navigator")
        response = client.post(self.url(caregiver), self.filled(caregiver, q4="", q1="0"))
        assert response["Location"] == address("caregivers", caregiver.patient)
        assert "No score: 9 of 10 questions answered" in caregivers_page(client, caregiver.patient)
        assert CaregiverStrain.objects.get().answers["items"]["q1"] == 0

    @pytest.mark.parametrize(
        ("wrong", "said", "still_chosen"),
        [
            ({"q2": "7"}, "Choose one of these", 9),
            ({"asked_on": ""}, "Enter the day", 10),
            ({"asked_on": DAY_AFTER_TOMORROW}, "in the future", 10),
            (dict.fromkeys(ALL_AGREE, ""), "Enter at least one answer", 10),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
        self, caregiver, sign_in, wrong, said, still_chosen
    ):
        response = sign_in("clinician").post(self.url(caregiver), self.filled(caregiver, **wrong))
        page = response.content.decode()
        assert response.status_code == 422
        assert said in page
        assert page.count("checked") == still_chosen
        assert not CaregiverStrain.objects.exists()

    def test_a_form_of_another_chart_writes_nothing(self, caregiver, sign_in):
        other = PatientFactory(clinic=caregiver.patient.clinic)
        answers = self.filled(caregiver) | guards(other)
        assert sign_in("clinician").post(self.url(caregiver), answers).status_code == 422
        assert not CaregiverStrain.objects.exists()

    def test_a_caregiver_of_another_chart_is_not_found(self, caregiver, sign_in):
        other = PatientFactory(clinic=caregiver.patient.clinic)
        url = address("strain_new", other, caregiver_id=caregiver.pk)
        assert sign_in("clinician").get(url).status_code == 404


class TestStruckOut:
    def url(self, strain):
        return address("strain_in_error", strain.patient, strain_id=strain.pk)

    def test_answers_entered_in_error_no_longer_stand(self, ask, patient, sign_in):
        strain, client = ask(), sign_in("navigator")
        typed = {"why": "typed twice", **guards(patient, version=1)}
        assert client.post(self.url(strain), typed)["Location"] == address("caregivers", patient)
        assert "20 of 30" not in caregivers_page(client, patient)
        assert CaregiverStrain.objects.get().entered_in_error_why == "typed twice"

    def test_a_press_on_an_older_version_is_told_so(self, ask, patient, sign_in):
        typed = {"why": "typed twice", **guards(patient, version=7)}
        assert sign_in("navigator").post(self.url(ask()), typed).status_code == 409
        assert CaregiverStrain.objects.valid().exists()

    @pytest.mark.parametrize(("role", "status"), WRITERS)
    def test_who_may_strike_out(self, ask, sign_in, role, status):
        assert sign_in(role).get(self.url(ask())).status_code == status


class TestPage:
    @pytest.mark.parametrize(("role", "status"), READERS)
    def test_who_may_read_it(self, patient, sign_in, role, status):
        assert sign_in(role).get(address("caregivers", patient)).status_code == status

    def test_it_shows_people_consent_skills_and_strain_over_time(self, ask, agreement, sign_in):
        patient, caregiver = agreement.patient, agreement.caregiver
        CaregiverSkill.objects.create(
            patient=patient, caregiver=caregiver, skill="massage", taught_on=date(2026, 4, 2)
        )
        ask(dict.fromkeys(ALL_AGREE, 1), asked_on=date(2026, 9, 1))
        ask()
        page = caregivers_page(sign_in("pharmacist"), patient)
        for shown in (
            "Rosa Vale", "sister", "555-0177", "Diagnosis and results", "agreed 01-Mar-2026",
            "Light hand or foot massage", "02-Apr-2026", "never on the patient’s sheet",
        ):  # fmt: skip
            assert shown in page
        assert page.index("20 of 30, severe to very severe") < page.index("10 of 30, moderate")

    @pytest.mark.parametrize(
        ("role", "may"), [("clinician", True), ("navigator", True), ("pharmacist", False)]
    )
    def test_buttons_stand_only_for_those_who_may(self, ask, agreement, sign_in, role, may):
        strain = ask()
        page = caregivers_page(sign_in(role), agreement.patient)
        for name, key in (
            ("strain_new", {"caregiver_id": agreement.caregiver_id}),
            ("take_back", {"agreement_id": agreement.pk}),
            ("strain_in_error", {"strain_id": strain.pk}),
        ):
            assert (address(name, agreement.patient, **key) in page) is may

    def test_without_anybody_it_says_what_belongs_here(self, patient, sign_in):
        assert "No caregiver on record" in caregivers_page(sign_in("clinician"), patient)

    def test_who_no_longer_helps_stands_apart_and_is_not_asked(self, caregiver, clinician, sign_in):
        yesterday = caregiver.patient.clinic.today() - timedelta(days=1)
        end_fact(Caregiver, caregiver.pk, by=clinician, ended_on=yesterday, expected_version=1)
        page = caregivers_page(sign_in("clinician"), caregiver.patient)
        assert "No longer helping (1)" in page
        assert "Ask about strain" not in page

    def test_it_costs_the_same_for_many(self, patient, ask, sign_in, django_assert_max_num_queries):
        for number in range(8):
            caregiver = Caregiver.objects.create(patient=patient, name=f"Helper {number}", relation="friend")
            CaregiverAgreement.objects.create(
                patient=patient, caregiver=caregiver, may_know="plan", agreed_on=ASKED
            )
            ask()
        client = sign_in("clinician")
        client.get(address("caregivers", patient))
        with django_assert_max_num_queries(12):
            client.get(address("caregivers", patient))


class TestTakeBack:
    def url(self, agreement):
        return address("take_back", agreement.patient, agreement_id=agreement.pk)

    def test_one_press_takes_it_back_today_everywhere(self, agreement, sign_in):
        client, patient = sign_in("navigator"), agreement.patient
        response = client.post(self.url(agreement), guards(patient, version=1))
        assert response["Location"] == address("caregivers", patient)
        agreement.refresh_from_db()
        assert (agreement.ended_on, agreement.version) == (patient.clinic.today(), 2)
        page = caregivers_page(client, patient)
        assert "Nothing: taken back" in page
        assert "do not tell Rosa Vale about this any more" in page
        assert "may know about" not in page
        record = client.get(address("record", patient)).content.decode()
        assert "may know about diagnosis and results" not in record

    def test_agreed_again_it_stands_again(self, agreement, caregiver, sign_in, clinician):
        end_fact(CaregiverAgreement, agreement.pk, by=clinician, ended_on=ASKED, expected_version=1)
        CaregiverAgreement.objects.create(
            patient=caregiver.patient, caregiver=caregiver, may_know="results", agreed_on=ASKED
        )
        page = caregivers_page(sign_in("clinician"), caregiver.patient)
        assert "agreed 03-Nov-2026" in page
        assert "aken back" not in page

    @pytest.mark.parametrize(("version", "status"), [(7, 409), (None, 409)])
    def test_a_page_that_is_out_of_date_takes_nothing_back(self, agreement, sign_in, version, status):
        posted = guards(agreement.patient, version=version)
        assert sign_in("clinician").post(self.url(agreement), posted).status_code == status
        assert CaregiverAgreement.objects.standing().exists()

    def test_what_was_taken_back_is_not_taken_back_twice(self, agreement, sign_in, clinician):
        end_fact(CaregiverAgreement, agreement.pk, by=clinician, ended_on=ASKED, expected_version=1)
        response = sign_in("clinician").post(self.url(agreement), guards(agreement.patient, version=2))
        assert response.status_code == 422
        assert "already ended, on 03-Nov-2026" in response.content.decode()

    @pytest.mark.parametrize(("role", "status"), [(r, 302 if s == 200 else s) for r, s in WRITERS])
    def test_who_may(self, agreement, sign_in, role, status):
        posted = guards(agreement.patient, version=1)
        assert sign_in(role).post(self.url(agreement), posted).status_code == status
        assert CaregiverAgreement.objects.standing().exists() is (role not in {"clinician", "navigator"})


class TestItStaysTheirs:
    """A score nobody else has: 17 of 30."""

    @pytest.fixture
    def asked(self, ask, patient, agreement):
        plan = FollowUpFactory(patient=patient).plan
        answers = ALL_AGREE | {"q1": 1, "q2": 1, "q3": 1}
        return SimpleNamespace(strain=ask(answers), plan=plan, patient=patient)

    def assert_silent(self, page):
        for told in ("17 of 30", "severe to very severe", "train check", "bsfc"):
            assert told not in page

    @pytest.mark.parametrize(
        "name",
        [
            "workspace:chart", "patients:record", "symptoms:map", "workspace:flowsheet", "careplans:plan",
            "symptoms:goals", "careplans:follow_up", "referrals:for_patient", "workspace:history",
        ],
    )  # fmt: skip
    def test_no_other_page_of_the_chart_tells_of_it(self, asked, sign_in, name):
        response = sign_in("clinician").get(reverse(name, kwargs={"patient_id": asked.patient.pk}))
        assert response.status_code == 200
        self.assert_silent(response.content.decode())

    def test_beside_the_caregivers_page_the_storyboard_is_silent_too(self, asked, sign_in):
        page = caregivers_page(sign_in("clinician"), asked.patient)
        story = page[page.index("Clinical summary") : page.index("</aside>")]
        assert "Rosa Vale" in story
        self.assert_silent(story)

    @pytest.mark.parametrize(("purpose", "path"), [(Purpose.MY_PLAN, "m"), (Purpose.CHECK_IN, "c")])
    def test_the_persons_own_links_do_not_tell_of_it(self, asked, sign_in, purpose, path):
        token = make_token(purpose, subject_id=asked.plan.pk, last_day=date(2999, 1, 1))
        response = sign_in("nobody").get(f"/{path}/{token}/")
        assert response.status_code == 200
        self.assert_silent(response.content.decode())
        assert "Rosa Vale" not in response.content.decode()

    def test_nor_does_what_other_systems_read(self, asked, sign_in):
        client = sign_in("clinician")
        for url in (f"/fhir/Patient/{asked.patient.pk}", f"/api/v1/patients/{asked.patient.pk}/"):
            response = client.get(url)
            assert response.status_code == 200
            self.assert_silent(response.content.decode())

    def test_the_clinic_still_knows_who_wrote_it_down(self, asked, clinician):
        event = Event.objects.get(subject_id=asked.strain.pk)
        assert (event.by, event.verb, event.patient_id) == (clinician, "recorded strain check", None)
        assert event.clinic_id == asked.patient.clinic_id


class TestAgree:
    def url(self, caregiver):
        return address("agree", caregiver.patient, caregiver_id=caregiver.pk)

    def filled(self, caregiver, *subjects, day="2026-11-03"):
        return {"may_know": list(subjects), "agreed_on": day, **guards(caregiver.patient)}

    def test_several_subjects_are_agreed_in_one_go_once(self, caregiver, sign_in, clinician):
        answers = self.filled(caregiver, "plan", "results")
        for _ in range(2):
            response = sign_in("clinician").post(self.url(caregiver), answers)
            assert response["Location"] == address("caregivers", caregiver.patient)
        kept = CaregiverAgreement.objects.standing().order_by("may_know")
        assert [(k.may_know, k.agreed_on, k.source, k.recorded_by) for k in kept] == [
            ("plan", ASKED, "patient", clinician),
            ("results", ASKED, "patient", clinician),
        ]

    def test_what_was_agreed_before_stands_with_its_day(self, agreement, caregiver, sign_in):
        sign_in("navigator").post(self.url(caregiver), self.filled(caregiver, "plan", "results"))
        assert dict(CaregiverAgreement.objects.standing().values_list("may_know", "agreed_on")) == {
            "results": date(2026, 3, 1),
            "plan": ASKED,
        }

    @pytest.mark.parametrize(
        ("subjects", "day", "said"),
        [
            (["results"], "2026-11-03", "All of this is agreed already"),
            ([], "2026-11-03", "Tick at least one"),
            (["secrets"], "2026-11-03", "Choose from the list"),
            (["plan"], DAY_AFTER_TOMORROW, "in the future"),
            (["plan"], "1950-01-01", "before the birth date"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_kept(
        self, agreement, caregiver, sign_in, subjects, day, said
    ):
        response = sign_in("clinician").post(self.url(caregiver), self.filled(caregiver, *subjects, day=day))
        assert response.status_code == 422
        assert said in response.content.decode()
        assert CaregiverAgreement.objects.count() == 1

    @pytest.mark.parametrize(("role", "status"), WRITERS)
    def test_who_may(self, caregiver, sign_in, role, status):
        assert sign_in(role).get(self.url(caregiver)).status_code == status

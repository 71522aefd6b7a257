"""The program in numbers, and a clinician's own caseload."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from integrative.accounts.models import Membership
from integrative.workspace.caseload import Share, data_quality_of, figures_of, workload_by_clinician
from patients.models import Patient
from tests.factories.accounts import MembershipFactory
from tests.factories.patients import MeasurementFactory, PatientFactory, PhaseFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.symptoms import ConsultationFactory, ProductFactory

PROGRAM = reverse("workspace:program")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("administrator", 200),
        ("clinician", 200),
        ("other_clinic", 200),
        ("navigator", 403),
        ("pharmacist", 403),
        ("nobody", 302),
    ],
)
def test_who_may_see_numbers(sign_in, role, status):
    assert sign_in(role).get(PROGRAM).status_code == status


def test_administrators_see_the_program_and_clinicians_their_own_people(sign_in, patient):
    assert "Program review" in sign_in("administrator").get(PROGRAM).text
    own = sign_in("clinician").get(PROGRAM).text
    assert "My caseload" in own
    assert "Okafor" in own
    assert "Caseload by clinician" not in own


def test_administrators_see_no_patient_by_name(sign_in, patient, give_plan):
    give_plan(patient, closes_in=-3)
    ProductFactory(patient=patient)
    assert "Okafor" not in sign_in("administrator").get(PROGRAM).text


def test_another_clinics_people_are_not_counted(sign_in, patient):
    assert sign_in("other_clinic").get(PROGRAM).context["figures"].in_care == Share(0, 0)


@pytest.fixture
def count(clinic, staff, today):
    """The figures of the clinic as its administrator sees them."""
    return lambda: figures_of(Patient.objects.filter(clinic=clinic), staff.administrator, today)


class TestFigures:
    def test_people_in_care_are_the_living_of_those_on_record(self, count, patient, clinic, today):
        PatientFactory(clinic=clinic, deceased_on=today)
        PatientFactory(clinic=clinic, registered_at=timezone.now() - timedelta(days=90))
        figures = count()
        assert figures.in_care == Share(2, 3)
        assert figures.new == 1

    def test_plans_are_counted_among_those_in_care(self, count, patient, clinic, give_plan):
        give_plan(patient)
        PatientFactory(clinic=clinic)
        assert count().planned == Share(1, 2)

    def test_follow_ups_on_time_leave_out_those_whose_window_is_open(
        self, count, clinic, clinician, give_plan, today
    ):
        people = [PatientFactory(clinic=clinic, lead_clinician=clinician) for _ in range(5)]
        closes_in = (7, -3, -3, -10, -3)
        in_window, late, on_time, too_late, called_off = map(
            lambda person, days: give_plan(person, closes_in=days), people, closes_in
        )
        for done, day in ((on_time, -4), (too_late, -1)):
            done.completed_on, done.completed_by = today + timedelta(days=day), clinician
            done.save()
        called_off.cancelled_on = today
        called_off.save()
        assert in_window.is_open
        assert late.is_open
        assert count().on_time == Share(1, 3)

    def test_referrals_overdue_are_of_the_open_ones(self, count, patient):
        ReferralFactory(patient=patient, late=True)
        ReferralFactory(patient=patient)
        ReferralFactory(patient=patient, closed=True)
        assert count().overdue == Share(1, 2)

    def test_no_product_counts_as_screened(self, count, patient, today):
        ProductFactory(patient=patient)
        ProductFactory(patient=patient, stopped_on=today)
        assert count().not_screened == Share(1, 1)

    def test_an_empty_clinic_shows_dashes_not_zeros(self, sign_in, clinic):
        page = sign_in("administrator").get(PROGRAM)
        assert page.text.count("<b>–</b>") == 2

    @pytest.mark.parametrize(("part", "whole", "said"), [(1, 3, "33%"), (0, 4, "0%"), (0, 0, "–")])
    def test_a_share_in_percent(self, part, whole, said):
        assert Share(part, whole).percent == said


def test_what_the_records_lack(patient, clinic, clinician, staff, give_plan, today):
    give_plan(patient, baseline=None)
    complete = PatientFactory(clinic=clinic, lead_clinician=clinician)
    give_plan(complete)
    PhaseFactory(patient=complete)
    MeasurementFactory(patient=complete)
    MeasurementFactory(patient=patient, analyte="weight", value=70, entered_value=70, entered_unit="kg")
    quality = data_quality_of(Patient.objects.filter(clinic=clinic), staff.administrator)
    assert quality.no_phase == Share(1, 2)
    assert quality.no_counts == Share(1, 2)
    assert quality.no_baseline == Share(1, 2)


class TestWorkload:
    @pytest.fixture
    def lines(self, clinic, staff, today):
        def by_clinician():
            lines = workload_by_clinician({clinic.pk}, staff.administrator, today)
            return {line.clinician: line for line in lines}

        return by_clinician

    def test_each_clinician_has_a_line_even_without_people(self, lines, clinic, clinician, patient):
        idle = MembershipFactory(clinic=clinic).user
        found = lines()
        assert set(found) == {clinician, idle}
        assert found[idle].in_care == 0

    def test_a_line_counts_what_the_clinician_carries(self, lines, clinician, patient, give_plan):
        give_plan(patient, closes_in=-3)
        ConsultationFactory(patient=patient, author=clinician)
        ReferralFactory(patient=patient)
        ReferralFactory(patient=patient, closed=True)
        line = lines()[clinician]
        assert (line.in_care, line.new, line.planned) == (1, 1, 1)
        assert (line.late_follow_ups, line.unfinished_maps, line.open_referrals) == (1, 1, 1)

    def test_people_of_someone_who_left_are_not_lost(self, lines, clinician, patient, today):
        Membership.objects.filter(user=clinician).update(ended_on=today)
        line = lines()[clinician]
        assert line.in_care == 1
        assert not line.is_on_staff


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize(("role", "most"), [("administrator", 15), ("clinician", 12)])
def test_the_page_costs_the_same_for_five_and_fifty(
    sign_in, clinic, clinician, give_plan, django_assert_max_num_queries, role, most, count
):
    for _ in range(count):
        lead = (
            MembershipFactory(clinic=clinic, user__password=None).user
            if role == "administrator"
            else clinician
        )
        give_plan(PatientFactory(clinic=clinic, lead_clinician=lead), closes_in=-3)
    browser = sign_in(role)
    with django_assert_max_num_queries(most):
        browser.get(PROGRAM)


class TestOwnCaseload:
    @pytest.fixture
    def rows(self, sign_in):
        return lambda **query: sign_in("clinician").get(PROGRAM, query).context["rows"]

    def test_who_needs_me_first_stands_first(self, rows, clinic, clinician, patient, give_plan):
        others = [PatientFactory(clinic=clinic, lead_clinician=clinician) for _ in range(3)]
        give_plan(patient, closes_in=40)
        give_plan(others[0], closes_in=5)
        give_plan(others[1], closes_in=-3)
        found = rows()
        assert [row.patient for row in found] == [others[1], others[0], others[2], patient]
        said = [row.left.words if row.left else "" for row in found]
        assert said == ["3 days over", "5 days left", "", ""]

    def test_a_row_says_phase_plan_and_referrals(self, rows, patient, give_plan, today):
        PhaseFactory(patient=patient)
        give_plan(patient, closes_in=40)
        ReferralFactory(patient=patient)
        ReferralFactory(patient=patient)
        [row] = rows()
        assert row.phase == "Active treatment"
        assert row.plan_since == today - timedelta(weeks=5)
        assert row.opens_on == today + timedelta(days=26)
        assert row.open_referrals == 2

    def test_the_dead_and_colleagues_people_are_left_out(self, rows, patient, clinic, today):
        PatientFactory(clinic=clinic)
        patient.deceased_on = today
        patient.save()
        assert not rows()

    def test_fifty_on_a_page(self, rows, clinic, clinician):
        for _ in range(51):
            PatientFactory(clinic=clinic, lead_clinician=clinician)
        assert len(rows()) == 50
        assert len(rows(page=2)) == 1
        assert len(rows(page="nonsense")) == 50

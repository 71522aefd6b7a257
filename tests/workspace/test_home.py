"""The first page of the day: each role's, and what stands first on it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from careplans.services.follow_up import REMINDER
from integrative.accounts.models import Membership
from integrative.messaging.models import OutboundMessage, Status
from tests.factories.accounts import UserFactory
from tests.factories.patients import PatientFactory
from tests.factories.referrals import ReferralFactory
from tests.factories.symptoms import ConsultationFactory, signed_map

HOME = reverse("workspace:home")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 200),
        ("administrator", 200),
        ("pharmacist", 200),
        ("other_clinic", 200),
        ("nobody", 302),
    ],
)
def test_everybody_signed_in_has_a_first_page(sign_in, role, status):
    assert sign_in(role).get(HOME).status_code == status


@pytest.mark.parametrize(
    ("role", "heading"),
    [
        ("clinician", "Needs you first"),
        ("navigator", "Calls due"),
        ("administrator", "Program review"),
        ("pharmacist", "Questions about products"),
    ],
)
def test_it_is_the_page_of_their_role(sign_in, role, heading):
    assert heading in sign_in(role).get(HOME).text


def test_someone_without_a_post_is_told_so(client, db):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(HOME)
    assert answer.status_code == 403
    assert "no post at a clinic today" in answer.text


def test_a_post_that_ended_opens_nothing(sign_in, clinician, today):
    Membership.objects.filter(user=clinician).update(ended_on=today)
    assert sign_in("clinician").get(HOME).status_code == 403


class TestClinician:
    @pytest.fixture
    def page(self, sign_in):
        return lambda: sign_in("clinician").get(HOME)

    def test_late_follow_ups_come_first_and_in_words(self, page, patient, give_plan):
        follow_up = give_plan(patient, closes_in=-3)
        answer = page()
        assert [row["follow_up"] for row in answer.context["late"]] == [follow_up]
        assert "3 days over" in answer.text
        assert "Ginger tea before getting up" in answer.text
        assert reverse("careplans:follow_up", args=[patient.pk]) in answer.text

    def test_a_follow_up_in_its_window_is_due_and_not_late(self, page, patient, give_plan):
        give_plan(patient, closes_in=7)
        answer = page()
        assert len(answer.context["due"]) == 1
        assert not answer.context["late"]

    def test_a_window_to_come_and_a_colleagues_patient_are_left_out(self, page, patient, give_plan, clinic):
        give_plan(patient, closes_in=30)
        give_plan(PatientFactory(clinic=clinic), closes_in=-3)
        answer = page()
        assert not answer.context["due"]
        assert "No follow-up is due today" in answer.text

    def test_maps_left_unsigned_since_another_day_need_attention(self, page, patient, clinician, today):
        draft = ConsultationFactory(patient=patient, author=clinician, visit_on=today - timedelta(days=4))
        ConsultationFactory(patient=PatientFactory(clinic=patient.clinic), author=patient.lead_clinician)
        answer = page()
        assert answer.context["old_maps"] == [draft]
        assert len(answer.context["maps"]) == 2

    def test_anothers_draft_is_not_mine(self, page, patient, staff):
        ConsultationFactory(patient=patient, author=staff.other_clinic)
        assert not page().context["maps"]

    def test_a_signed_map_without_a_plan_needs_attention(self, page, patient, give_plan):
        signed_map(patient, scores={"esas_nausea": 8})
        assert "No plan yet" in page().text
        give_plan(patient)
        assert "No plan yet" not in page().text

    def test_the_newest_people_of_the_clinic_are_named(self, page, patient, clinic):
        PatientFactory(clinic=clinic, registered_at=timezone.now() - timedelta(days=20))
        PatientFactory()
        recent = list(page().context["recent"])
        assert recent == [patient]

    def test_a_quiet_day_says_so(self, page):
        answer = page().text
        assert "Nothing is late or left open." in answer
        assert "Every map you began is signed." in answer
        assert "Nobody new in the last two weeks." in answer

    @pytest.mark.parametrize("count", [5, 50])
    def test_it_costs_the_same_for_five_and_fifty(
        self, sign_in, clinic, clinician, give_plan, django_assert_max_num_queries, count
    ):
        for _ in range(count):
            person = PatientFactory(clinic=clinic, lead_clinician=clinician)
            give_plan(person, closes_in=-3)
            ConsultationFactory(patient=person)
        browser = sign_in("clinician")
        with django_assert_max_num_queries(12):
            assert len(browser.get(HOME).context["late"]) == count


class TestNavigator:
    @pytest.fixture
    def page(self, sign_in):
        return lambda: sign_in("navigator").get(HOME)

    def unreached(self, follow_up, status=Status.UNREACHABLE):
        now = timezone.now()
        return OutboundMessage.objects.create(
            clinic=follow_up.patient.clinic, kind=REMINDER, subject_id=follow_up.pk, occurrence=now.date(),
            send_at=now, try_at=now, status=status, ended_reason="There is no mail address",
        )  # fmt: skip

    def test_the_board_stands_below_the_calls_due(self, page, patient, give_plan):
        ReferralFactory(patient=patient, late=True)
        self.unreached(give_plan(patient))
        answer = page().text
        assert answer.index("Calls due") < answer.index("Coverage check")
        assert "555-0142" in answer
        assert "No reminder could be sent" in answer
        assert "Move to…" in answer

    def test_a_reminder_that_only_waits_or_was_called_off_needs_no_call(self, page, patient, give_plan):
        self.unreached(give_plan(patient), status=Status.CANCELLED)
        assert not page().context["calls"]

    def test_two_reminders_unsent_are_one_call(self, page, patient, give_plan):
        follow_up = give_plan(patient)
        self.unreached(follow_up)
        self.unreached(follow_up)
        assert list(page().context["calls"]) == [follow_up]

    def test_a_follow_up_that_took_place_needs_no_call(self, page, patient, give_plan, today):
        follow_up = give_plan(patient)
        self.unreached(follow_up)
        follow_up.completed_on, follow_up.completed_by = today, patient.lead_clinician
        follow_up.save()
        assert "Nobody to call" in page().text

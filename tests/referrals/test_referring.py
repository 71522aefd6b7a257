"""A clinician asks a service to help."""

from uuid import uuid4

import pytest

from careplans.models import CarePlan
from integrative.audit.models import Event
from integrative.ui.chart_form import sign_chart
from referrals.models import Referral
from tests.factories.careplans import CarePlanFactory, PlanPartFactory
from tests.factories.patients import PatientFactory
from tests.factories.referrals import ReferralFactory, ServiceFactory

from .conftest import refer_url


@pytest.fixture
def browser(sign_in):
    return sign_in("clinician")


@pytest.fixture
def part(patient):
    """The anchor of the patient's active plan."""
    part = PlanPartFactory(plan=CarePlanFactory(patient=patient))
    CarePlan.objects.filter(pk=part.plan_id).update(
        status="active", activated_on=patient.clinic.today(), activated_by=patient.lead_clinician
    )
    return part


def asking(patient, service, **more):
    guards = {"chart": sign_chart(patient.pk), "version": "", "once": str(uuid4())}
    return guards | {"service": service.pk, "reason": "Morning nausea", "urgency": "soon"} | more


def test_a_referral_lands_on_the_board_due_by_its_urgency(patient, acupuncture, browser, clinician):
    assert browser.post(refer_url(patient), asking(patient, acupuncture)).status_code == 302
    referral = Referral.objects.get()
    assert (referral.status, referral.owner, referral.referred_by) == ("new", None, clinician)
    assert (referral.due_on - patient.clinic.today()).days == 7
    assert [(m.to_status, m.made_by) for m in referral.moves.all()] == [("new", clinician)]
    assert Event.objects.filter(verb="referred", patient_id=patient.pk, by=clinician).count() == 1


def test_the_same_press_twice_refers_once(patient, acupuncture, browser):
    press = asking(patient, acupuncture)
    assert [browser.post(refer_url(patient), press).status_code for _ in range(2)] == [302, 302]
    assert Referral.objects.count() == 1


def test_a_part_of_the_plan_comes_preselected_and_is_kept(patient, acupuncture, part, browser):
    page = browser.get(f"{refer_url(patient)}?part={part.pk}")
    assert page.context["form"]["plan_part"].value() == str(part.pk)
    assert f'value="{part.pk}" selected' in page.text
    browser.post(refer_url(patient), asking(patient, acupuncture, plan_part=part.pk))
    assert Referral.objects.get().plan_part == part


def test_a_made_up_part_in_the_address_is_ignored(patient, browser):
    assert browser.get(f"{refer_url(patient)}?part=nonsense").status_code == 200


def test_only_what_this_clinic_offers_can_be_chosen(patient, acupuncture, browser):
    ServiceFactory(name="Elsewhere yoga")
    ServiceFactory(clinic=patient.clinic, name="Closed pool", is_offered=False)
    page = browser.get(refer_url(patient)).text
    assert "Acupuncture, in this clinic" in page
    assert "Elsewhere yoga" not in page
    assert "Closed pool" not in page


def test_a_second_open_referral_to_the_same_service_is_refused_at_the_field(patient, referral, browser):
    answer = browser.post(refer_url(patient), asking(patient, referral.service))
    assert answer.status_code == 422
    assert "stands already" in answer.context["form"].errors["service"][0]
    assert "Morning nausea" in answer.text
    assert Referral.objects.count() == 1


def test_after_the_first_is_closed_the_service_can_be_asked_again(patient, acupuncture, browser):
    ReferralFactory(patient=patient, service=acupuncture, closed=True)
    assert browser.post(refer_url(patient), asking(patient, acupuncture)).status_code == 302


def test_nobody_is_referred_after_death(patient, acupuncture, browser):
    patient.deceased_on = patient.clinic.today()
    patient.save()
    answer = browser.post(refer_url(patient), asking(patient, acupuncture))
    assert answer.status_code == 422
    assert "has died" in answer.text
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"service": ""}, "service"),
        ({"service": str(uuid4())}, "service"),
        ({"service": "no key"}, "service"),
        ({"reason": ""}, "reason"),
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 1001}, "reason"),
        ({"reason": "bell \x07"}, "reason"),
        ({"urgency": "yesterday"}, "urgency"),
        ({"urgency": ""}, "urgency"),
        ({"plan_part": str(uuid4())}, "plan_part"),
        ({"chart": "forged"}, "__all__"),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_is_saved(patient, acupuncture, browser, answers, field):
    answer = browser.post(refer_url(patient), asking(patient, acupuncture) | answers)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Referral.objects.exists()


def test_ten_megabytes_of_reason_come_back_with_a_message(patient, acupuncture, browser):
    answer = browser.post(refer_url(patient), asking(patient, acupuncture, reason="x" * 10_000_000))
    assert answer.status_code == 422
    assert "Shorten this to 1,000 characters" in answer.text


def test_anothers_plan_part_cannot_be_served(patient, acupuncture, clinic, clinician, browser):
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    part = PlanPartFactory(plan=CarePlanFactory(patient=other))
    CarePlan.objects.filter(pk=part.plan_id).update(
        status="active", activated_on=clinic.today(), activated_by=clinician
    )
    answer = browser.post(refer_url(patient), asking(patient, acupuncture, plan_part=part.pk))
    assert "plan_part" in answer.context["form"].errors


def test_a_form_of_another_chart_refers_nobody(patient, acupuncture, clinic, clinician, browser):
    other = PatientFactory(clinic=clinic, lead_clinician=clinician)
    answer = browser.post(refer_url(patient), asking(patient, acupuncture, chart=sign_chart(other.pk)))
    assert answer.status_code == 422
    assert not Referral.objects.exists()

"""What was decided reaches the person: on their sheet, by a mail that names nothing, and as a task."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from careplans.links import my_plan_url
from careplans.product_days import still_wanted, write_letter
from integrative.messaging.kinds import Unreachable
from integrative.messaging.models import OutboundMessage, Status
from patients.models import Procedure
from symptoms.models import Decision
from symptoms.product_sheet import products_for_the_sheet
from symptoms.services import decide, stop_product
from symptoms.services.product_days import PRODUCT_DAY
from symptoms.services.screening import screen_list
from tests.factories.careplans import FollowUpFactory
from tests.factories.patients import MedicationFactory
from tests.factories.symptoms import ProductFactory


@pytest.fixture
def ginkgo(patient, clinician):
    MedicationFactory(patient=patient, name="apixaban", schedule="twice daily")
    Procedure.objects.create(
        patient=patient, name="Port removal", state="planned", recorded_by=clinician,
        performed_on=patient.clinic.today() + timedelta(20),
    )  # fmt: skip
    return ProductFactory(patient=patient, name_as_typed="Ginkgo", schedule="")


def hold(product, by, **days):
    row = screen_list(product.patient).of(product)
    facts = {"decision": Decision.HOLD, "until": "the port is out", **days}
    return decide(
        product_id=product.pk, patient=product.patient, by=by, verdict_seen=row.verdict,
        findings_seen=row.keys, **facts,
    )  # fmt: skip


def days_from_now(product, count):
    return product.patient.clinic.today() + timedelta(count)


def letters():
    return OutboundMessage.objects.filter(kind=PRODUCT_DAY)


def test_a_hold_is_on_the_sheet_with_its_day_and_why_in_plain_words(ginkgo, clinician):
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3), restart_on=days_from_now(ginkgo, 30))
    (line,) = products_for_the_sheet(ginkgo.patient)
    assert line.product == "Ginkgo"
    assert line.suggestion.startswith("We suggest you pause it. The last day to take it is ")
    assert "call us first" in line.suggestion
    assert line.why == "Ginkgo may make bleeding more likely."


@pytest.mark.parametrize("decision", [Decision.KEEP, Decision.ASK_PHARMACIST])
def test_what_may_stay_is_not_on_the_sheet(ginkgo, clinician, decision):
    hold(ginkgo, clinician, decision=decision, reason="May it stay?")
    assert products_for_the_sheet(ginkgo.patient) == []


def test_the_newest_decision_counts_and_a_stopped_product_is_gone(ginkgo, clinician):
    hold(ginkgo, clinician)
    hold(ginkgo, clinician, decision=Decision.ADVISE_STOP, until="")
    assert [line.suggestion for line in products_for_the_sheet(ginkgo.patient)] == [
        "We suggest you stop it now."
    ]
    stop_product(product_id=ginkgo.pk, by=clinician, stopped_on=days_from_now(ginkgo, 0))
    assert products_for_the_sheet(ginkgo.patient) == []


def test_the_person_reads_it_behind_their_link(ginkgo, clinician, client):
    follow_up = FollowUpFactory(patient=ginkgo.patient)
    hold(ginkgo, clinician)
    page = client.get(my_plan_url(follow_up, today=days_from_now(ginkgo, 0))).content.decode()
    assert "Supplements to stop or pause" in page
    assert "Ginkgo may make bleeding more likely." in page


def test_a_mail_goes_out_on_each_day_that_lies_ahead(ginkgo, clinician):
    first, again = days_from_now(ginkgo, 3), days_from_now(ginkgo, 30)
    hold(ginkgo, clinician, stop_by=first, restart_on=again)
    assert [row.occurrence for row in letters().order_by("occurrence")] == [first, again]


def test_another_decision_calls_the_mails_of_the_first_off(ginkgo, clinician):
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3))
    hold(ginkgo, clinician, decision=Decision.KEEP)
    assert set(letters().values_list("status", flat=True)) == {Status.CANCELLED}


def test_the_mail_names_nothing_but_a_date_on_the_plan(ginkgo, clinician):
    follow_up = FollowUpFactory(patient=ginkgo.patient)
    patient = ginkgo.patient
    patient.email, patient.reminders_agreed = "someone@example.org", True
    patient.save()
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3))
    letter = write_letter(letters().get())
    assert "A date on your plan is near." in letter.body
    assert str(follow_up.plan_id) not in letter.body
    for word in ("ginkgo", "supplement", "bleed", "port", "apixaban"):
        assert word not in (letter.subject + letter.body).lower()


def test_without_a_plan_to_open_nobody_is_written_to(ginkgo, clinician):
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3))
    assert not still_wanted(letters().get())


def test_who_did_not_agree_is_not_written_to(ginkgo, clinician):
    FollowUpFactory(patient=ginkgo.patient)
    ginkgo.patient.reminders_agreed = False
    ginkgo.patient.save()
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3))
    with pytest.raises(Unreachable):
        write_letter(letters().get())


def test_a_product_no_longer_taken_sends_nothing(ginkgo, clinician):
    FollowUpFactory(patient=ginkgo.patient)
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3))
    assert still_wanted(letters().get())
    stop_product(product_id=ginkgo.pk, by=clinician, stopped_on=days_from_now(ginkgo, 0))
    assert not still_wanted(letters().get())


def test_the_team_has_a_task_when_the_day_comes(ginkgo, clinician, sign_in, time_machine):
    hold(ginkgo, clinician, stop_by=days_from_now(ginkgo, 3))
    tasks = reverse("workspace:tasks")
    assert "Ginkgo: was it stopped?" not in sign_in("clinician").get(tasks).content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=4))
    assert "Ginkgo: was it stopped?" in sign_in("clinician").get(tasks).content.decode()

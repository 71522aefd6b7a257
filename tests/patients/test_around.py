"""Care team and insurance: someone of this clinic or someone outside; who pays, from when to when."""

from datetime import timedelta

import pytest

from patients.models import CareTeamMember, Coverage

from .forms import address, guards


def post(client, patient, slug, /, **answers):
    return client.post(address(f"{slug} new", patient), answers | guards(patient))


def story(client, patient):
    page = " ".join(client.get(address("record", patient)).content.decode().split())
    return page[page.index("Clinical summary") : page.index("</aside>")]


class TestTeam:
    def test_someone_outside_is_named_with_where_to_call(self, patient, sign_in):
        client = sign_in("navigator")
        answers = {"role": "medical_oncologist", "name": "Dr. Ida Brandt", "organization": "Hill Hospital"}
        assert post(client, patient, "team", phone="555-0190", **answers).status_code == 302
        assert CareTeamMember.objects.get().user is None
        assert '<span class="strong">Dr. Ida Brandt</span>' in story(client, patient)
        assert "Hill Hospital</span> 555-0190" in story(client, patient)

    def test_someone_of_this_clinic_is_chosen(self, patient, sign_in, staff):
        assert post(
            sign_in("clinician"), patient, "team", role="pharmacist", user=str(staff.pharmacist.pk)
        ).status_code == 302  # fmt: skip
        assert CareTeamMember.objects.get().user == staff.pharmacist

    @pytest.mark.parametrize("role", ["surgeon", "radiation_oncologist", "primary_care"])
    def test_who_treats_the_cancer_outside_and_primary_care_stand_first(self, patient, sign_in, role):
        for its, name in (("dietitian", "Ann First"), (role, "Zoe Last")):
            CareTeamMember.objects.create(patient=patient, role=its, name=name)
        shown = story(sign_in("clinician"), patient)
        assert shown.index('<span class="strong">Zoe Last</span>') < shown.index("Ann First")
        assert '<span class="strong">Ann First' not in shown

    @pytest.mark.parametrize("both", [True, False])
    def test_neither_and_both_are_refused_in_words(self, patient, sign_in, staff, both):
        who = {"user": str(staff.navigator.pk), "name": "Ida Brandt"} if both else {}
        response = post(sign_in("navigator"), patient, "team", role="navigator", **who)
        assert response.status_code == 422
        assert "Choose someone of this clinic, or enter a name; not both." in response.content.decode()

    def test_someone_of_another_clinic_cannot_be_chosen(self, patient, sign_in, staff):
        response = post(sign_in("navigator"), patient, "team", role="nurse", user=str(staff.other_clinic.pk))
        assert response.status_code == 422
        assert "Choose one of the list" in response.content.decode()


class TestInsurance:
    def test_payer_and_plan_stand_with_their_period(self, patient, sign_in):
        client, next_year = sign_in("navigator"), patient.clinic.today() + timedelta(days=300)
        answers = {"kind": "medicare_advantage", "payer": "Lakeside Mutual", "plan": "Gold"}
        period = {"started_on": "2026-01-01", "ended_on": next_year.isoformat()}
        assert post(client, patient, "coverage", **answers, **period).status_code == 302
        assert Coverage.objects.get().ended_on == next_year
        page = client.get(address("record", patient)).content.decode()
        assert "Lakeside Mutual, Gold" in page
        assert "01-Jan-2026" in page

    def test_a_period_that_ends_before_it_begins_is_refused_at_its_end(self, patient, sign_in):
        period = {"started_on": "2026-05-01", "ended_on": "2026-04-30"}
        response = post(sign_in("navigator"), patient, "coverage", kind="medicaid", **period)
        assert response.status_code == 422
        assert "The last day is before the first." in response.content.decode()

    @pytest.mark.parametrize(
        ("role", "status"), [("pharmacist", 403), ("administrator", 403), ("other_clinic", 404)]
    )
    def test_nobody_else_writes_it(self, patient, sign_in, role, status):
        assert post(sign_in(role), patient, "coverage", kind="medicaid").status_code == status

"""Who may open what: the right role 200, the wrong role 403, another clinic 404, nobody 302."""

import pytest
from django.urls import reverse

from symptoms.forms import FORMS
from symptoms.models import GoalsOfCareEntry, Section
from tests.factories.symptoms import ConsultationFactory, ProductFactory, signed_map

from .helpers import chart_url, guards, section_post, section_url

READERS = {
    "clinician": 200,
    "navigator": 200,
    "pharmacist": 200,
    "administrator": 403,
    "other_clinic": 404,
    "nobody": 302,
}
WRITERS = READERS | {"navigator": 403, "pharmacist": 403}


def table(answers):
    return pytest.mark.parametrize(("role", "status"), answers.items())


@table(READERS)
def test_who_may_read_the_map(patient, sign_in, role, status):
    assert sign_in(role).get(chart_url("map", patient)).status_code == status


@table(READERS)
def test_who_may_read_a_signed_map(patient, sign_in, role, status):
    kept = signed_map(patient, scores={"esas_pain": 4})
    url = chart_url("signed_map", patient, consultation_id=kept.pk)
    assert sign_in(role).get(url).status_code == status


@table(WRITERS)
def test_who_may_read_goals_of_care(patient, sign_in, role, status):
    assert sign_in(role).get(chart_url("goals", patient)).status_code == status


@table(WRITERS | {"clinician": 302})
def test_who_may_start_a_map(patient, sign_in, role, status):
    answer = sign_in(role).post(chart_url("map", patient), guards(patient))
    assert answer.status_code == status
    assert patient.consultations.exists() == (role == "clinician")


@table(WRITERS | {"clinician": 302})
@pytest.mark.parametrize("section", FORMS)
def test_who_may_save_a_section(draft, sign_in, section, role, status):
    answer = sign_in(role).post(section_url(draft.patient, section), section_post(draft))
    assert answer.status_code == status
    saved = draft.section_versions.get(section=section).version
    assert saved == (1 if role == "clinician" else 0)


@table(WRITERS)
def test_who_may_open_the_signing_page(draft, sign_in, role, status):
    assert sign_in(role).get(chart_url("sign", draft.patient)).status_code == status


@table(WRITERS | {"clinician": 302})
def test_who_may_say_no_change(patient, sign_in, role, status):
    answer = sign_in(role).get(chart_url("goals_no_change", patient))
    assert answer.status_code == status


@table(READERS | {"clinician": 302, "navigator": 302, "pharmacist": 403})
def test_who_may_add_a_product(patient, sign_in, role, status):
    url = chart_url("product_add", patient)
    answer = sign_in(role).post(url, guards(patient, name_as_typed="Turmeric"))
    assert answer.status_code == status
    assert patient.productuses.exists() == (status == 302 and role != "nobody")


@table(WRITERS | {"clinician": 302})
def test_who_may_stop_a_product(patient, sign_in, role, status):
    product = ProductFactory(patient=patient)
    url = chart_url("product_stop", patient, product_id=product.pk)
    assert sign_in(role).post(url, guards(patient)).status_code == status
    product.refresh_from_db()
    assert bool(product.stopped_on) == (role == "clinician")


@table(WRITERS | {"other_clinic": 200})
def test_who_has_unfinished_maps(sign_in, role, status):
    assert sign_in(role).get(reverse("symptoms:unfinished")).status_code == status


def test_a_colleagues_draft_is_not_written_on(patient, desk):
    colleague = ConsultationFactory(patient=patient, author=ConsultationFactory().author)
    post = section_post(colleague, good_week="Mine now")
    answer = desk.post(section_url(patient, Section.WHAT_MATTERS), post)
    colleague.what_matters.refresh_from_db()
    assert answer.status_code == 422
    assert "Open your own map to write" in answer.content.decode()
    assert "Mine now" in answer.content.decode()
    assert colleague.what_matters.good_week == ""


def test_a_colleagues_draft_is_not_shown_as_ones_own(patient, desk):
    colleague = ConsultationFactory(patient=patient, author=ConsultationFactory().author)
    answer = desk.get(chart_url("map", patient)).content.decode()
    assert "Start map" in answer
    assert f"{colleague.author} began a map" in answer


def test_a_draft_is_no_signed_map(draft, desk):
    url = chart_url("signed_map", draft.patient, consultation_id=draft.pk)
    assert desk.get(url).status_code == 404


def test_a_product_of_another_chart_is_not_found(patient, desk):
    elsewhere = ProductFactory()
    url = chart_url("product_stop", patient, product_id=elsewhere.pk)
    assert desk.post(url, guards(patient)).status_code == 404


@pytest.mark.parametrize("name", ["map", "product_add", "goals"])
def test_a_form_of_another_chart_writes_nothing(patient, desk, name):
    elsewhere = ConsultationFactory().patient
    post = guards(elsewhere, name_as_typed="Turmeric", hope="Walk", lean="undecided")
    answer = desk.post(chart_url(name, patient), post)
    assert answer.status_code == 422
    assert "This form belongs to another chart" in answer.content.decode()
    assert not patient.productuses.exists()
    assert not GoalsOfCareEntry.objects.of(patient).exists()
    assert not patient.consultations.exists()


def test_a_section_of_another_patients_map_is_refused(draft, desk):
    elsewhere = ConsultationFactory(patient__clinic=draft.patient.clinic, author=draft.author)
    post = section_post(draft, good_week="For the wrong person") | {"draft": str(elsewhere.pk)}
    answer = desk.post(section_url(draft.patient, Section.WHAT_MATTERS), post)
    elsewhere.what_matters.refresh_from_db()
    assert answer.status_code == 422
    assert elsewhere.what_matters.good_week == ""


@table(WRITERS)
def test_who_may_ask_who_else_is_at_the_map(patient, sign_in, role, status):
    assert sign_in(role).get(chart_url("also_here", patient)).status_code == status

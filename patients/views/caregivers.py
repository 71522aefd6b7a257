"""The caregivers of a person: the page, the strain check, and taking back what a caregiver may know."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from integrative.accounts.errors import Refused
from integrative.accounts.permissions import Permission, may
from integrative.ui.answers import page, refuse
from integrative.ui.chart_form import ChartForm
from integrative.ui.days import identity_day
from patients.caregivers import caregivers_of
from patients.chart import chart_context, open_chart
from patients.forms.caregivers import AgreeForm, StrainForm
from patients.forms.ending import InErrorForm
from patients.models import Caregiver, CaregiverAgreement, CaregiverStrain, Patient
from patients.services import caregivers as services
from patients.services import end_fact, mark_in_error

from .entry import Words, answer, posted

PAGE = "patients:caregivers"
ASK = (
    "Optional. The answers belong to the caregiver and never stand on the patient’s sheet. Ask from the form "
    "of the Burden Scale for Family Caregivers (BSFC-s) that this clinic registered with its owners, "
    "unchanged; here stand only the numbers and what each question is about."
)

get_or_post = require_http_methods(["GET", "POST"])


@require_safe
def caregivers(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Everyone who helps, and what stands about each."""
    patient = open_chart(request, patient_id)
    return _caregivers_page(request, patient, ChartForm(patient_id=patient.pk))


@get_or_post
def agree(request: HttpRequest, patient_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """What the person agrees that a caregiver may know."""
    patient = open_chart(request, patient_id, Permission.EDIT_CIRCLE)
    caregiver = get_object_or_404(Caregiver.objects.of(patient).valid(), pk=caregiver_id)
    form = AgreeForm(posted(request), patient_id=patient.pk, initial={"agreed_on": patient.clinic.today()})
    return answer(
        request, patient, form, Words(f"What may {caregiver} know?", "Save the agreement", back=PAGE),
        save=lambda: services.agree(
            caregiver=caregiver, by=request.user, once=form.once_key, **form.entered()
        ),
    )  # fmt: skip


@get_or_post
def strain_new(request: HttpRequest, patient_id: UUID, caregiver_id: UUID) -> HttpResponse:
    """What the caregiver answered about their own strain."""
    patient = open_chart(request, patient_id, Permission.EDIT_CIRCLE)
    caregiver = get_object_or_404(Caregiver.objects.of(patient).valid(), pk=caregiver_id)
    form = StrainForm(posted(request), patient_id=patient.pk, initial={"asked_on": patient.clinic.today()})
    return answer(
        request, patient, form,
        Words(f"Ask about strain: {caregiver}", "Save the answers", lead=ASK, back=PAGE),
        save=lambda: services.record_strain(
            caregiver=caregiver, by=request.user, once=form.once_key, **form.entered()
        ),
    )  # fmt: skip


@get_or_post
def strain_in_error(request: HttpRequest, patient_id: UUID, strain_id: UUID) -> HttpResponse:
    """It was never answered like this."""
    patient = open_chart(request, patient_id, Permission.EDIT_CIRCLE)
    strain = get_object_or_404(CaregiverStrain.objects.of(patient).valid(), pk=strain_id)
    form = InErrorForm(posted(request), patient_id=patient.pk, version=strain.version)
    title = f"Entered in error: strain asked on {identity_day(strain.asked_on)}"
    return answer(
        request, patient, form,
        Words(title, "Strike it out", lead="It stays in the history with your reason.", back=PAGE),
        save=lambda: mark_in_error(
            CaregiverStrain, strain.pk, by=request.user, expected_version=form.expected_version,
            **form.entered(),
        ),
    )  # fmt: skip


@require_POST
def take_back(request: HttpRequest, patient_id: UUID, agreement_id: UUID) -> HttpResponse:
    """The person takes back, today, what a caregiver may know: one press."""
    patient = open_chart(request, patient_id, Permission.EDIT_CIRCLE)
    agreement = get_object_or_404(CaregiverAgreement.objects.of(patient).valid(), pk=agreement_id)
    form = ChartForm(request.POST, patient_id=patient.pk)
    if form.is_valid():
        try:
            end_fact(
                CaregiverAgreement, agreement.pk, by=request.user,
                ended_on=patient.clinic.today(), expected_version=form.expected_version,
            )  # fmt: skip
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Taken back: {agreement}.")
            return redirect(PAGE, patient_id=patient.pk)
    return _caregivers_page(request, patient, form)


def _caregivers_page(request: HttpRequest, patient: Patient, guards: ChartForm) -> HttpResponse:
    context = chart_context(request, patient, tab="patients:record")
    context |= {
        "people": caregivers_of(patient, request.user),
        "guards": guards,
        "may_edit": may(request.user, Permission.EDIT_CIRCLE, patient),
    }
    return page(request, "patients/caregivers.html", context, guards)

"""The forms of the record: one page for each thing that is entered, corrected or ended."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from integrative.accounts.permissions import Permission
from integrative.ui.chart_form import ChartForm
from patients.chart import open_chart
from patients.forms import (
    AllergyForm,
    DiagnosisForm,
    MeasurementForm,
    MedicineForm,
    MedicineStopForm,
    PersonForm,
    PhaseForm,
    TreatmentEndForm,
    TreatmentForm,
)
from patients.models import Allergy, CancerCondition, Medication, Patient, TreatmentCourse
from patients.queries import clinicians_of
from patients.services import (
    add_allergy,
    add_medication,
    edit_person,
    end_allergy,
    end_treatment,
    enter_phase,
    record_cancer,
    record_measurement,
    start_treatment,
    stop_medication,
)

from .entry import Words, answer, posted

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def person_edit(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.REGISTER_PATIENT)
    form = PersonForm(
        posted(request),
        patient_id=patient.pk,
        version=patient.version,
        leads=clinicians_of(patient.clinic, and_also=patient.lead_clinician),
        initial=PersonForm.facts_of(patient),
    )
    return answer(
        request,
        patient,
        form,
        Words("Edit the person", "Save"),
        save=lambda: edit_person(
            patient_id=patient.pk, expected_version=form.expected_version, by=request.user, **form.entered()
        ),
        reread=lambda: Patient.objects.visible_to(request.user).get(pk=patient.pk),
    )


@get_or_post
def diagnosis_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = DiagnosisForm(posted(request), patient_id=patient.pk)
    return answer(
        request,
        patient,
        form,
        Words("Add a diagnosis", "Save diagnosis"),
        save=lambda: record_cancer(patient=patient, by=request.user, once=form.once_key, **form.entered()),
    )


@get_or_post
def diagnosis_edit(request: HttpRequest, patient_id: UUID, cancer_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    current = CancerCondition.objects.visible_to(request.user).of(patient).current()
    cancer = get_object_or_404(current, pk=cancer_id)
    form = DiagnosisForm(
        posted(request),
        patient_id=patient.pk,
        version=cancer.version,
        initial=DiagnosisForm.initial_of(cancer),
    )
    return answer(
        request,
        patient,
        form,
        Words("Edit the diagnosis", "Save diagnosis"),
        save=lambda: record_cancer(
            patient=patient,
            by=request.user,
            cancer_id=cancer.pk,
            expected_version=form.expected_version,
            once=form.once_key,
            **form.entered(),
        ),
        reread=lambda: current.get(pk=cancer.pk),
    )


@get_or_post
def phase_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = PhaseForm(posted(request), patient_id=patient.pk, initial={"started_on": patient.clinic.today()})
    return answer(
        request,
        patient,
        form,
        Words("Enter a phase of care", "Save phase", "The phase before ends on that day."),
        save=lambda: enter_phase(patient=patient, by=request.user, **form.entered()),
    )


@get_or_post
def treatment_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = TreatmentForm(posted(request), patient_id=patient.pk)
    return answer(
        request,
        patient,
        form,
        Words("Add a treatment", "Save treatment"),
        save=lambda: start_treatment(patient=patient, by=request.user, once=form.once_key, **form.entered()),
    )


@get_or_post
def treatment_end(request: HttpRequest, patient_id: UUID, course_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    course = get_object_or_404(TreatmentCourse.objects.visible_to(request.user).of(patient), pk=course_id)
    form = TreatmentEndForm(
        posted(request),
        patient_id=patient.pk,
        version=course.version,
        initial={"ended_on": patient.clinic.today()},
    )
    return answer(
        request,
        patient,
        form,
        Words(f"End {course.regimen}", "End this treatment"),
        save=lambda: end_treatment(
            course=course, by=request.user, expected_version=form.expected_version, **form.entered()
        ),
    )


@get_or_post
def medicine_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = MedicineForm(posted(request), patient_id=patient.pk)
    return answer(
        request,
        patient,
        form,
        Words("Add a medicine", "Save medicine"),
        save=lambda: add_medication(patient=patient, by=request.user, once=form.once_key, **form.entered()),
    )


@get_or_post
def medicine_stop(request: HttpRequest, patient_id: UUID, medication_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    medication = get_object_or_404(Medication.objects.visible_to(request.user).of(patient), pk=medication_id)
    form = MedicineStopForm(
        posted(request), patient_id=patient.pk, initial={"ended_on": patient.clinic.today()}
    )
    return answer(
        request,
        patient,
        form,
        Words(f"Stop {medication.name}", "Record as stopped", f"On record: {medication.dose_in_words}."),
        save=lambda: stop_medication(medication=medication, by=request.user, **form.entered()),
    )


@get_or_post
def measurement_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = MeasurementForm(posted(request), patient_id=patient.pk, clinic=patient.clinic)
    return answer(
        request,
        patient,
        form,
        Words("Add a count or a weight", "Save value"),
        save=lambda: record_measurement(
            patient=patient, by=request.user, once=form.once_key, **form.entered()
        ),
    )


@get_or_post
def allergy_new(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    form = AllergyForm(posted(request), patient_id=patient.pk)
    return answer(
        request,
        patient,
        form,
        Words("Add an allergy", "Save allergy"),
        save=lambda: add_allergy(patient=patient, by=request.user, once=form.once_key, **form.entered()),
    )


@get_or_post
def allergy_end(request: HttpRequest, patient_id: UUID, allergy_id: UUID) -> HttpResponse:
    patient = open_chart(request, patient_id, Permission.EDIT_RECORD)
    allergy = get_object_or_404(Allergy.objects.visible_to(request.user).of(patient), pk=allergy_id)
    form = ChartForm(posted(request), patient_id=patient.pk)
    return answer(
        request,
        patient,
        form,
        Words(
            f"End the allergy to {allergy.substance}",
            "End this allergy",
            "Entered in error, or ruled out. It stays in the history.",
        ),
        save=lambda: end_allergy(allergy=allergy, by=request.user),
    )

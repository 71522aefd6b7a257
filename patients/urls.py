from django.urls import path

from .views import entries, listing, record, registration

app_name = "patients"
RECORD = "p/<uuid:patient_id>/record/"

urlpatterns = [
    path("patients/", listing.people, name="list"),
    path("patients/find/", listing.find, name="find"),
    path("patients/new/", registration.register, name="register"),
    path("patients/look-alikes/", registration.look_alikes, name="look_alikes"),
    path(RECORD, record.record, name="record"),
    path(f"{RECORD}person/edit/", entries.person_edit, name="person_edit"),
    path(f"{RECORD}diagnosis/new/", entries.diagnosis_new, name="diagnosis_new"),
    path(f"{RECORD}diagnosis/<uuid:cancer_id>/edit/", entries.diagnosis_edit, name="diagnosis_edit"),
    path(f"{RECORD}phase/new/", entries.phase_new, name="phase_new"),
    path(f"{RECORD}treatment/new/", entries.treatment_new, name="treatment_new"),
    path(f"{RECORD}treatment/<uuid:course_id>/end/", entries.treatment_end, name="treatment_end"),
    path(f"{RECORD}medicine/new/", entries.medicine_new, name="medicine_new"),
    path(f"{RECORD}medicine/<uuid:medication_id>/stop/", entries.medicine_stop, name="medicine_stop"),
    path(f"{RECORD}measurement/new/", entries.measurement_new, name="measurement_new"),
    path(f"{RECORD}allergy/new/", entries.allergy_new, name="allergy_new"),
    path(f"{RECORD}allergy/<uuid:allergy_id>/end/", entries.allergy_end, name="allergy_end"),
    path(f"{RECORD}allergy/none/", record.no_allergies, name="no_allergies"),
]

from django.urls import path

from .views import caregivers, facts, intake, listing, merge, person, record, registration

app_name = "patients"
RECORD = "p/<uuid:patient_id>/record/"
CAREGIVERS = f"{RECORD}caregivers/"
KIND = f"{RECORD}<slug:kind>/"
FACT = f"{KIND}<uuid:fact_id>/"

urlpatterns = [
    path("patients/", listing.people, name="list"),
    path("patients/find/", listing.find, name="find"),
    path("patients/new/", registration.register, name="register"),
    path("patients/look-alikes/", registration.look_alikes, name="look_alikes"),
    path("patients/merges/", merge.merges, name="merges"),
    path("patients/merges/<uuid:merge_id>/undo/", merge.merge_undo, name="merge_undo"),
    path("p/<uuid:patient_id>/merge/", merge.merge_choose, name="merge_choose"),
    path("p/<uuid:patient_id>/merge/<uuid:other_id>/", merge.merge, name="merge"),
    path(RECORD, record.record, name="record"),
    path(f"{RECORD}intake/", intake.intake, name="intake"),
    path(f"{RECORD}person/edit/", person.person_edit, name="person_edit"),
    path(CAREGIVERS, caregivers.caregivers, name="caregivers"),
    path(f"{CAREGIVERS}<uuid:caregiver_id>/agree/", caregivers.agree, name="agree"),
    path(f"{CAREGIVERS}<uuid:caregiver_id>/strain/", caregivers.strain_new, name="strain_new"),
    path(f"{CAREGIVERS}strain/<uuid:strain_id>/error/", caregivers.strain_in_error, name="strain_in_error"),
    path(f"{CAREGIVERS}agreements/<uuid:agreement_id>/", caregivers.take_back, name="take_back"),
    path(KIND, facts.facts, name="facts"),
    path(f"{KIND}new/", facts.fact_new, name="fact_new"),
    path(f"{KIND}asked/<slug:said>/", facts.nothing_named, name="nothing_named"),
    path(f"{FACT}edit/", facts.fact_edit, name="fact_edit"),
    path(f"{FACT}end/", facts.fact_end, name="fact_end"),
    path(f"{FACT}error/", facts.fact_in_error, name="fact_in_error"),
    path(f"{FACT}history/", facts.fact_history, name="fact_history"),
]

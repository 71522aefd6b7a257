from django.urls import path

from .views import (
    activation,
    caregiver_plan,
    follow_up,
    frame,
    interventions,
    parking,
    patient,
    plan,
    sheet,
    signing,
    slot,
    versions,
)
from .views import survivorship as after

app_name = "careplans"

urlpatterns = [
    path("p/<uuid:patient_id>/plan/", plan.plan, name="plan"),
    path("p/<uuid:patient_id>/plan/start/", plan.start, name="start"),
    path("p/<uuid:patient_id>/plan/one-thing/", frame.one_thing, name="one_thing"),
    path("p/<uuid:patient_id>/plan/activate/", activation.activate, name="activate"),
    path("p/<uuid:patient_id>/plan/offered/", frame.frame, name="frame"),
    path("p/<uuid:patient_id>/plan/parked/", parking.line, name="park_line"),
    path("p/<uuid:patient_id>/plan/parked/<uuid:parked_id>/", parking.back, name="bring_back"),
    path("p/<uuid:patient_id>/plan/make-room/", parking.make_room, name="add_target"),
    path("p/<uuid:patient_id>/plan/done/<uuid:intervention_id>/", interventions.change, name="intervention"),
    path(
        "p/<uuid:patient_id>/plan/done/<uuid:intervention_id>/park/",
        interventions.park,
        name="park_intervention",
    ),
    path(
        "p/<uuid:patient_id>/plan/done/<uuid:intervention_id>/drop/",
        interventions.drop,
        name="drop_intervention",
    ),
    path("p/<uuid:patient_id>/plan/sheet/", sheet.sheet, name="sheet"),
    path("p/<uuid:patient_id>/plan/sheet/helpers/", sheet.helpers, name="helper_sheets"),
    path("p/<uuid:patient_id>/plan/versions/", versions.versions, name="versions"),
    path("p/<uuid:patient_id>/plan/compare/", versions.compare, name="compare"),
    path("p/<uuid:patient_id>/plan/<uuid:plan_id>/", versions.version, name="version"),
    path("p/<uuid:patient_id>/plan/<uuid:plan_id>/cosign/", signing.cosign, name="cosign"),
    path("p/<uuid:patient_id>/plan/<uuid:plan_id>/return/", signing.give_back, name="return"),
    path("p/<uuid:patient_id>/plan/<str:slot>/", slot.slot, name="slot"),
    path("p/<uuid:patient_id>/plan/<str:slot>/drop/", plan.drop, name="drop"),
    path("p/<uuid:patient_id>/plan/<str:slot>/park/", parking.park, name="park"),
    path("p/<uuid:patient_id>/plan/<str:slot>/add/", interventions.add, name="add_intervention"),
    path("p/<uuid:patient_id>/plan/<str:slot>/make-room/", parking.make_room, name="make_room"),
    path(
        "p/<uuid:patient_id>/caregivers/<uuid:caregiver_id>/plan/",
        caregiver_plan.caregiver_plan,
        name="caregiver_plan",
    ),
    path("p/<uuid:patient_id>/survivorship/", after.survivorship, name="survivorship"),
    path("p/<uuid:patient_id>/survivorship/start/", after.start, name="survivorship_start"),
    path(
        "p/<uuid:patient_id>/survivorship/for-person/",
        after.copy_to_the_person,
        name="survivorship_for_person",
    ),
    path(
        "p/<uuid:patient_id>/survivorship/for-primary-care/",
        after.copy_to_primary_care,
        name="survivorship_for_primary_care",
    ),
    path("p/<uuid:patient_id>/survivorship/<uuid:watch_id>/", after.change, name="watch_change"),
    path("p/<uuid:patient_id>/survivorship/<uuid:watch_id>/checked/", after.checked, name="watch_checked"),
    path("p/<uuid:patient_id>/survivorship/<uuid:watch_id>/off/", after.take_off, name="watch_off"),
    path("p/<uuid:patient_id>/follow-up/", follow_up.follow_up, name="follow_up"),
    path("p/<uuid:patient_id>/follow-up/next/", follow_up.draft_next, name="draft_next"),
    path("m/<str:token>/", patient.my_plan, name="my_plan"),
    path("c/<str:token>/", patient.check_in, name="check_in"),
    path("c/<str:token>/sent/", patient.check_in_sent, name="check_in_sent"),
]

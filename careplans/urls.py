from django.urls import path

from .views import activation, follow_up, patient, plan, slot

app_name = "careplans"

urlpatterns = [
    path("p/<uuid:patient_id>/plan/", plan.plan, name="plan"),
    path("p/<uuid:patient_id>/plan/start/", plan.start, name="start"),
    path("p/<uuid:patient_id>/plan/one-thing/", slot.one_thing, name="one_thing"),
    path("p/<uuid:patient_id>/plan/activate/", activation.activate, name="activate"),
    path("p/<uuid:patient_id>/plan/<uuid:plan_id>/", plan.version, name="version"),
    path("p/<uuid:patient_id>/plan/<str:slot>/", slot.slot, name="slot"),
    path("p/<uuid:patient_id>/plan/<str:slot>/drop/", plan.drop, name="drop"),
    path("p/<uuid:patient_id>/follow-up/", follow_up.follow_up, name="follow_up"),
    path("m/<str:token>/", patient.my_plan, name="my_plan"),
    path("c/<str:token>/", patient.check_in, name="check_in"),
    path("c/<str:token>/sent/", patient.check_in_sent, name="check_in_sent"),
]

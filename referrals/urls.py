from django.urls import path

from . import views

app_name = "referrals"
urlpatterns = [
    path("referrals/", views.board, name="board"),
    path("referrals/<uuid:referral_id>/", views.detail, name="detail"),
    path("referrals/<uuid:referral_id>/move/", views.move_card, name="move_card"),
    path("p/<uuid:patient_id>/referrals/", views.for_patient, name="for_patient"),
    path("p/<uuid:patient_id>/referrals/new/", views.refer_new, name="refer"),
]

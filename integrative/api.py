"""The JSON API: each app's viewsets under one router, and the description they generate."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from careplans.api import CarePlanViewSet
from careplans.clearance_api import router as clearances
from patients.api import PatientViewSet
from patients.record_api import router as record
from referrals.api import ReferralViewSet
from symptoms.api import router as products

router = DefaultRouter()
router.register("patients", PatientViewSet, basename="api-patient")
router.register("care-plans", CarePlanViewSet, basename="api-careplan")
router.register("referrals", ReferralViewSet, basename="api-referral")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("", include(router.urls)),
    path("", include(record.urls)),
    path("", include(products.urls)),
    path("", include(clearances.urls)),
]

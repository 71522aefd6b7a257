"""Every address of the clinic. Those of point 7 in docs/architecture.md are relied on by others and stay."""

from django.contrib import admin
from django.urls import include, path

from integrative.ui.views import read_day_back
from integrative.workspace import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("day/", read_day_back, name="read_day"),
    path("accounts/", include("allauth.urls")),
    path("", include("integrative.workspace.urls")),
    path("", include("patients.urls")),
    path("", include("symptoms.urls")),
    path("", include("careplans.urls")),
    path("", include("referrals.urls")),
    path("demo/mail/", include("integrative.messaging.urls")),
    path("api/v1/", include("integrative.api")),
    path("fhir/", include("integrative.fhir.urls")),
    path("staff-admin/", admin.site.urls),
]

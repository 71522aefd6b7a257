"""The overview of a chart."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from patients.chart import chart_context, open_chart

from ..overview import overview_of


@require_safe
def overview(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What matters, the one thing, symptoms, plan, products and referrals on one page."""
    patient = open_chart(request, patient_id)
    context = chart_context(request, patient, tab="workspace:chart")
    context["overview"] = overview_of(patient, request.user, context["today"])
    return render(request, "workspace/chart.html", context)

"""The overview of a chart, and whether an open page of it is still the newest."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from patients.chart import chart_context, chart_of, open_chart
from patients.middleware import MergedElsewhere
from patients.moved_on import news, read_mark

from ..overview import overview_of
from ..sentences import sentence


@require_safe
def overview(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """What matters, the one thing, symptoms, plan, products and referrals on one page."""
    patient = open_chart(request, patient_id)
    context = chart_context(request, patient, tab="workspace:chart")
    context["overview"] = overview_of(patient, request.user, context["today"])
    return render(request, "workspace/chart.html", context)


@require_safe
def moved_on(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """For a page that stays open: 204 while it is the newest, else a line that says what moved on.

    Asking is not looking: it leaves no note in the history.
    """
    try:
        patient = chart_of(request, patient_id)
    except MergedElsewhere:
        return _line(request, "This record was merged into another one")
    try:
        since, seen = read_mark(request.GET.get("since", ""), request.GET.get("seen", ""))
    except ValueError:
        raise Http404 from None
    changes = news(patient.pk, request.user, since)
    if changes.count() <= seen:
        return HttpResponse(status=204)
    newest = changes.select_related("by").newest_first()[0]
    return _line(request, f"{sentence(newest.verb, newest.by)}, {timezone.localtime(newest.at):%H:%M}")


def _line(request: HttpRequest, said: str) -> HttpResponse:
    return render(request, "workspace/partials/moved_on.html", {"said": said})

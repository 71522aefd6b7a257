"""Who did what to a record, and when."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrative.audit.models import Event
from patients.chart import chart_context, open_chart
from patients.queries import records_of

from ..keyset import newest_first
from ..sentences import sentence


@require_safe
def history(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The events of one patient in plain words, newest first."""
    patient = open_chart(request, patient_id)
    events = Event.objects.visible_to(request.user).filter(patient_id__in=records_of(patient)).select_related("by")
    page = newest_first(events, by="at", after=request.GET.get("after", ""))
    told = [(event, sentence(event.verb, event.by)) for event in page.rows]
    context = chart_context(request, patient, tab="workspace:history")
    return render(request, "workspace/history.html", context | {"page": page, "told": told})

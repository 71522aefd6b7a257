"""Who did what to a record, and when."""

from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrative.audit.models import LOOKS, Event
from patients.chart import chart_context, open_chart
from patients.queries import records_of

from ..keyset import newest_first
from ..told import by_day, tell

# What stands in the address -> the chip and what it lets through.
SHOWN: dict[str, tuple[str, Q]] = {
    "": ("Everything", Q()),
    "record": ("Record", Q(subject_type__startswith="patients.")),
    "plans": (
        "Maps and plans",
        (Q(subject_type__startswith="symptoms.") | Q(subject_type__startswith="careplans.")),
    ),
    "referrals": ("Referrals", Q(subject_type__startswith="referrals.")),
    "looks": ("Who looked", Q(verb__in=LOOKS)),
}


@require_safe
def history(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """The events of one patient in plain words by day, newest first; `?show=` narrows them."""
    patient = open_chart(request, patient_id)
    show = request.GET.get("show", "")
    if show not in SHOWN:
        raise Http404
    events = Event.objects.visible_to(request.user).filter(SHOWN[show][1], patient_id__in=records_of(patient))
    page = newest_first(events.select_related("by"), by="at", after=request.GET.get("after", ""))
    context = chart_context(request, patient, tab="workspace:history") | {
        "page": page,
        "days": by_day(tell(page.rows, patient, request.user)),
        "show": show,
        "chips": [(key, label) for key, (label, _) in SHOWN.items()],
    }
    return render(request, "workspace/history.html", context)

"""Everything measured over time: the grid, one row of it, one day of it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from patients.chart import chart_context, open_chart
from patients.models import Patient

from ..flowsheet.grid import grid_of
from ..flowsheet.pages import day_page, row_page
from ..flowsheet.read import facts_of
from ..flowsheet.rows import FILTERS
from ..flowsheet.span import WEEKS, NoSuchSpan, Span

TAB = "workspace:flowsheet"


@require_safe
def flowsheet(request: HttpRequest, patient_id: UUID) -> HttpResponse:
    """Rows down, days across; `?show=` narrows the rows, `?months=` and `?until=` choose the time."""
    patient = open_chart(request, patient_id)
    which = request.GET.get("show", "")
    if which not in FILTERS:
        raise Http404
    facts = facts_of(patient, _span(request, patient))
    context = chart_context(request, patient, tab=TAB) | {
        "grid": grid_of(facts, which),
        "span": facts.span,
        "spans": _spans(facts.span, show=which),
        "earlier": facts.span.earlier(show=which),
        "later": facts.span.later(show=which),
        "plan": facts.plan,
        "show": which,
        "filters": [
            (label, facts.span.address(show=key), key == which) for key, (label, _) in FILTERS.items()
        ],
    }
    return render(request, "workspace/flowsheet.html", context)


@require_safe
def row(request: HttpRequest, patient_id: UUID, key: str) -> HttpResponse:
    """One row drawn large, with its table; `?row=` goes on to another."""
    patient = open_chart(request, patient_id)
    span = _span(request, patient)
    if chosen := request.GET.get("row", ""):
        place = reverse("workspace:flowsheet_row", kwargs={"patient_id": patient.pk, "key": chosen})
        return redirect(f"{place}?{span.address()}".removesuffix("?"))
    page = row_page(facts_of(patient, span), key)
    if page is None:
        raise Http404
    context = chart_context(request, patient, tab=TAB)
    context |= {
        "page": page,
        "span": span,
        "spans": _spans(span),
        "earlier": span.earlier(),
        "later": span.later(),
    }
    return render(request, "workspace/flowsheet_row.html", context)


@require_safe
def day(request: HttpRequest, patient_id: UUID, day: str) -> HttpResponse:
    """What was told and measured on one day."""
    patient = open_chart(request, patient_id)
    span = _read(patient, "", day)
    page = day_page(facts_of(patient, span), span.until)
    if page is None or span.until.isoformat() != day:
        raise Http404
    context = chart_context(request, patient, tab=TAB) | {"page": page}
    return render(request, "workspace/flowsheet_day.html", context)


def _span(request: HttpRequest, patient: Patient) -> Span:
    return _read(patient, request.GET.get("months", ""), request.GET.get("until", ""))


def _read(patient: Patient, months: str, until: str) -> Span:
    try:
        return Span.read(months, until, today=patient.clinic.today())
    except NoSuchSpan:
        raise Http404 from None


def _spans(span: Span, **more: str) -> list[tuple[str, str, bool]]:
    """The lengths to choose from: label, query, whether it is this one."""
    return [
        (f"{months} months", span.address(months=months, **more), months == span.months) for months in WEEKS
    ]

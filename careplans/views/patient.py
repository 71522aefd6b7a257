"""What a patient opens from a link: the plan in plain words, the weekly check-in. No account, no script."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from integrative.accounts.links import LinkInvalid, Purpose
from integrative.accounts.models import Clinic
from integrative.ui.answers import page

from ..forms import CheckInForm
from ..links import PlanLink, PlanLinkExpired, PlanLinkRests, open_link
from ..models import CarePlan, CheckIn
from ..services import answer_check_in
from ..services.check_in import monday_of
from ..sheet import sheet_of

View = Callable[..., HttpResponse]


def opened_by_link(purpose: Purpose) -> Callable[[View], View]:
    """Hands the view the plan behind the token, or says kindly that the link has ended."""

    def decorate(view: View) -> View:
        @login_not_required
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            try:
                response = view(request, token, open_link(purpose, token))
            except PlanLinkExpired as expired:
                response = _ended(request, 410, expired.clinic)
            except PlanLinkRests as rests:
                response = render(request, "careplans/link_rests.html", _frame(rests.clinic), status=410)
            except LinkInvalid:
                response = _ended(request, 404)
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            # Not "no-referrer": browsers would then send no origin with the form, which the CSRF check needs.
            response.headers["Referrer-Policy"] = "same-origin"
            return response

        return opened

    return decorate


def _ended(request: HttpRequest, status: int, clinic: Clinic | None = None) -> HttpResponse:
    return render(request, "careplans/link_ended.html", _frame(clinic), status=status)


def _frame(clinic: Clinic | None) -> dict[str, object]:
    if clinic is None:
        return {"clinic": None, "clinic_name": "Integrative Oncology"}
    return {"clinic": clinic, "clinic_name": clinic.name, "demo": clinic.is_demo}


@opened_by_link(Purpose.MY_PLAN)
@require_safe
def my_plan(request: HttpRequest, token: str, link: PlanLink) -> HttpResponse:
    """The plan that counts today, even when the link was made for the one before."""
    patient = link.plan.patient
    plans = CarePlan.objects.of(patient).active().filter(horizon=link.plan.horizon)
    plan = plans.select_related("follow_up", "activated_by").prefetch_related("parts__interventions").first()
    context = _frame(patient.clinic) | {"called": patient.called, "plan": plan}
    if plan:
        context |= {"sheet": sheet_of(plan, patient), "follow_up": plan.follow_up}
    return render(request, "careplans/my_plan.html", context)


@opened_by_link(Purpose.CHECK_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, token: str, link: PlanLink) -> HttpResponse:
    """Three questions about the week of the link; until Sunday they can be sent again."""
    patient, week_of = link.plan.patient, monday_of(link.last_day)
    before = CheckIn.objects.of(patient).filter(week_of=week_of).first()
    answers = {name: getattr(before, name) for name in CheckInForm.base_fields} if before else None
    form = CheckInForm(request.POST or None, initial=answers)
    if form.is_valid():
        answer_check_in(plan=link.plan, week_of=week_of, **form.cleaned_data)
        return redirect("careplans:check_in_sent", token=token)
    context = _frame(patient.clinic) | {"called": patient.called, "before": before, "form": form}
    return page(request, "careplans/check_in.html", context | {"last_day": link.last_day}, form)


@opened_by_link(Purpose.CHECK_IN)
@require_safe
def check_in_sent(request: HttpRequest, token: str, link: PlanLink) -> HttpResponse:
    patient = link.plan.patient
    sent = CheckIn.objects.of(patient).filter(week_of=monday_of(link.last_day)).first()
    context = _frame(patient.clinic) | {"called": patient.called, "token": token, "sent": sent}
    return render(request, "careplans/check_in_sent.html", context)

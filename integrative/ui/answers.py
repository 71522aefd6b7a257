"""How a page answers a form: 200 to look, 422 with what is wrong, 409 when someone else was first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from integrative.accounts.errors import Refused, Stale

STALE = "stale"


def refuse(form: BaseForm, refusal: Refused) -> None:
    """Put a service's refusal where it belongs in the form that asked."""
    field = refusal.field if refusal.field in form.fields else None
    code = STALE if isinstance(refusal, Stale) else "refused"
    form.add_error(field, ValidationError(str(refusal), code=code))


def status_of(*forms: BaseForm) -> int:
    """409 when a form lost a race or belongs to an older version, 422 when something is wrong, else 200."""
    bound = [form for form in forms if form.is_bound and form.errors]
    if any(form.has_error("__all__", STALE) for form in bound):
        return 409
    return 422 if bound else 200


def page(request: HttpRequest, template: str, context: dict[str, Any], *forms: BaseForm) -> HttpResponse:
    """Render with the status that the forms deserve."""
    return render(request, template, context, status=status_of(*forms))

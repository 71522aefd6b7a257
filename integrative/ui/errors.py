"""Answers to what goes wrong outside a view of ours: a lost token, a refusal inside the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from rest_framework.response import Response
from rest_framework.views import exception_handler

from integrative.accounts.errors import Refused, Stale


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open longer than the sign-in, or cookies are off."""
    return render(request, "403_csrf.html", status=403)


def api_exception(error: Exception, context: dict[str, Any]) -> Response | None:
    """A refusal of the clinic's rules becomes 422 at its key, a lost race 409; the rest is DRF's answer."""
    if isinstance(error, Stale):
        return Response({"detail": str(error)}, status=409)
    if isinstance(error, Refused):
        at_its_key = {error.field: [str(error)]} if error.field else {"detail": str(error)}
        return Response(at_its_key, status=422)
    return exception_handler(error, context)

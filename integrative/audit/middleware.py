"""Every request: one log line without an address in it, and its author in the history rows."""

import time
import traceback
from collections.abc import Callable

import pghistory
import structlog
from django.http import HttpRequest, HttpResponse

from integrative.accounts.keys import uuid7

Handler = Callable[[HttpRequest], HttpResponse]
log = structlog.get_logger("web")
UNLOGGED = {"healthz", "readyz"}


class RequestLog:
    """Names the route, not the path: a search or a key in an address stays out of the log."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=uuid7().hex[-8:])
        start = time.monotonic()
        response = self.get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else "unknown"
        if route not in UNLOGGED:
            log.info(
                f"{request.method} {route}",
                status=response.status_code,
                ms=round((time.monotonic() - start) * 1000),
            )
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        # The message of a database error quotes the row; only its kind and the code lines are logged.
        log.error(
            "request failed",
            kind=type(exception).__name__,
            at=traceback.format_tb(exception.__traceback__)[-3:],
        )


class HistoryContext:
    """Rows written by triggers carry who was signed in."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            return self.get_response(request)
        user = str(request.user.pk) if request.user.is_authenticated else None
        with pghistory.context(user=user):
            return self.get_response(request)

"""What every request of a signed-in person carries: the clinic's clock, and no copy left behind."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]


class ClinicTime:
    """Times on screen are those of the person's clinic."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        clinic = request.user.home_clinic if request.user.is_authenticated else None
        with timezone.override(clinic.zone if clinic else None):
            return self.get_response(request)


class NoStore:
    """A shared workstation's history must not keep a chart."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

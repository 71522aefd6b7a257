"""How a day is read, said back while it is typed."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from .days import said_back


@require_POST
def read_day_back(request: HttpRequest) -> HttpResponse:
    """One line of words, or nothing. Posted, so that no birth date lands in an address."""
    said = said_back(
        request.POST.get("day", ""), today=timezone.localdate(), tells_age="tells_age" in request.POST
    )
    return HttpResponse(said, content_type="text/plain; charset=utf-8")

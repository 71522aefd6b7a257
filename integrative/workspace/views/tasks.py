"""What waits for the signed-in person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..worklist import tasks_of


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """One table, due first; each task links to the page on which it is done."""
    return render(request, "workspace/tasks.html", {"tasks": tasks_of(request.user, timezone.localdate())})

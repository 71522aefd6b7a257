from typing import cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from integrative.accounts.models import User
from integrative.accounts.permissions import Permission, require

from .models import SinkMail

LETTERS_ON_A_PAGE = 50


@require_safe
def sink(request: HttpRequest) -> HttpResponse:
    """The letters that a demo clinic would have sent. Any other clinic has no such page."""
    # LoginRequiredMiddleware lets nobody else in.
    user = cast(User, request.user)
    clinic = user.home_clinic
    if clinic is None or not clinic.is_demo:
        raise Http404
    require(user, Permission.READ_MAIL_SINK, clinic)
    letters = SinkMail.objects.visible_to(user).filter(clinic=clinic).newest_first()
    page = Paginator(letters, LETTERS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "messaging/sink.html", {"page": page})

from django.http import Http404, HttpRequest, HttpResponse


def my_plan(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def check_in(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def check_in_sent(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404

from django.http import Http404, HttpRequest, HttpResponse


def plan(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def start(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def one_thing(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def activate(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def version(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def slot(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


def drop(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404

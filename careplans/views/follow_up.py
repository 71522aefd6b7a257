from django.http import Http404, HttpRequest, HttpResponse


def follow_up(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404

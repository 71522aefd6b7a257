"""The record as JSON: every kind of fact under one shape of address, through the services of the pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar
from uuid import UUID

from django.core.cache import cache
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.serializers import Serializer

from integrative.accounts import clock
from integrative.accounts.errors import AlreadySaved, Refused, Stale
from integrative.accounts.permissions import Permission

from .chart import open_chart
from .kinds import KINDS, Kind
from .models import Answer, AskedAbout, Fact, Patient, Topic
from .record_serializers import (
    RECORDED,
    AskedSerializer,
    EndSerializer,
    FactSerializer,
    InErrorSerializer,
    NothingNamedSerializer,
    TreatmentEndSerializer,
    correction_of,
    version_of,
)
from .services import answer_nothing_named, end_fact, mark_in_error
from .services.facts import named
from .versions import written

ONCE = "Idempotency-Key"
REMEMBERED_SECONDS = 24 * 60 * 60
NAMES = {"measurement": {"quantity": "value", "taken_on": "taken_at"}}
"""Where a service names the box of the page and JSON has another key."""
KEY = OpenApiParameter(
    ONCE, OpenApiTypes.UUID, OpenApiParameter.HEADER, description="A repeat with the same key writes nothing."
)
STRUCK = OpenApiParameter(
    "struck",
    OpenApiTypes.INT,
    enum=[1],
    description="1: those entered in error, instead of those that stand.",
)


class NewestFirst(CursorPagination):
    ordering = ("-recorded_at", "-id")


class FactViewSet(viewsets.GenericViewSet):
    """One kind of fact of one person."""

    kind: ClassVar[Kind]
    correction_class: ClassVar[type[FactSerializer]]
    pagination_class = NewestFirst
    permission_classes = (IsAuthenticated,)
    lookup_url_kwarg = "fact_id"
    lookup_value_converter = "uuid"
    reads: ClassVar[frozenset[str]] = frozenset({"list", "retrieve", "versions", "asked"})

    @cached_property
    def patient(self) -> Patient:
        """Whose record it is. 404 for another clinic's, 403 without the role."""
        needed = Permission.OPEN_CHART if self.action in self.reads else self.kind.permission
        return open_chart(self.request, self.kwargs["patient_id"], needed)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is not None:
            self.patient  # noqa: B018  asked before anything that was sent is read

    def get_queryset(self) -> QuerySet[Fact]:
        return self.kind.model.objects.of(self.patient)

    def get_serializer_context(self) -> dict[str, Any]:
        context = super().get_serializer_context()
        return context if getattr(self, "swagger_fake_view", False) else context | {"patient": self.patient}

    def list(self, request: Request, **where: Any) -> Response:
        """What stands; `struck=1` for what was entered in error. The newest entry first."""
        rows = self.get_queryset()
        struck = request.query_params.get("struck") == "1"
        rows = rows.exclude(entered_in_error_at=None) if struck else rows.valid()
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, **where: Any) -> Response:
        """One, even when it was entered in error."""
        return Response(self.get_serializer(self.get_object()).data)

    def create(self, request: Request, **where: Any) -> Response:
        """Record one. A repeat under the same Idempotency-Key answers with what the first one saved."""
        asked = self._read(self.serializer_class)
        once, began = once_key(request), clock.now()
        try:
            fact = self._saying(
                lambda: self.kind.write(patient=self.patient, by=request.user, once=once, **asked.facts())
            )
        except AlreadySaved:
            return self._saved_before(once)
        if once:
            cache.set(self._remembered(once), str(fact.pk), REMEMBERED_SECONDS)
        status = 201 if fact.recorded_at >= began else 200
        return Response(self.serializer_class(fact).data, status=status)

    def partial_update(self, request: Request, **where: Any) -> Response:
        """Correct one. The history keeps what stood."""
        fact: Any = self.get_object()
        asked = self._read(self.correction_class, fact, partial=True)
        return self._written(
            fact,
            lambda: self.kind.rewrite(
                fact, by=request.user, expected_version=asked.validated_data["version"], **asked.facts()
            ),
        )

    @action(detail=True, methods=["post"])
    def error(self, request: Request, **where: Any) -> Response:
        """It was never so, nor what hangs on it. It stays, struck out, with the reason."""
        fact: Any = self.get_object()
        sent = self._read(InErrorSerializer).validated_data
        return self._written(
            fact,
            lambda: mark_in_error(
                self.kind.model, fact.pk, by=request.user, why=sent["why"], expected_version=sent["version"]
            ),
        )

    @action(detail=True, pagination_class=None)
    def versions(self, request: Request, **where: Any) -> Response:
        """How it came to be: every version, the newest first."""
        shape = version_of(self.serializer_class)
        return Response(shape(written(self.get_object()), many=True).data)

    def _read(self, shape: type[Serializer], *row: Fact, **how: Any) -> Any:
        """What was sent, in the shape it must have. Raises ValidationError, which is 400."""
        asked = shape(*row, data=self.request.data, context=self.get_serializer_context(), **how)
        asked.is_valid(raise_exception=True)
        return asked

    def _written(self, fact: Fact, write: Callable[[], Fact]) -> Response:
        """The fact as it stands after `write`; 409 with what stands when someone else was first."""
        try:
            return Response(self.serializer_class(self._saying(write)).data)
        except Stale as late:
            stands = self.serializer_class(self.get_queryset().get(pk=fact.pk)).data
            return Response({"detail": str(late), "stands": stands}, status=409)

    def _saying(self, write: Callable[[], Fact]) -> Fact:
        """A refusal names the key that was sent."""
        try:
            return write()
        except Stale:
            raise
        except Refused as refusal:
            key = NAMES.get(self.kind.slug, {}).get(refusal.field or "", refusal.field)
            raise Refused(str(refusal), field=key) from refusal

    def _saved_before(self, once: UUID | None) -> Response:
        """What the first request under this key saved; 409 when that was elsewhere, or is forgotten."""
        saved = self.get_queryset().filter(pk=cache.get(self._remembered(once))).first()
        if saved is None:
            return Response({"detail": f"This {ONCE} was used before. Read the record again."}, status=409)
        return Response(self.serializer_class(saved).data)

    def _remembered(self, once: UUID | None) -> str:
        return f"saved:{self.request.user.pk}:{once}"


class EndingFactViewSet(FactViewSet):
    """A kind that holds until a day."""

    end_class: ClassVar[type[EndSerializer]]

    @action(detail=True, methods=["post"])
    def end(self, request: Request, **where: Any) -> Response:
        """The last day on which it holds."""
        fact: Any = self.get_object()
        sent = dict(self._read(self.end_class).validated_data)
        version = sent.pop("version")
        return self._written(
            fact,
            lambda: end_fact(self.kind.model, fact.pk, by=request.user, expected_version=version, **sent),
        )


class WithTopic(FactViewSet):
    """A kind that the person can be asked about and name nothing."""

    @extend_schema(responses=AskedSerializer)
    @action(detail=False, pagination_class=None)
    def asked(self, request: Request, **where: Any) -> Response:
        """What was answered: something named, none, not known to the person, or not asked yet."""
        return Response(AskedSerializer(self._answer()).data)

    @extend_schema(request=NothingNamedSerializer, responses=AskedSerializer)
    @asked.mapping.post
    def nothing_named(self, request: Request, **where: Any) -> Response:
        """Asked today, and the person named nothing."""
        said = self._read(NothingNamedSerializer).validated_data["answer"]
        topic = Topic(self.kind.topic)
        answer_nothing_named(patient=self.patient, by=request.user, topic=topic, answer=Answer(said))
        return Response(AskedSerializer(self._answer()).data)

    def _answer(self) -> dict[str, Any]:
        if named(self.kind.model, self.patient).exists():
            return {"answer": "named"}
        asked = AskedAbout.objects.of(self.patient).standing().filter(topic=self.kind.topic).first()
        if asked is None:
            return {"answer": "not_asked"}
        return {"answer": asked.answer, "asked_on": asked.asked_on, "recorded_by": asked.recorded_by_id}


def once_key(request: Request) -> UUID | None:
    """The key under which a repeat writes nothing new. Raises ValidationError."""
    key = request.headers.get(ONCE)
    try:
        return UUID(key) if key else None
    except ValueError as wrong:
        raise ValidationError({ONCE: ["Send a UUID, or leave it out."]}) from wrong


def viewset_of(kind: Kind) -> type[FactViewSet]:
    """The addresses of one kind: with an end when it ends, with a question when it can be asked about."""
    recorded = RECORDED[kind.slug]
    own = {
        "kind": kind,
        "queryset": kind.model.objects.none(),
        "serializer_class": recorded,
        "correction_class": correction_of(recorded),
        "end_class": TreatmentEndSerializer if kind.slug == "treatment" else EndSerializer,
        "__doc__": f"{kind.heading} of one person.",
    }
    bases = (*[WithTopic] * (kind.topic is not None), EndingFactViewSet if kind.end else FactViewSet)
    view = type(f"{kind.model.__name__}ViewSet", bases, own)
    return extend_schema_view(**_described(view))(view)


def _described(view: Any) -> dict[str, Any]:
    """What is sent and answered where that is not the shape of the kind itself."""
    recorded = view.serializer_class
    late = {409: OpenApiResponse(description="Changed meanwhile: `detail`, and what `stands` now.")}
    refused = {422: OpenApiResponse(description="Refused: a sentence at each key, or `detail`.")}
    answers = {200: recorded, **late, **refused}
    described = {
        "list": extend_schema(parameters=[STRUCK]),
        "create": extend_schema(parameters=[KEY], responses={200: recorded, 201: recorded, **refused}),
        "partial_update": extend_schema(request=view.correction_class, responses=answers),
        "error": extend_schema(request=InErrorSerializer, responses=answers),
        "versions": extend_schema(responses=version_of(recorded)(many=True)),
    }
    if view.kind.end:
        described["end"] = extend_schema(request=view.end_class, responses=answers)
    return described


router = SimpleRouter(use_regex_path=False)
for _kind in KINDS.values():
    router.register(
        f"patients/<uuid:patient_id>/record/{_kind.slug}",
        viewset_of(_kind),
        basename=f"api-record-{_kind.slug}",
    )

"""Whether therapies suit one person today, as JSON: by the same function as the plan page."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from integrative.knowledge.therapies.catalog import all_therapies
from patients.chart import open_chart

from .checks import clearances_of

ONE_OR_MORE = OpenApiParameter(
    "therapy",
    OpenApiTypes.STR,
    many=True,
    required=True,
    description="An id of the catalog of therapies; may be given more than once.",
)
NOT_KNOWN = OpenApiResponse(description="A therapy is missing, or is none of the catalog.")


class ReasonSerializer(serializers.Serializer):
    """`rule` is empty for what the record leaves open."""

    rule = serializers.CharField()
    action = serializers.CharField()
    text = serializers.CharField()


class ClearanceSerializer(serializers.Serializer):
    """`action`: clear, info, adapt, ask or hold. `expires_on`: the last day its counts still count."""

    therapy = serializers.CharField()
    name = serializers.CharField()
    action = serializers.ChoiceField(choices=["clear", "info", "adapt", "ask", "hold"])
    words = serializers.CharField()
    because = ReasonSerializer(many=True)
    facts: Any = serializers.DictField()
    expires_on = serializers.DateField(allow_null=True)
    unblocked_by = serializers.CharField()


class ClearanceViewSet(viewsets.ViewSet):
    """Clearances of one person on the clinic's today; nothing is kept."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(parameters=[ONE_OR_MORE], responses={200: ClearanceSerializer(many=True), 400: NOT_KNOWN})
    def list(self, request: Request, patient_id: Any) -> Response:
        """What the rules say of each therapy that is asked about, in the order asked."""
        patient = open_chart(request, patient_id)
        found = clearances_of(patient, _asked(request))
        return Response(ClearanceSerializer(list(found.values()), many=True).data)


def _asked(request: Request) -> list[str]:
    """The ids asked about. Raises ValidationError for none, and for one that is not in the catalog."""
    asked = request.query_params.getlist("therapy")
    if not asked:
        raise ValidationError({"therapy": ["Say which therapy."]})
    if any(each not in all_therapies() for each in asked):
        raise ValidationError({"therapy": ["This is not a therapy of the catalog."]})
    return asked


router = SimpleRouter(use_regex_path=False)
router.register("patients/<uuid:patient_id>/clearances", ClearanceViewSet, basename="api-clearance")

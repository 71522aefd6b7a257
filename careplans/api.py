from typing import ClassVar

from django.db.models import QuerySet
from rest_framework import serializers, viewsets
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated

from integrative.accounts.api import ClinicPermission
from integrative.accounts.permissions import Permission

from .models import CarePlan, FollowUp, Intervention, PlanPart

DOSE = ("therapy", "times_a_week", "minutes", "weeks", "place", "responsible", "minutes_a_week")


class InterventionSerializer(serializers.ModelSerializer):
    minutes_a_week = serializers.IntegerField(read_only=True)

    class Meta:
        model = Intervention
        fields = (
            "id", "position", "domain", "title", "how", "amount", "unit", "is_new_pill", "sessions", "costs",
            *DOSE,
        )  # fmt: skip


class PlanPartSerializer(serializers.ModelSerializer):
    minutes_a_week = serializers.IntegerField(read_only=True)
    interventions = InterventionSerializer(many=True, read_only=True)

    class Meta:
        model = PlanPart
        fields = (
            "slot", "title", "how", "symptom", "measure", "baseline", "baseline_on", "goal", "by_on",
            "intensity", "activity", "progression", "bad_day", "moment", *DOSE, "interventions",
        )  # fmt: skip


class FollowUpSerializer(serializers.ModelSerializer):
    class Meta:
        model = FollowUp
        fields = ("opens_on", "closes_on", "completed_on", "cancelled_on")


class CarePlanSerializer(serializers.ModelSerializer):
    parts = PlanPartSerializer(many=True)
    follow_up = FollowUpSerializer(read_only=True)

    class Meta:
        model = CarePlan
        fields = (
            "id", "patient", "horizon", "number", "status", "one_thing", "template", "offered_minutes",
            "offered_trips", "review_on", "activated_on", "supersedes", "version", "parts", "follow_up",
        )  # fmt: skip


class NewestFirst(CursorPagination):
    ordering = ("-written_at", "-id")


class CarePlanViewSet(viewsets.ReadOnlyModelViewSet):
    """Three-part plans, their parts and their follow-up window."""

    queryset = CarePlan.objects.none()
    serializer_class = CarePlanSerializer
    pagination_class = NewestFirst
    permission_classes = (IsAuthenticated, ClinicPermission)
    filterset_fields = ("patient", "status", "horizon")
    action_permissions: ClassVar = {"list": Permission.OPEN_CHART, "retrieve": Permission.OPEN_CHART}

    def get_queryset(self) -> QuerySet[CarePlan]:
        plans = CarePlan.objects.visible_to(self.request.user)
        return plans.select_related("follow_up", "patient").prefetch_related("parts__interventions")

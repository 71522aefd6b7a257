from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from integrative.accounts.api import ClinicPermission
from integrative.accounts.permissions import Permission

from .models import Outcome, Referral, ReferralMove, ReferralStatus
from .services import move_referral


class MoveSerializer(serializers.ModelSerializer):
    class Meta:
        model = ReferralMove
        fields = ("from_status", "to_status", "made_by", "made_at", "note")


class ReferralSerializer(serializers.ModelSerializer):
    moves = MoveSerializer(many=True)

    class Meta:
        model = Referral
        fields = (
            "id", "patient", "service", "reason", "urgency", "status", "outcome", "due_on", "owner",
            "referred_by", "referred_at", "version", "moves",
        )  # fmt: skip


class StepSerializer(serializers.Serializer):
    to = serializers.ChoiceField(choices=ReferralStatus.choices)
    expected_version = serializers.IntegerField(min_value=1)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    outcome = serializers.ChoiceField(choices=Outcome.choices, required=False, allow_blank=True, default="")


class NewestFirst(CursorPagination):
    ordering = ("-referred_at", "-id")


class ReferralViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Referrals and the steps they took."""

    queryset = Referral.objects.none()
    serializer_class = ReferralSerializer
    pagination_class = NewestFirst
    permission_classes = (IsAuthenticated, ClinicPermission)
    filterset_fields = ("patient", "status", "service")
    action_permissions: ClassVar = {
        "list": Permission.READ_REFERRALS,
        "retrieve": Permission.READ_REFERRALS,
        "move": Permission.MOVE_REFERRAL,
    }

    def get_queryset(self) -> QuerySet[Referral]:
        referrals = Referral.objects.visible_to(self.request.user)
        return referrals.select_related("patient").prefetch_related("moves")

    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str | None = None) -> Response:
        """Take the referral to its next step; 409 when someone else moved it first."""
        referral: Any = self.get_object()
        step = StepSerializer(data=request.data)
        step.is_valid(raise_exception=True)
        move_referral(referral_id=referral.pk, by=request.user, **step.validated_data)
        return Response(ReferralSerializer(self.get_queryset().get(pk=referral.pk)).data)

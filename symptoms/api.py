"""Products as JSON: what is taken, its live screen, and decisions, through the services of the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter

from integrative.accounts.errors import AlreadySaved
from integrative.accounts.permissions import Permission
from patients.chart import open_chart
from patients.record_api import KEY, ONCE, once_key

from .models import ProductUse
from .serializers import DecisionSerializer, FindingSerializer, ProductSerializer, ScreenSerializer
from .services import ScreenMoved, add_product, decide, screen_list

NEEDED = {"create": Permission.ADD_PRODUCT, "decisions": Permission.DECIDE_ON_PRODUCTS}
REFUSED = OpenApiResponse(description="Refused: a sentence at each key, or `detail`.")
USED = OpenApiResponse(description=f"This {ONCE} was used before, or the screen changed: what is `new` now.")


class OldestFirst(CursorPagination):
    ordering = ("recorded_at", "id")


class ProductViewSet(viewsets.GenericViewSet):
    """What one person takes now."""

    queryset = ProductUse.objects.none()
    serializer_class = ProductSerializer
    pagination_class = OldestFirst
    permission_classes = (IsAuthenticated,)
    lookup_url_kwarg = "product_id"
    lookup_value_converter = "uuid"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action is not None:
            # Asked before anything that was sent is read: 404 for another clinic's, 403 without the role.
            needed = NEEDED.get(self.action, Permission.OPEN_CHART)
            self.patient = open_chart(request, kwargs["patient_id"], needed)

    def get_queryset(self) -> QuerySet[ProductUse]:
        return ProductUse.objects.visible_to(self.request.user).of(self.patient).current()

    def list(self, request: Request, **where: Any) -> Response:
        """What the person takes now, as it was said."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(parameters=[KEY], responses={201: ProductSerializer, 409: USED, 422: REFUSED})
    def create(self, request: Request, **where: Any) -> Response:
        """Write down a product; it is screened at once."""
        sent = self._read(ProductSerializer)
        try:
            product = add_product(patient=self.patient, by=request.user, once=once_key(request), **sent)
        except AlreadySaved:
            return _used_before()
        return Response(ProductSerializer(product).data, status=201)

    @extend_schema(responses=ScreenSerializer)
    @action(detail=False, pagination_class=None)
    def screen(self, request: Request, **where: Any) -> Response:
        """Everything the person takes, against the record as it stands now."""
        return Response(ScreenSerializer(screen_list(self.patient, request.user)).data)

    @extend_schema(
        parameters=[KEY], request=DecisionSerializer,
        responses={201: DecisionSerializer, 409: USED, 422: REFUSED},
    )  # fmt: skip
    @action(detail=True, methods=["post"], pagination_class=None)
    def decisions(self, request: Request, product_id: Any, **where: Any) -> Response:
        """Decide upon the verdict and the findings that were read."""
        product = get_object_or_404(self.get_queryset(), pk=product_id)
        sent = self._read(DecisionSerializer)
        try:
            made = decide(
                product_id=product.pk, patient=self.patient, by=request.user, once=once_key(request), **sent
            )
        except AlreadySaved:
            return _used_before()
        except ScreenMoved as moved:
            new = FindingSerializer(moved.new, many=True).data
            stands = {"verdict": moved.screened.verdict, "findings": list(moved.screened.keys)}
            return Response({"detail": str(moved), "new": new, "stands": stands}, status=409)
        return Response(DecisionSerializer(made).data, status=201)

    def _read(self, shape: Any) -> dict[str, Any]:
        asked = shape(data=self.request.data)
        asked.is_valid(raise_exception=True)
        return dict(asked.validated_data)


def _used_before() -> Response:
    return Response({"detail": f"This {ONCE} was used before. Read the list again."}, status=409)


router = SimpleRouter(use_regex_path=False)
router.register("patients/<uuid:patient_id>/products", ProductViewSet, basename="api-product")

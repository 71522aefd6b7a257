from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from integrative.accounts.api import ClinicPermission
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission

from .models import Patient
from .services import register_patient


class PatientSerializer(serializers.ModelSerializer):
    class Meta:
        model = Patient
        fields = (
            "id", "mrn", "family_name", "given_names", "goes_by", "pronouns", "birth_date", "deceased_on",
            "sex", "gender", "language", "needs_interpreter", "lead_clinician",
            "version",
        )  # fmt: skip
        read_only_fields = fields


class RegistrationSerializer(serializers.ModelSerializer):
    lead_clinician = serializers.PrimaryKeyRelatedField(queryset=User.objects.filter(is_active=True))

    class Meta:
        model = Patient
        fields = (
            "mrn", "family_name", "given_names", "goes_by", "pronouns", "birth_date", "sex", "gender",
            "language", "needs_interpreter", "lead_clinician",
        )  # fmt: skip
        # The service folds blanks and refuses a number that is taken.
        extra_kwargs: ClassVar = {"mrn": {"validators": []}}


class ByRegistration(CursorPagination):
    ordering = ("registered_at", "id")


class PatientViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """People in the records of one's clinics."""

    queryset = Patient.objects.none()
    serializer_class = PatientSerializer
    pagination_class = ByRegistration
    permission_classes = (IsAuthenticated, ClinicPermission)
    filterset_fields = ("mrn", "birth_date", "lead_clinician")
    action_permissions: ClassVar = {
        "list": Permission.OPEN_CHART,
        "retrieve": Permission.OPEN_CHART,
        "create": Permission.REGISTER_PATIENT,
    }

    def get_queryset(self) -> QuerySet[Patient]:
        return Patient.objects.visible_to(self.request.user)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Register a person at one's own clinic."""
        asked = RegistrationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        clinic = request.user.home_clinic
        if clinic is None:
            raise PermissionDenied("You work at no clinic today.")
        patient = register_patient(clinic=clinic, by=request.user, **asked.validated_data)
        return Response(PatientSerializer(patient).data, status=201)

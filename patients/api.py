from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import PermissionDenied
from rest_framework.pagination import CursorPagination
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from integrative.accounts.api import ClinicPermission
from integrative.accounts.errors import Stale
from integrative.accounts.models import User
from integrative.accounts.permissions import Permission

from .models import Patient
from .queries import clinicians_of
from .record_serializers import LINES, Correcting
from .services import edit_person, register_patient


class PatientSerializer(serializers.ModelSerializer):
    class Meta:
        model = Patient
        fields = (
            "id", "mrn", "family_name", "given_names", "goes_by", "pronouns", "birth_date", "deceased_on",
            "sex", "gender", "phone", "email", "reminders_agreed", "language", "needs_interpreter",
            "lead_clinician", "version",
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


class PersonSerializer(Correcting, serializers.ModelSerializer):
    """A correction of who the person is. Context: `patient`."""

    serializer_field_mapping: ClassVar = LINES

    class Meta:
        model = Patient
        fields = tuple(name for name in PatientSerializer.Meta.fields if name != "id")
        # The service folds blanks and refuses a number that is taken.
        extra_kwargs: ClassVar = {"mrn": {"validators": []}}
        validators: ClassVar = []

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if patient := self.context.get("patient"):
            leads = clinicians_of(patient.clinic, and_also=patient.lead_clinician)
            fields["lead_clinician"].queryset = leads
        return fields


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
        "partial_update": Permission.REGISTER_PATIENT,
    }

    def get_queryset(self) -> QuerySet[Patient]:
        return Patient.objects.visible_to(self.request.user).select_related("clinic", "lead_clinician")

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Register a person at one's own clinic."""
        asked = RegistrationSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        clinic = request.user.home_clinic
        if clinic is None:
            raise PermissionDenied("You work at no clinic today.")
        patient = register_patient(clinic=clinic, by=request.user, **asked.validated_data)
        return Response(PatientSerializer(patient).data, status=201)

    @extend_schema(
        request=PersonSerializer,
        responses={200: PatientSerializer, 409: OpenApiResponse(description="`detail`, and what `stands`.")},
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Correct who the person is. `version` is the one that was read."""
        patient: Any = self.get_object()
        asked = PersonSerializer(patient, data=request.data, partial=True, context={"patient": patient})
        asked.is_valid(raise_exception=True)
        changes = dict(asked.validated_data)
        version = changes.pop("version")
        try:
            edited = edit_person(patient_id=patient.pk, expected_version=version, by=request.user, **changes)
        except Stale as late:
            stands = PatientSerializer(self.get_queryset().get(pk=patient.pk)).data
            return Response({"detail": str(late), "stands": stands}, status=409)
        return Response(PatientSerializer(edited).data)

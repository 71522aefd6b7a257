"""Facts as JSON: one serializer for each kind, made from the fields of its model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError as Unreadable
from django.db import models
from rest_framework import serializers

from integrative.ui.fields import LineField

from .forms.facts import ENTERED_SOURCES
from .kinds import KINDS, Kind
from .models import Answer, CancerCondition, Fact, Measurement, Medication, Patient, Source
from .models.fact import EndingFact
from .queries import staff_of

LONGEST_TEXT = 1000
KEPT_ABOUT_EACH = ("recorded_at", "recorded_by", "version", "entered_in_error_at", "entered_in_error_why")


class LineOfText(serializers.CharField):
    """One line, held to what a page holds it to: the same letters, the same normal form."""

    def to_internal_value(self, data: Any) -> str:
        try:
            line: str = LineField(max_length=LONGEST_TEXT, required=False).clean(
                super().to_internal_value(data)
            )
        except Unreadable as wrong:
            raise serializers.ValidationError(wrong.messages) from wrong
        return line


LINES = serializers.ModelSerializer.serializer_field_mapping | {models.CharField: LineOfText}


class Strict(serializers.Serializer):
    """Refuses a key that it would have to drop: what was sent is kept, or said to be wrong."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if isinstance(data, Mapping):
            taken = {name for name, field in self.fields.items() if not field.read_only}
            if unknown := sorted(set(data) - taken):
                raise serializers.ValidationError({name: ["This can't be set here."] for name in unknown})
        return super().to_internal_value(data)


class Correcting(Strict):
    """Names the version that it was made from."""

    version = serializers.IntegerField(min_value=1, help_text="The version that was read.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "version" not in attrs:
            raise serializers.ValidationError({"version": ["Send the version that you read."]})
        return attrs


class FactSerializer(Strict, serializers.ModelSerializer):
    """Base of all kinds. Context: `patient`, whose rows alone a fact may point to."""

    serializer_field_mapping: ClassVar = LINES
    source = serializers.ChoiceField(choices=ENTERED_SOURCES, default=Source.CLINIC, help_text="How we know.")

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        if patient := self.context.get("patient"):
            for name, field in fields.items():
                if isinstance(field, serializers.PrimaryKeyRelatedField) and not field.read_only:
                    field.queryset = _own(self.Meta.model, name, patient)
        return fields

    def facts(self) -> dict[str, Any]:
        """What was sent, as the service takes it."""
        return {name: value for name, value in self.validated_data.items() if name != "version"}


def _own(model: type[Fact], name: str, patient: Patient) -> models.QuerySet:
    """This person's rows, or people of this clinic: the same that a form offers."""
    pointed_to = model._meta.get_field(name).related_model
    own = issubclass(pointed_to, Fact)
    return pointed_to.objects.of(patient).valid() if own else staff_of(patient.clinic)


class CancerSerializer(FactSerializer):
    """Its stages and markers are kinds of their own."""

    def validate_icd10cm(self, code: str) -> str:
        return code.upper()


class MeasurementSerializer(FactSerializer):
    """Value and range as the report says them, in `unit`; beside it the number in the analyte's own unit."""

    value = serializers.DecimalField(source="entered_value", max_digits=12, decimal_places=3, min_value=0)
    unit = LineOfText(source="entered_unit", max_length=20)
    unit_checked = serializers.BooleanField(
        write_only=True, default=False, help_text="The number and the unit are right as they stand."
    )
    canonical_value = serializers.DecimalField(
        source="value", max_digits=10, decimal_places=3, read_only=True
    )
    canonical_unit = serializers.CharField(source="facts.unit", read_only=True)

    def to_representation(self, instance: Measurement) -> dict[str, Any]:
        edges = {name: edge and str(edge) for name, edge in instance.range_in(instance.entered_unit).items()}
        return super().to_representation(instance) | edges

    def facts(self) -> dict[str, Any]:
        """A value is written as a whole: what a correction leaves out stays as it was entered."""
        sent = super().facts()
        facts = (_as_entered(self.instance, sent) if self.instance else {}) | sent
        return facts | {"value": facts.pop("entered_value"), "unit": facts.pop("entered_unit")}


def _as_entered(row: Measurement, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What stands, as it would be entered; the range in the unit that is sent, and only for its analyte."""
    same = sent.get("analyte", row.analyte) == row.analyte
    return {
        "analyte": row.analyte, "taken_at": row.taken_at,
        "entered_value": row.entered_value, "entered_unit": row.entered_unit,
        **(row.range_in(sent.get("entered_unit", row.entered_unit)) if same else {}),
    }  # fmt: skip


class EndSerializer(Correcting):
    ended_on = serializers.DateField(help_text="The last day on which it holds.")


class TreatmentEndSerializer(EndSerializer):
    end_reason = LineOfText(max_length=160, required=False, allow_blank=True)


class InErrorSerializer(Correcting):
    why = LineOfText(max_length=160, allow_blank=True, help_text="What was wrong, in a few words.")


class NothingNamedSerializer(Strict):
    answer = serializers.ChoiceField(choices=Answer.choices)


class AskedSerializer(serializers.Serializer):
    """What is known of one topic. `named`: something stands; `not_asked`: nobody asked yet."""

    answer = serializers.ChoiceField(choices=["named", "none", "unknown", "not_asked"], read_only=True)
    asked_on = serializers.DateField(read_only=True, default=None)
    recorded_by = serializers.UUIDField(read_only=True, default=None)


OWN: dict[type[Fact], type[FactSerializer]] = {
    CancerCondition: CancerSerializer,
    Measurement: MeasurementSerializer,
}
OWN_FIELDS: dict[type[Fact], tuple[str, ...]] = {
    Medication: ("name", "dose", "dose_unit", "schedule", "as_needed", "route", "started_on", "ended_on"),
    Measurement: (
        "analyte", "value", "unit", "unit_checked", "taken_at", "reference_low", "reference_high",
        "canonical_value", "canonical_unit",
    ),
}  # fmt: skip
"""Where the form asks in other boxes than the model has columns."""


def serializer_of(kind: Kind) -> type[FactSerializer]:
    """What a kind is read and recorded as."""
    asked_for = OWN_FIELDS.get(kind.model, kind.form.names)
    # An end that the form does not ask for is reached through its own address alone.
    end = ("ended_on",) if issubclass(kind.model, EndingFact) and "ended_on" not in asked_for else ()
    meta = {
        "model": kind.model,
        "fields": ("id", *asked_for, *end, "source", *KEPT_ABOUT_EACH),
        "read_only_fields": ("id", *end, *KEPT_ABOUT_EACH),
        # The service asks the model itself, and says it in the clinic's words.
        "validators": [],
    }
    base = OWN.get(kind.model, FactSerializer)
    return type(f"{kind.model.__name__}Serializer", (base,), {"Meta": type("Meta", (), meta)})


def correction_of(recorded: type[FactSerializer]) -> type[FactSerializer]:
    """The same for a correction, which names the version it was made from."""
    read_only = tuple(name for name in recorded.Meta.read_only_fields if name != "version")
    meta = type("Meta", (recorded.Meta,), {"read_only_fields": read_only})
    name = recorded.__name__.replace("Serializer", "CorrectionSerializer")
    return type(name, (Correcting, recorded), {"Meta": meta})


def version_of(recorded: type[FactSerializer]) -> type[serializers.Serializer]:
    """One version out of the history: when and by whom it was written, and what stood then."""
    own = {
        "written_at": serializers.DateTimeField(source="at", read_only=True),
        "written_by": serializers.UUIDField(source="by.pk", default=None, read_only=True),
        "stood": recorded(source="fact", read_only=True),
    }
    return type(recorded.__name__.replace("Serializer", "VersionSerializer"), (serializers.Serializer,), own)


RECORDED = {slug: serializer_of(kind) for slug, kind in KINDS.items()}

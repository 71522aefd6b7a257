"""Products, their screen and what was decided, as JSON; findings in the form of the knowledge contract."""

from __future__ import annotations

from typing import Any, ClassVar

from rest_framework import serializers

from patients.record_serializers import LINES, LineOfText, Strict

from .models import Decision, ProductDecision, ProductUse, Verdict
from .models.product import Route

TOLD = (
    "name_as_typed",
    "dose_amount",
    "dose_unit",
    "schedule",
    "as_needed",
    "route",
    "suggested_by",
    "reason",
)


class ProductSerializer(Strict, serializers.ModelSerializer):
    """What the person takes, as it was said."""

    serializer_field_mapping: ClassVar = LINES
    dose_amount = serializers.DecimalField(
        max_digits=12, decimal_places=3, min_value=0, allow_null=True, required=False
    )
    route = serializers.ChoiceField(choices=Route.choices, default=Route.ORAL)

    class Meta:
        model = ProductUse
        fields = (
            "id", *TOLD, "confirmed_as", "recorded_at", "recorded_by", "stopped_on", "version",
        )  # fmt: skip
        read_only_fields = (
            "id", "confirmed_as", "recorded_at", "recorded_by", "stopped_on", "version",
        )  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        amount, unit = attrs.get("dose_amount"), attrs.get("dose_unit")
        if amount == 0:
            raise serializers.ValidationError({"dose_amount": ["A dose is more than nothing."]})
        if (amount is None) != (not unit):
            raise serializers.ValidationError({"dose_amount": ["Send a number with its unit, or neither."]})
        return attrs


class DecisionSerializer(Strict, serializers.ModelSerializer):
    """A decision, upon the verdict and the findings that were read."""

    serializer_field_mapping: ClassVar = LINES
    verdict_seen = serializers.ChoiceField(choices=Verdict.choices, write_only=True)
    findings_seen = serializers.ListField(
        child=LineOfText(max_length=400),
        max_length=500,
        write_only=True,
        help_text="The keys of the findings.",
    )
    decision = serializers.ChoiceField(choices=Decision.choices)

    class Meta:
        model = ProductDecision
        fields = (
            "id", "product", "decision", "verdict_seen", "findings_seen", "verdict", "findings", "reason",
            "watch", "stop_by", "restart_on", "until", "decided_at", "decided_by",
        )  # fmt: skip
        read_only_fields = ("id", "product", "verdict", "findings", "decided_at", "decided_by")


class FindingSerializer(serializers.Serializer):
    """One finding; `key` names it across screens."""

    key = serializers.CharField()
    product = serializers.CharField()
    supplement = serializers.CharField()
    severity = serializers.CharField()
    evidence = serializers.CharField()
    certainty = serializers.CharField()
    direction = serializers.CharField()
    mechanism = serializers.CharField()
    action = serializers.CharField()
    action_detail = serializers.CharField()
    stop_by = serializers.DateField()
    restart_on = serializers.DateField()
    tier = serializers.IntegerField(help_text="1 stop, 2 hold, 3 note; null when nothing speaks against it.")
    rule = serializers.CharField()
    chain = serializers.ListField(child=serializers.CharField())
    sources = serializers.ListField(child=serializers.CharField())
    review = serializers.CharField()

    def get_fields(self) -> dict[str, serializers.Field]:
        # "with" can't be written as an attribute.
        other = {
            "with": serializers.CharField(source="counterpart"),
            "with_kind": serializers.CharField(source="kind"),
        }
        return super().get_fields() | other


class CandidateSerializer(serializers.Serializer):
    kind = serializers.CharField()
    id = serializers.CharField()
    name = serializers.CharField()


class ReadingSerializer(serializers.Serializer):
    """One text as the library read it."""

    product = serializers.CharField(source="text")
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    ingredients = serializers.ListField(child=serializers.CharField())
    not_understood = serializers.ListField(child=serializers.CharField())
    candidates = CandidateSerializer(many=True)
    route_to = serializers.CharField()


class ScreenedSerializer(ReadingSerializer):
    """One product of the list, with where the decision about it stands."""

    id = serializers.UUIDField(source="product.pk")
    product = serializers.CharField(source="reading.text")
    needs_decision = serializers.BooleanField()
    decided_before = serializers.BooleanField()
    decision = DecisionSerializer(allow_null=True)


class AgainstSerializer(serializers.Serializer):
    what = serializers.CharField()
    text = serializers.CharField()
    note = serializers.CharField()
    is_known = serializers.BooleanField()


class ScreenSerializer(serializers.Serializer):
    """The live screen. `failed` says why nothing was screened; empty when it was."""

    knowledge = serializers.CharField(source="knowledge_version")
    screened_at = serializers.DateTimeField()
    verdicts = ScreenedSerializer(source="products", many=True)
    among_medicines = ReadingSerializer(many=True)
    findings = FindingSerializer(many=True)
    not_understood = serializers.ListField(child=serializers.CharField())
    against = AgainstSerializer(many=True)
    failed = serializers.CharField()

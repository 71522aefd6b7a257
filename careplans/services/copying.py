"""What stands in one plan, into another."""

from __future__ import annotations

from django.db import models

from ..models import CarePlan, Intervention, PlanPart

KEYS = frozenset({"id", "plan", "part"})


def content_of(row: PlanPart | Intervention) -> dict[str, object]:
    """The columns of a part or an intervention by name, without its keys."""
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in KEYS and not isinstance(field, models.ForeignKey)
    }


def copy_content(plan: CarePlan, *, to: CarePlan) -> None:
    """Every part with its interventions."""
    for part in plan.parts.prefetch_related("interventions"):
        copy = PlanPart.objects.create(plan=to, **content_of(part))
        Intervention.objects.bulk_create(
            Intervention(part=copy, **content_of(each)) for each in part.interventions.all()
        )

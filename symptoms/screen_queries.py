"""Reads over the screens that were kept, for lists and queues."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from integrative.accounts.models import User

from .models import ProductStanding, Verdict

WORST_FIRST = list(Verdict)


def changed_verdicts(user: User, since: datetime) -> QuerySet[ProductStanding]:
    """Products that grew worse, or have something new at the same word, and wait for a decision.

    The newest change first; not those screened for the first time.
    """
    waiting = ProductStanding.objects.filter(
        product__patient__clinic__in=user.clinic_ids(),
        product__patient__merged_into=None,
        product__patient__deceased_on=None,
        product__stopped_on=None,
        needs_decision=True,
        changed_at__gte=since,
    ).exclude(verdict_before=Verdict.NOT_SCREENED)
    not_milder = waiting.annotate(now=_place("verdict"), before=_place("verdict_before")).filter(
        now__lte=F("before")
    )
    return not_milder.select_related("product__patient", "screen").order_by("-changed_at", "pk")


def _place(column: str) -> Case:
    """Where a word stands among the verdicts, the worst first."""
    places = [When(**{column: verdict}, then=Value(place)) for place, verdict in enumerate(WORST_FIRST)]
    return Case(*places, output_field=IntegerField())

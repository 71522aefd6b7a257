"""The days of a decision reach the person: a letter when a last day or a first day again comes."""

from __future__ import annotations

from datetime import datetime, time

from integrative.messaging.services import cancel, schedule
from patients.models import Patient
from symptoms.models import ProductDecision, ProductUse

PRODUCT_DAY = "product-day"
SEND_AT = time(9, 0)
DECIDED_AGAIN = "Something else was decided"


def announce_days(decision: ProductDecision, patient: Patient) -> None:
    """A letter on each day that lies ahead, instead of those of an earlier decision.

    Call inside the transaction of the decision. Who writes the letter is registered above, with the plans.
    """
    call_off_days(decision.product, DECIDED_AGAIN)
    today = patient.clinic.today()
    days = {day for day in (decision.stop_by, decision.restart_on) if day and day > today}
    for day in sorted(days):
        schedule(
            clinic_id=patient.clinic_id,
            kind=PRODUCT_DAY,
            subject_id=decision.pk,
            patient_id=patient.pk,
            occurrence=day,
            send_at=datetime.combine(day, SEND_AT, tzinfo=patient.clinic.zone),
        )


def call_off_days(product: ProductUse, reason: str) -> None:
    """No letter about this product any more."""
    for decision in ProductDecision.objects.filter(product=product).values_list("pk", flat=True):
        cancel(subject_id=decision, kind=PRODUCT_DAY, reason=reason)


def stands(decision: ProductDecision) -> bool:
    """Whether it is the newest on a product that is still taken."""
    newer = ProductDecision.objects.filter(product=decision.product_id, decided_at__gt=decision.decided_at)
    return decision.product.stopped_on is None and not newer.exists()

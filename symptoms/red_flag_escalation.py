"""Flags that nobody saw in time go to every clinician; records that changed are looked at again.

The broker only nudges: what is late stands in the table, and the next run does what the last one could not.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse

from integrative.accounts import clock
from integrative.accounts.models import Clinic, Membership, Role, User
from integrative.messaging.kinds import Kind, Letter
from integrative.messaging.models import OutboundMessage
from integrative.messaging.services import schedule
from patients.events import record_about
from patients.models import Measurement, Patient

from .models import RedFlag, SectionVersion
from .services.red_flags import look_again

KIND = "red-flag-late"
AT_ONCE = 200
# The clockwork looks at what changed within a day, so that a worker that stood still loses nothing.
CHANGED_WITHIN = timedelta(days=1)
MOST_LOOKED_AT = 500
BODY = """\
A red flag waits to be seen at {clinic}, longer than the clinic allows. Sign in:

{link}

This mail names nobody. Every clinician of the clinic gets it.
"""


def late_flags() -> QuerySet[RedFlag]:
    """Past the clinic's limit, unseen and not yet passed on; of living people with an open record."""
    late = RedFlag.objects.unseen().filter(escalated_at=None, due_at__lte=clock.now())
    return late.filter(patient__deceased_on=None, patient__merged_into=None)


@transaction.atomic
def escalate() -> int:
    """Pass late flags on, each once, and write to the clinicians of their clinics; how many.

    Two at once: what one has locked the other leaves to it.
    """
    now = clock.now()
    locked = late_flags().select_for_update(of=("self",), skip_locked=True).select_related("patient__clinic")
    flags = list(locked.order_by("due_at", "pk")[:AT_ONCE])
    for flag in flags:
        flag.escalated_at = now
        flag.version += 1
        flag.save(update_fields=["escalated_at", "version"])
        record_about(flag.patient, by=None, verb="escalated red flag", subject=flag)
    for clinic in {flag.patient.clinic_id: flag.patient.clinic for flag in flags}.values():
        _write_to_clinicians(clinic)
    return len(flags)


def _write_to_clinicians(clinic: Clinic) -> None:
    """One letter for each, however many flags became late together."""
    today, now = clinic.today(), clock.now()
    for post in Membership.objects.on(today).of_role(Role.CLINICIAN).filter(clinic=clinic):
        schedule(clinic_id=clinic.pk, kind=KIND, subject_id=post.pk, occurrence=today, send_at=now)


def still_late(message: OutboundMessage) -> bool:
    """While the clinic has a flag that was passed on and that still nobody has seen."""
    escalated = RedFlag.objects.unseen().filter(patient__clinic=message.clinic, escalated_at__isnull=False)
    return escalated.filter(patient__deceased_on=None, patient__merged_into=None).exists()


def write_late(message: OutboundMessage) -> Letter:
    """Raises Unreachable."""
    user = User.objects.get(memberships=message.subject_id)
    link = f"{settings.SITE_URL}{reverse('workspace:home')}"
    return Letter(
        to=user.email if user.is_active else "",
        subject="A red flag waits to be seen",
        body=BODY.format(clinic=message.clinic.name, link=link),
    )


LATE_FLAG = Kind(KIND, is_wanted=still_late, compose=write_late)


def look_again_at(patient_id: UUID) -> None:
    """After a fact of the record changed."""
    look_again(Patient.objects.select_related("clinic").get(pk=patient_id))


def look_again_at_changes() -> int:
    """Raise what a crash may have left out, for everyone whose answers or values changed; how many moved."""
    since = clock.now() - CHANGED_WITHIN
    saved = SectionVersion.objects.filter(saved_at__gte=since).values("consultation__patient")
    measured = Measurement.objects.filter(recorded_at__gte=since).values("patient")
    people = Patient.objects.living().filter(Q(pk__in=saved) | Q(pk__in=measured), merged_into=None)
    return sum(look_again(patient) for patient in people.select_related("clinic")[:MOST_LOOKED_AT])

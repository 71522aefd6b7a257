from datetime import date, timedelta

from django.db import transaction

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.events import record_about

from ..models import CarePlan, CheckIn


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


@transaction.atomic
def answer_check_in(
    *,
    plan: CarePlan,
    week_of: date,
    sleep: int | None,
    activity: int | None,
    mood: int | None,
    words: str = "",
    by: User | None = None,
) -> CheckIn:
    """The patient's answers for a week, 0 to 10 or None for left out. Sent again, they replace the first.

    `week_of` is the Monday of the week that the link was made for; `by` is who asked them at the clinic,
    None for what came by the link.
    """
    check_in, created = CheckIn.objects.update_or_create(
        patient=plan.patient,
        week_of=week_of,
        defaults={
            "plan": plan,
            "sleep": sleep,
            "activity": activity,
            "mood": mood,
            "words": words,
            "answered_at": clock.now(),
        },
    )
    patient = plan.patient
    verb = "asked check-in" if by else "answered check-in" if created else "changed check-in"
    record_about(patient, by=by, verb=verb, subject=check_in)
    return check_in

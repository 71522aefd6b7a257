"""The mail on a day that the team set for a supplement. It names nothing but that there is a date."""

from __future__ import annotations

from integrative.messaging.kinds import Kind, Letter, Unreachable
from integrative.messaging.models import OutboundMessage
from symptoms.models import ProductDecision
from symptoms.services.product_days import PRODUCT_DAY, stands

from .links import my_plan_last_day, my_plan_url
from .models import CarePlan, FollowUp, Horizon
from .reminders import obstacle

BODY = """\
Hello {name},

A date on your plan is near. Open your plan to read it, or call us at {phone}.

Your plan:
{link}
The link works until {last_day}. Whoever has it can read the plan.

{clinic}
{phone}
"""


def still_wanted(message: OutboundMessage) -> bool:
    """While the decision stands and there is a plan to open; without one the team has its task."""
    decision = _decision(message)
    return stands(decision) and _follow_up(decision) is not None


def write_letter(message: OutboundMessage) -> Letter:
    """Raises Unreachable."""
    decision = _decision(message)
    patient, clinic, follow_up = decision.patient, decision.patient.clinic, _follow_up(decision)
    if why := obstacle(patient):
        raise Unreachable(why)
    if follow_up is None:
        raise Unreachable("There is no active plan to open")
    today = clinic.today()
    return Letter(
        to=patient.email,
        subject=f"A date on your plan, {clinic.name}",
        body=BODY.format(
            name=patient.called,
            phone=clinic.phone,
            link=my_plan_url(follow_up, today=today),
            last_day=f"{my_plan_last_day(follow_up, today):%-d %B %Y}",
            clinic=clinic.name,
        ),
    )


def _decision(message: OutboundMessage) -> ProductDecision:
    decisions = ProductDecision.objects.select_related("product", "patient__clinic")
    return decisions.get(pk=message.subject_id)


def _follow_up(decision: ProductDecision) -> FollowUp | None:
    plans = CarePlan.objects.of(decision.patient).active().filter(horizon=Horizon.WEEKS)
    plan = plans.select_related("follow_up").first()
    return getattr(plan, "follow_up", None)


PRODUCT_DAY_LETTER = Kind(PRODUCT_DAY, is_wanted=still_wanted, compose=write_letter)

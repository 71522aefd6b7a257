from datetime import timedelta

from django.utils import timezone
from factory import LazyAttribute, LazyFunction, SelfAttribute, Sequence, SubFactory, Trait
from factory.django import DjangoModelFactory

from integrative.accounts.models import User
from referrals.models import Outcome, Referral, ReferralMove, ReferralStatus, Service

from .accounts import ClinicFactory
from .patients import PatientFactory


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service

    clinic = SubFactory(ClinicFactory)
    name = Sequence(lambda n: f"Service {n}")
    place = Service.Place.IN_HOUSE


class ReferralFactory(DjangoModelFactory):
    """New, due in ten days, without an owner, unless told otherwise."""

    class Meta:
        model = Referral

    class Params:
        late = Trait(due_on=LazyFunction(lambda: timezone.localdate() - timedelta(days=3)))
        soon = Trait(due_on=LazyFunction(lambda: timezone.localdate() + timedelta(days=1)))
        closed = Trait(status=ReferralStatus.CLOSED, outcome=Outcome.NOTE_RECEIVED)

    patient = SubFactory(PatientFactory)
    service = SubFactory(ServiceFactory, clinic=SelfAttribute("..patient.clinic"))
    reason = "Morning nausea with infusions"
    due_on = LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    referred_by = LazyAttribute(lambda referral: referral.patient.lead_clinician)


def moved(referral: Referral, *, to: str, by: User) -> Referral:
    """As if `by` had moved it a moment ago, whatever the rules say of the step."""
    ReferralMove.objects.create(referral=referral, from_status=referral.status, to_status=to, made_by=by)
    referral.status, referral.owner = to, by
    referral.version += 1
    referral.save()
    return referral

"""The program in numbers: each with what it is a part of, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from careplans.models import CarePlan, FollowUp, PlanPart, Slot
from integrative.accounts import clock
from integrative.accounts.models import Membership, Role, User
from patients.models import Measurement, Patient, PhaseOfCare
from patients.models.patient import PatientQuerySet
from referrals.models import Referral, overdue_on
from symptoms.models import Consultation, ProductUse

NEW_WITHIN = timedelta(days=30)
JUDGED_WITHIN = timedelta(days=365)


@dataclass(frozen=True)
class Share:
    """A number and what it is a part of."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """Rounded; a dash while there is nothing to be a part of."""
        return f"{round(100 * self.part / self.whole)}%" if self.whole else "–"


@dataclass(frozen=True)
class Figures:
    in_care: Share
    new: int
    planned: Share
    on_time: Share
    overdue: Share
    not_screened: Share


@dataclass(frozen=True)
class DataQuality:
    """What is missing, of how many."""

    no_phase: Share
    no_counts: Share
    no_baseline: Share


def figures_of(people: PatientQuerySet, user: User, day: date) -> Figures:
    """The five figures of these people, living or not. Four queries."""
    counted = _people_counted(people)
    open_referrals = Referral.objects.visible_to(user).filter(patient__in=people).open()
    referred = open_referrals.aggregate(all=Count("pk"), overdue=Count("pk", filter=overdue_on(day)))
    products = ProductUse.objects.visible_to(user).filter(patient__in=people.living()).current().count()
    return Figures(
        in_care=Share(counted["in_care"], counted["on_record"]),
        new=counted["new"],
        planned=Share(counted["planned"], counted["in_care"]),
        on_time=_follow_ups_on_time(people, user, day),
        overdue=Share(referred["overdue"], referred["all"]),
        # None is screened until the clinical tables are loaded.
        not_screened=Share(products, products),
    )


def _people_counted(people: PatientQuerySet) -> dict[str, int]:
    living, since = Q(deceased_on=None), clock.now() - NEW_WITHIN
    return people.annotate(is_planned=Exists(_active_plan())).aggregate(
        on_record=Count("pk"),
        in_care=Count("pk", filter=living),
        new=Count("pk", filter=living & Q(registered_at__gte=since)),
        planned=Count("pk", filter=living & Q(is_planned=True)),
    )


def _follow_ups_on_time(people: PatientQuerySet, user: User, day: date) -> Share:
    """Of the follow-ups done, or past their window, within a year: those done by its last day."""
    done = Q(completed_on__isnull=False)
    missed = Q(completed_on=None, closes_on__lt=day, patient__deceased_on=None)
    theirs = FollowUp.objects.visible_to(user).filter(patient__in=people)
    held = theirs.filter(cancelled_on=None, closes_on__gte=day - JUDGED_WITHIN)
    counted = held.aggregate(
        judged=Count("pk", filter=done | missed),
        on_time=Count("pk", filter=Q(completed_on__lte=F("closes_on"))),
    )
    return Share(counted["on_time"], counted["judged"])


def data_quality_of(people: PatientQuerySet, user: User) -> DataQuality:
    """What is missing in the records of those in care. Two queries."""
    phase = PhaseOfCare.objects.current().filter(patient=OuterRef("pk"))
    measured = Measurement.objects.filter(patient=OuterRef("pk"), entered_in_error_at=None)
    counts = measured.exclude(analyte="weight")
    missing = people.living().aggregate(
        people=Count("pk"),
        no_phase=Count("pk", filter=~Exists(phase)),
        no_counts=Count("pk", filter=~Exists(counts)),
    )
    plans = CarePlan.objects.visible_to(user).filter(patient__in=people.living()).active()
    targets = PlanPart.objects.filter(plan__in=plans, slot__in=[slot for slot in Slot if slot.is_target])
    counted = targets.aggregate(all=Count("pk"), no_baseline=Count("pk", filter=Q(baseline=None)))
    return DataQuality(
        no_phase=Share(missing["no_phase"], missing["people"]),
        no_counts=Share(missing["no_counts"], missing["people"]),
        no_baseline=Share(counted["no_baseline"], counted["all"]),
    )


@dataclass(frozen=True)
class Workload:
    """What one clinician carries."""

    clinician: User
    is_on_staff: bool
    in_care: int
    new: int
    planned: int
    late_follow_ups: int
    unfinished_maps: int
    open_referrals: int


def workload_by_clinician(clinics: set[UUID], user: User, day: date) -> list[Workload]:
    """A line for each clinician of these clinics and for whoever still leads patients there, by name.

    Six queries, however many clinicians there are.
    """
    people = Patient.objects.visible_to(user).filter(clinic__in=clinics).living()
    led = {row["lead_clinician"]: row for row in _led_people(people)}
    waiting = _waiting_by_clinician(people, user, day)
    posts = Membership.objects.on(day).of_role(Role.CLINICIAN).filter(clinic__in=clinics)
    on_staff = set(posts.values_list("user_id", flat=True))
    carrying = on_staff | led.keys() | waiting["unfinished_maps"].keys()
    everyone = User.objects.filter(pk__in=carrying).order_by("family_name", "given_names", "pk")
    return [
        Workload(
            clinician=clinician,
            is_on_staff=clinician.pk in on_staff,
            **{name: led.get(clinician.pk, {}).get(name, 0) for name in ("in_care", "new", "planned")},
            **{name: by_clinician[clinician.pk] for name, by_clinician in waiting.items()},
        )
        for clinician in everyone
    ]


def _waiting_by_clinician(
    people: PatientQuerySet, user: User, day: date
) -> dict[str, defaultdict[UUID, int]]:
    late = FollowUp.objects.visible_to(user).filter(patient__in=people).late(day)
    drafts = Consultation.objects.visible_to(user).filter(patient__in=people).drafts()
    referred = Referral.objects.visible_to(user).filter(patient__in=people).open()
    return {
        "late_follow_ups": _count_by(late, "patient__lead_clinician"),
        "unfinished_maps": _count_by(drafts, "author"),
        "open_referrals": _count_by(referred, "patient__lead_clinician"),
    }


def _led_people(people: PatientQuerySet) -> QuerySet:
    since = clock.now() - NEW_WITHIN
    return (
        people.annotate(is_planned=Exists(_active_plan()))
        .values("lead_clinician")
        .annotate(
            in_care=Count("pk"),
            new=Count("pk", filter=Q(registered_at__gte=since)),
            planned=Count("pk", filter=Q(is_planned=True)),
        )
    )


def _count_by(rows: QuerySet, clinician: str) -> defaultdict[UUID, int]:
    counted = rows.order_by().values_list(clinician).annotate(count=Count("pk"))
    return defaultdict(int, counted)


def _active_plan() -> QuerySet[CarePlan]:
    return CarePlan.objects.active().filter(patient=OuterRef("pk"))

"""Whether seeded people keep the invariants of the services. Says what is wrong, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import Count, DateField, DateTimeField, Exists, F, Model, OuterRef, Q, QuerySet

from careplans.models import CarePlan, CheckIn, FollowUp
from integrative.accounts import clock
from integrative.accounts.models import Clinic
from integrative.audit.models import Event
from integrative.messaging.models import OutboundMessage
from patients.kinds import KINDS
from patients.models import Fact, Patient, PhaseOfCare, TreatmentCourse
from patients.models.patient import PatientQuerySet
from patients.record_page import record_of
from referrals.models import Referral
from referrals.services import NEXT
from symptoms.models import (
    FORM_TODAY,
    SECTIONS_OF_FORM,
    Consultation,
    GoalsOfCareEntry,
    ProductUse,
    SymptomScore,
)

BOUND: tuple[type[Model], ...] = (
    *dict.fromkeys(kind.model for kind in KINDS.values()),
    Consultation,
    SymptomScore,
    ProductUse,
    GoalsOfCareEntry,
    CarePlan,
    FollowUp,
    CheckIn,
    Referral,
)
TOLD: tuple[type[Model], ...] = (
    *dict.fromkeys(kind.model for kind in KINDS.values()),
    Consultation,
    CarePlan,
    CheckIn,
    Referral,
)


def faults_of(clinic: Clinic, people: PatientQuerySet, *, cleaned: int) -> Iterator[str]:
    """What does not fit together in the records of `people`; the first `cleaned` are read row by row."""
    yield from _days(clinic, people)
    yield from _way(clinic, people)
    yield from _maps(people)
    yield from _plans(people)
    yield from _referrals(people)
    yield from _traces(people)
    for patient in people.order_by("pk")[:cleaned]:
        yield from _unclean(patient)


def _some(rows: QuerySet, fault: str) -> Iterator[str]:
    if count := rows.count():
        yield f"{count} {rows.model._meta.verbose_name_plural}: {fault}"


def _days(clinic: Clinic, people: PatientQuerySet) -> Iterator[str]:
    """Nothing before birth, nothing written down before the registration, nothing to come."""
    today = clinic.today()
    yield from _some(people.filter(Q(birth_date__gt=today) | Q(deceased_on__gt=today)), "days to come")
    for model in BOUND:
        ahead: frozenset[str] = getattr(model, "MAY_LIE_AHEAD", frozenset())
        rows = model._default_manager.filter(patient__in=people)
        for field in model._meta.concrete_fields:
            if isinstance(field, DateTimeField):
                yield from _some(rows.filter(**{f"{field.name}__gt": clock.now()}), f"{field.name} ahead")
            elif isinstance(field, DateField):
                before_birth = {f"{field.name}__lt": F("patient__birth_date")}
                yield from _some(rows.filter(**before_birth), f"{field.name} before birth")
                if issubclass(model, Fact) and field.name not in ahead:
                    yield from _some(rows.filter(**{f"{field.name}__gt": today}), f"{field.name} to come")
        if issubclass(model, Fact):
            early = rows.filter(recorded_at__lt=F("patient__registered_at"))
            yield from _some(early, "recorded before the person was registered")


def _way(clinic: Clinic, people: PatientQuerySet) -> Iterator[str]:
    """One current phase each, phases without a gap, and no cycle beyond those planned."""
    current = Count("phaseofcares", filter=Q(phaseofcares__ended_on=None))
    yield from _some(people.annotate(current=current).exclude(current=1), "not one current phase")
    spans: dict[object, list[PhaseOfCare]] = {}
    for phase in PhaseOfCare.objects.filter(patient__in=people).order_by("patient", "started_on", "pk"):
        spans.setdefault(phase.patient_id, []).append(phase)
    gaps = [
        key for key, phases in spans.items() if any(a.ended_on != b.started_on for a, b in pairwise(phases))
    ]
    if gaps:
        yield f"{len(gaps)} people: phases with a gap"
    today = clinic.today()
    for course in TreatmentCourse.objects.filter(patient__in=people).current_on(today):
        cycle = course.cycle_on(today)
        if cycle and course.cycles_planned and cycle[0] > course.cycles_planned:
            yield f"{course}: in cycle {cycle[0]} of {course.cycles_planned}"


def _maps(people: PatientQuerySet) -> Iterator[str]:
    maps = Consultation.objects.filter(patient__in=people)
    sections = maps.annotate(sections=Count("section_versions", distinct=True))
    whole = len(SECTIONS_OF_FORM[FORM_TODAY])
    yield from _some(sections.exclude(sections=whole), f"not {whole} sections")
    yield from _some(maps.filter(what_matters=None), "without what matters")
    late = SymptomScore.objects.filter(patient__in=people).exclude(recorded_on=F("consultation__visit_on"))
    yield from _some(late, "not of the day of the visit")


def _plans(people: PatientQuerySet) -> Iterator[str]:
    plans = CarePlan.objects.filter(patient__in=people)
    yield from _some(plans.filter(follow_up=None), "without a follow-up")
    yield from _some(plans.drafts(), "not activated")
    parts = plans.annotate(count=Count("parts", distinct=True))
    yield from _some(parts.exclude(count=3), "not three parts")
    after = plans.exclude(consultation__status=Consultation.Status.SIGNED)
    yield from _some(after, "not after a signed map")
    follow_ups = FollowUp.objects.filter(patient__in=people)
    called_off = follow_ups.exclude(cancelled_on=None)
    yield from _some(
        called_off.filter(plan__status=CarePlan.Status.ACTIVE), "called off under an active plan"
    )
    left_open = follow_ups.open().filter(plan__status=CarePlan.Status.SUPERSEDED)
    yield from _some(left_open, "open under a superseded plan")
    decided = follow_ups.exclude(completed_on=None).annotate(count=Count("decisions"))
    yield from _some(decided.exclude(count=3), "completed without a decision on every part")
    messages = OutboundMessage.objects.filter(patient_id__in=people.values("pk"))
    open_about = follow_ups.open().filter(pk=OuterRef("subject_id"))
    yield from _some(messages.open().filter(~Exists(open_about)), "waiting about a closed follow-up")
    early = CheckIn.objects.filter(patient__in=people, answered_at__date__lt=F("plan__activated_on"))
    yield from _some(early, "answered before the plan began")


def _referrals(people: PatientQuerySet) -> Iterator[str]:
    for referral in Referral.objects.filter(patient__in=people).prefetch_related("moves"):
        steps = [move.to_status for move in referral.moves.all()]
        is_allowed = all(after in NEXT[before] for before, after in pairwise(steps))  # type: ignore[index]
        if not is_allowed or steps[-1] != referral.status or referral.version != len(steps):
            yield f"A referral went {' '.join(steps)} and stands at {referral.status} {referral.version}"


def _traces(people: PatientQuerySet) -> Iterator[str]:
    """Every row has its event in the audit log, and its first version in the history."""
    for model in TOLD:
        rows = model._default_manager.filter(patient__in=people)
        events = Event.objects.filter(subject_id=OuterRef("pk"), subject_type=model._meta.label)
        yield from _some(rows.filter(~Exists(events)), "without an audit event")
        history = model.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"), pgh_label="insert")  # type: ignore[attr-defined]
        yield from _some(rows.filter(~Exists(history)), "without history")


def _unclean(patient: Patient) -> Iterator[str]:
    rows: list[Model] = [patient]
    for model in BOUND:
        rows.extend(model._default_manager.filter(patient=patient))
    for row in rows:
        # Where nothing is an answer of its own, such as "not asked", no form may leave it out.
        unasked = {field.name for field in row._meta.concrete_fields if field.null and not field.blank}
        try:
            row.full_clean(exclude={name for name in unasked if getattr(row, name) is None})
        except ValidationError as wrong:
            yield f"{row._meta.label}: {wrong.messages}"
    page = record_of(patient, patient.lead_clinician, patient.clinic.today())
    yield from (contradiction.text for contradiction in page.contradictions)

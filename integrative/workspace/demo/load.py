"""Lives the sketches through the services, day by day, so that history and reminders come out as in life."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from careplans.look_back import look_back, read_record
from careplans.models import CarePlan
from careplans.proposals import Said
from careplans.services import (
    answer_check_in,
    complete_follow_up,
    open_plan_draft,
    sign_plan,
)
from careplans.services.check_in import monday_of
from careplans.services.completing import Decided
from integrative.accounts import clock
from integrative.accounts.errors import Refused
from integrative.accounts.models import Clinic, Discipline, Role
from integrative.accounts.services import add_staff, open_clinic
from patients.models import (
    Allergy,
    Answer,
    HospitalVisit,
    LifeEvent,
    Medication,
    Patient,
    Topic,
    TreatmentCourse,
)
from patients.services import (
    answer_nothing_named,
    enter_phase,
    record_cancer,
    record_fact,
    record_measurement,
    register_patient,
)
from referrals.models import Service
from referrals.services import move_referral, refer
from symptoms.services import add_goals_entry

from .after_treatment import AFTER_TREATMENT
from .people import LAKESHORE, RIVERSIDE
from .plan import write_plan
from .sketches import (
    AS_IT_IS,
    AtFollowUp,
    Count,
    Event,
    FollowedUp,
    GoalsTalk,
    Map,
    Person,
    Plan,
    ReferralSketch,
)
from .visit import Visit, tell_product

PASSWORD = "integrative-demo"  # noqa: S105  published on purpose; the accounts exist only in the demo
LONGEST_PAST_DAYS = 400
SERVICES = {
    "Acupuncture": Service.Place.IN_HOUSE,
    "Nutrition counseling": Service.Place.IN_HOUSE,
    "Oncology massage": Service.Place.IN_HOUSE,
    "Oncology physical therapy": Service.Place.IN_HOUSE,
    "Counseling": Service.Place.IN_HOUSE,
    "Mindfulness group": Service.Place.VIDEO,
    "Pelvic floor therapy": Service.Place.COMMUNITY,
    "Palliative care": Service.Place.COMMUNITY,
}


class RealClinicHere(Refused):
    """The demo's accounts have a published password; they never stand beside real people."""

    def __init__(self) -> None:
        super().__init__("This database holds a clinic that is not the demo. The demo was not loaded.")


@transaction.atomic
def load_demo() -> bool:
    """Two clinics, their staff and patients. False when they stand already. Raises RealClinicHere."""
    if Clinic.objects.filter(is_demo=False).exists():
        raise RealClinicHere
    if Clinic.objects.exists():
        return False
    riverside = open_clinic(
        name="Riverside Integrative Oncology", slug="riverside", time_zone="America/New_York",
        phone="555-0134", is_demo=True,
    )  # fmt: skip
    lakeshore = open_clinic(
        name="Lakeshore Integrative Care", slug="lakeshore", time_zone="America/Chicago",
        phone="555-0178", is_demo=True,
    )  # fmt: skip
    _live(riverside, _riverside_staff(riverside), RIVERSIDE)
    _live(lakeshore, _lakeshore_staff(lakeshore), LAKESHORE)
    return True


def _riverside_staff(clinic: Clinic) -> SimpleNamespace:
    since = clinic.today() - timedelta(days=LONGEST_PAST_DAYS)
    hire = _hiring(clinic, since)
    hire("administrator@demo.example", "Helen", "Brandt", Role.ADMINISTRATOR, Discipline.ADMINISTRATION)
    hire("pharmacist@demo.example", "Imani", "Reed", Role.PHARMACIST, Discipline.PHARMACIST)
    return SimpleNamespace(
        clinician=hire(
            "clinician@demo.example", "Amara", "Osei", Role.CLINICIAN, Discipline.PHYSICIAN, title="Dr."
        ),
        navigator=hire(
            "navigator@demo.example", "Naomi", "Reyes", Role.NAVIGATOR, Discipline.PATIENT_NAVIGATION
        ),
    )


def _lakeshore_staff(clinic: Clinic) -> SimpleNamespace:
    hire = _hiring(clinic, clinic.today() - timedelta(days=LONGEST_PAST_DAYS))
    clinician = hire(
        "clinician@other.example", "Lena", "Fischer", Role.CLINICIAN, Discipline.NURSE_PRACTITIONER
    )
    return SimpleNamespace(clinician=clinician, navigator=None)


def _hiring(clinic: Clinic, since: date) -> Callable:
    def hire(email: str, given: str, family: str, role: Role, discipline: Discipline, title: str = ""):
        return add_staff(
            clinic=clinic, email=email, given_names=given, family_name=family, role=role,
            discipline=discipline, starts_on=since, title=title, password=PASSWORD,
        )  # fmt: skip

    return hire


def _live(clinic: Clinic, staff: SimpleNamespace, people: tuple[Person, ...]) -> None:
    for name, place in SERVICES.items():
        Service.objects.create(clinic=clinic, name=name, place=place)
    for person in people:
        _Life(clinic, staff, person).live()


class _Life:
    """One person's weeks at the clinic."""

    def __init__(self, clinic: Clinic, staff: SimpleNamespace, person: Person) -> None:
        self.clinic, self.staff, self.person = clinic, staff, person
        self.today, self.started = clinic.today(), clock.now()

    def live(self) -> None:
        with self._on(self.person.registered):
            self.patient = self._register()
            self._record()
        # In the order of the days: what is screened and raised on a day knows nothing of later ones.
        for day, happens in sorted(self._steps(), key=itemgetter(0)):
            with self._on(day):
                happens()
        for referral in self.person.referrals:
            self._refer(referral)

    def _steps(self) -> Iterator[tuple[int, Callable[[], Any]]]:
        """What happens after registration, each with its day; on one day in this order."""
        person, first = self.person, self.person.registered
        yield max(person.phase_since, first), self._enter_phase
        for count in person.counts:
            yield max(count.taken, first), partial(self._count, count)
        for event in person.events:
            yield min(event.day + 1, 0), partial(self._happened, event)
        for visit in person.maps:
            yield visit.day, partial(self._visit, visit)
        for talk in person.goals_talks:
            yield talk.day, partial(self._talk, talk)
        if person.plan:
            yield from self._plan_steps(person.plan)
        for day, step in AFTER_TREATMENT.get(person.mrn, ()):
            yield day, partial(step, self.patient, self.staff.clinician)

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _on(self, offset: int):
        """Ten in the morning of that day."""
        return clock.standing_at(self._moment(offset, time(10)))

    def _moment(self, offset: int, at: time) -> datetime:
        """That day at that time on the clinic's clock; today's never later than the load itself."""
        return min(datetime.combine(self._day(offset), at, tzinfo=self.clinic.zone), self.started)

    def _register(self) -> Patient:
        person = self.person
        age, month, day = person.born
        birthday_passed = (month, day) <= (self.today.month, self.today.day)
        return register_patient(
            clinic=self.clinic, by=self.staff.clinician, lead_clinician=self.staff.clinician, mrn=person.mrn,
            birth_date=date(self.today.year - age - (not birthday_passed), month, day),
            family_name=person.family_name, given_names=person.given_names, goes_by=person.goes_by,
            pronouns=person.pronouns, sex=person.sex, phone="555-0100",
            email=f"person.{person.mrn}@mail.example" if person.reminders else "",
            reminders_agreed=person.reminders,
        )  # fmt: skip

    def _record(self) -> None:
        person, by, patient = self.person, self.staff.clinician, self.patient
        facts = dict(person.cancer)
        diagnosed_on = self._day(facts.pop("diagnosed"))
        record_cancer(patient=patient, by=by, markers=person.markers, diagnosed_on=diagnosed_on, **facts)
        if person.allergy:
            record_fact(
                Allergy, patient=patient, by=by, substance=person.allergy[0], reaction=person.allergy[1]
            )
        elif person.asked_no_allergies:
            answer_nothing_named(patient=patient, by=by, topic=Topic.ALLERGIES, answer=Answer.NONE)
        for course in person.treatments:
            ended_on = None if course.ended is None else self._day(course.ended)
            record_fact(
                TreatmentCourse, patient=patient, by=by, regimen=course.regimen, started_on=self._day(course.began),
                ended_on=ended_on, cycle_days=course.cycle_days, intent=course.intent, end_reason=course.end_reason,
            )  # fmt: skip
        for medicine in person.medicines:
            record_fact(
                Medication, patient=patient, by=by, name=medicine.name, dose=Decimal(medicine.dose), dose_unit=medicine.unit,
                schedule=medicine.schedule, route=medicine.route, as_needed=medicine.as_needed,
            )  # fmt: skip
        for product in person.products:
            if product.since is None:
                tell_product(product, patient=patient, by=by)

    def _enter_phase(self) -> None:
        enter_phase(
            patient=self.patient, by=self.staff.clinician, phase=self.person.phase,
            started_on=self._day(self.person.phase_since),
        )  # fmt: skip

    def _count(self, count: Count) -> None:
        record_measurement(
            patient=self.patient, by=self.staff.clinician, analyte=count.analyte, value=Decimal(count.value),
            unit=count.unit, taken_at=self._moment(count.taken, time(7, 50)),
        )  # fmt: skip

    def _visit(self, sketch: Map) -> None:
        Visit(self.patient, self.staff.clinician, self.person.products).map(sketch)

    def _talk(self, talk: GoalsTalk) -> None:
        answers = asdict(talk)
        del answers["day"]
        add_goals_entry(patient=self.patient, by=self.staff.clinician, **answers)

    def _happened(self, event: Event) -> None:
        patient, by, day = self.patient, self.staff.clinician, self._day(event.day)
        if event.hospital:
            record_fact(
                HospitalVisit, patient=patient, by=by, kind=event.hospital, planned="unplanned", reason_in_words=event.words,
                started_on=day, ended_on=day + timedelta(days=event.hospital != "emergency"),
            )  # fmt: skip
        else:
            record_fact(LifeEvent, patient=patient, by=by, event=event.words, happened_on=day)

    def _plan_steps(self, sketch: Plan) -> Iterator[tuple[int, Callable[[], Any]]]:
        yield sketch.day, partial(self._activate, sketch)
        for week, answers in enumerate(sketch.check_ins, start=1):
            day = sketch.day + 7 * week
            if day <= 0:
                yield day, partial(self._check_in, day, *answers)
        if sketch.followed_up:
            yield sketch.followed_up.day, partial(self._follow_up, sketch.followed_up)

    def _activate(self, sketch: Plan) -> None:
        by = self.staff.clinician
        plan = open_plan_draft(patient=self.patient, by=by)
        write_plan(sketch, plan, by=by, by_on=self._day(sketch.day + 42))
        self.plan = sign_plan(plan_id=plan.pk, expected_version=self._version(plan), by=by)

    def _check_in(self, day: int, sleep: int, activity: int, mood: int) -> None:
        week = monday_of(self._day(day))
        answer_check_in(plan=self.plan, week_of=week, sleep=sleep, activity=activity, mood=mood)

    def _follow_up(self, sketch: FollowedUp) -> None:
        plan = self.plan
        items = look_back(plan, read_record(plan)).items
        decisions = {item.pk: _decided(sketch.said.get(item.key, AS_IT_IS)) for item in items}
        complete_follow_up(
            follow_up_id=plan.follow_up.pk, by=self.staff.clinician, decisions=decisions, note=sketch.note
        )

    def _version(self, plan: CarePlan) -> int:
        return CarePlan.objects.values_list("version", flat=True).get(pk=plan.pk)

    def _refer(self, sketch: ReferralSketch) -> None:
        with self._on(sketch.day):
            service = Service.objects.get(clinic=self.clinic, name=sketch.service)
            referral = refer(
                patient=self.patient, by=self.staff.clinician, service=service, reason=sketch.reason,
                urgency=sketch.urgency,
            )  # fmt: skip
        for days, step in enumerate(sketch.steps, start=1):
            with self._on(min(sketch.day + days, 0)):
                outcome = "note_received" if step == "closed" else ""
                referral = move_referral(
                    referral_id=referral.pk, expected_version=referral.version, to=step, by=self.staff.navigator,
                    outcome=outcome,
                )  # fmt: skip


def _decided(kept: AtFollowUp) -> Decided:
    return Decided(kept.decision, because=kept.because, why=kept.why, said=Said(kept.days, kept.felt))

"""Seeding: batches of lives told in rows, each batch in one transaction, on several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import connection, connections, transaction
from django.db.models import Max

from integrative.accounts import clock
from integrative.accounts.errors import Refused
from integrative.accounts.models import Clinic, Discipline, Membership, Role
from integrative.accounts.services import add_staff
from patients.models import Patient
from referrals.models import Service

from ..demo.load import LONGEST_PAST_DAYS, load_demo
from .life import SEEDED_MRN, House, new_life
from .plans import PlanRound, plan_rows
from .record import record_rows
from .referring import referral_rows
from .rows import Rows, keys, name_the_author
from .visits import Round, map_rows

BATCH = 1000
PEOPLE_PER_CLINICIAN = 250
PEOPLE_PER_NAVIGATOR = 2500
MAPS, PLANS = 3, 2


class NoSuchClinic(Refused):
    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no clinic {slug} here.")


@dataclass(frozen=True)
class Batch:
    """People `first` and the `size` that follow, of the seed `number`. The same batch, the same lives."""

    clinic_id: UUID
    number: int
    first: int
    size: int
    now: datetime


def seed_people(
    *, patients: int, slug: str, number: int, processes: int, done: Callable[[int], None]
) -> None:
    """`patients` invented people beside those of the demo clinic `slug`; `done` hears how many are written.

    Loads the demo into an empty database. Raises RealClinicHere where a real clinic stands, NoSuchClinic.
    """
    clinic = clinic_to_seed(slug)
    staff_up(clinic, patients)
    first, now = next_number(clinic), clock.now()
    batches = [
        Batch(clinic.pk, number, start, min(BATCH, first + patients - start), now)
        for start in range(first, first + patients, BATCH)
    ]
    for written in _live_all(batches, processes):
        done(written)
    # Statistics tell the planner which index to take.
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def clinic_to_seed(slug: str) -> Clinic:
    load_demo()
    clinic = Clinic.objects.filter(slug=slug).first()
    if clinic is None:
        raise NoSuchClinic(slug)
    return clinic


def _live_all(batches: list[Batch], processes: int) -> Iterator[int]:
    if processes == 1:
        yield from map(live, batches)
        return
    connections.close_all()
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=forked) as pool:
        yield from pool.map(live, batches)


def staff_up(clinic: Clinic, patients: int) -> None:
    """Enough colleagues for so many people. Nobody can sign in as one of them."""
    wanted = {
        (Role.CLINICIAN, Discipline.PHYSICIAN): -(-patients // PEOPLE_PER_CLINICIAN),
        (Role.NAVIGATOR, Discipline.PATIENT_NAVIGATION): -(-patients // PEOPLE_PER_NAVIGATOR),
    }
    since = clinic.today() - timedelta(days=LONGEST_PAST_DAYS)
    for (role, discipline), count in wanted.items():
        there = Membership.objects.on(clinic.today()).of_role(role).filter(clinic=clinic).count()
        for one in range(there + 1, count + 1):
            add_staff(
                clinic=clinic,
                email=f"{role}.{one}@{clinic.slug}.example",
                given_names=f"{role.label} {one}",
                family_name="Seeded",
                role=role,
                discipline=discipline,
                starts_on=since,
            )


def next_number(clinic: Clinic) -> int:
    """The number of the next person, after those seeded before."""
    seeded = Patient.objects.filter(clinic=clinic, mrn__regex=SEEDED_MRN)
    last = seeded.aggregate(last=Max("mrn"))["last"]
    return int(last.removeprefix("S")) + 1 if last else 1


@transaction.atomic
def live(batch: Batch) -> int:
    """Draws and writes one batch; how many people."""
    rng = Random(f"{batch.number}:{batch.first}")  # noqa: S311  nothing secret is drawn
    house = house_of(Clinic.objects.get(pk=batch.clinic_id), batch.now)
    new_key = keys(rng, batch.now)
    before, after = Rows(new_key), Rows(new_key)
    maps = [Round(Rows(new_key), []) for _ in range(MAPS)]
    plans = [PlanRound(Rows(new_key), [], []) for _ in range(PLANS)]
    for number in range(batch.first, batch.first + batch.size):
        life = new_life(house, rng, next(new_key), number)
        record_rows(life, before)
        mapped = map_rows(life, maps, before)
        plan_rows(life, plans, after, mapped)
        referral_rows(life, after, mapped)
    name_the_author(batch.number)
    before.save()
    for visits in maps:
        visits.save()
    for written in plans:
        written.save(house.clinic)
    after.save()
    return batch.size


def house_of(clinic: Clinic, now: datetime) -> House:
    """Who works there and what it offers, in an order that a seed can repeat."""
    posts = Membership.objects.on(clinic.today()).filter(clinic=clinic).order_by("user__email")

    def holding(role: Role) -> tuple[str, ...]:
        return tuple(user.hex for user in posts.of_role(role).values_list("user_id", flat=True))

    services = Service.objects.filter(clinic=clinic).offered().values_list("pk", flat=True)
    return House(
        clinic, holding(Role.CLINICIAN), holding(Role.NAVIGATOR), tuple(key.hex for key in services), now
    )

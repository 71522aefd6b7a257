"""One person with 500 rows of everything: what a page does when a chart is as full as it can get."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction

from careplans.services.check_in import monday_of
from integrative.accounts import clock
from patients import models as m
from patients.models.people import Skill
from symptoms.models import GoalsOfCareEntry, ProductUse

from .cancers import PICTURES
from .facts import fact, noted
from .life import Life, Span, Way, new_life
from .load import clinic_to_seed, house_of, next_number, staff_up
from .plans import PlanRound, check_in_row, follow_up_rows, write_plan
from .record import person_row
from .referring import write_referral
from .rows import Rows, keys, name_the_author
from .visits import Round, write_map

MANY = 500
WEEK = timedelta(weeks=1)
# Neither too many to be one chart's, nor two of one kind that may stand once only.
KINDS: dict[type[m.Fact], Callable[[int, date], dict[str, Any]]] = {
    m.TreatmentCourse: lambda n, day: {
        "regimen": f"Course {n}",
        "started_on": day,
        "ended_on": day,
        "end_reason": "Completed",
    },
    m.RadiationCourse: lambda n, day: {
        "site": f"Field {n}",
        "started_on": day,
        "ended_on": day,
        "fractions": 1 + n % 60,
    },
    m.Procedure: lambda n, day: {"name": f"Procedure {n}", "performed_on": day},
    m.Medication: lambda n, day: {
        "name": f"Medicine {n}",
        "dose": 5,
        "dose_unit": "mg",
        "schedule": "daily",
        "started_on": day,
    },
    m.Allergy: lambda n, day: {"substance": f"Substance {n}", "reaction": "rash"},
    m.Measurement: lambda n, day: {
        "analyte": "platelets",
        "value": 100 + n % 200,
        "entered_value": 100 + n % 200,
        "entered_unit": "10^9/L",
        "taken_at": f"{day}T08:00Z",
    },
    m.Precaution: lambda n, day: {"kind": "other", "note": f"Precaution {n}", "started_on": day},
    m.CareTeamMember: lambda n, day: {"role": "nurse", "name": f"Nurse {n}", "started_on": day},
    m.Coverage: lambda n, day: {"kind": "commercial", "payer": f"Payer {n}", "started_on": day},
    m.HospitalVisit: lambda n, day: {
        "kind": "admission",
        "reason": "fever",
        "started_on": day,
        "ended_on": day,
    },
    m.Fall: lambda n, day: {"fell_on": day, "injury": "none", "circumstances": f"Fall {n}"},
    m.LifeEvent: lambda n, day: {"event": f"Event {n}", "happened_on": day},
    m.FamilyHistory: lambda n, day: {"relation": f"Cousin {n}", "condition": "breast cancer"},
    m.TobaccoUse: lambda n, day: {"status": "never", "asked_on": day},
    m.PerformanceStatus: lambda n, day: {"ecog": str(n % 3), "observed_on": day},
    m.AskedAbout: lambda n, day: {
        "topic": "falls",
        "answer": "none",
        "asked_on": day,
        "replaced_at": f"{day}T12:00Z",
    },
}
OF_A_CANCER: dict[type[m.Fact], Callable[[int, date], dict[str, Any]]] = {
    m.CancerStage: lambda n, day: {"group": "IIA", "staged_on": day},
    m.TumorMarker: lambda n, day: {
        "marker": "ki67",
        "result": "reported",
        "value": f"{n % 100} %",
        "tested_on": day,
    },
    m.Metastasis: lambda n, day: {"site": "bone", "where": f"Place {n}", "found_on": day},
    m.Recurrence: lambda n, day: {"kind": "local", "where": f"Place {n}", "found_on": day},
    m.DiseaseStatus: lambda n, day: {"status": "stable", "observed_on": day},
}


@transaction.atomic
def seed_heavy(*, slug: str, number: int) -> m.Patient:
    """The person, in the demo clinic `slug`. Raises RealClinicHere, NoSuchClinic."""
    clinic = clinic_to_seed(slug)
    staff_up(clinic, 1)
    rng, now = Random(f"{number}:heavy"), clock.now()  # noqa: S311  nothing secret is drawn
    house = house_of(clinic, now)
    new_key = keys(rng, now)
    rows = Rows(new_key)
    since = house.today - (MANY + 1) * WEEK
    life = replace(
        new_life(house, rng, next(new_key), next_number(clinic)),
        picture=PICTURES[0],
        sex="female",
        died_on=None,
        registered_on=since,
        born_on=date(since.year - 50, 3, 9),
        way=Way(since, [(m.Phase.SURVIVORSHIP, Span(since))]),
    )
    days = [since + WEEK * week for week in range(1, MANY + 1)]
    name_the_author(number)
    person_row(life, rows)
    _facts(life, rows, days)
    rows.save()
    _visits(life, days)
    return m.Patient.objects.get(pk=life.key)


def _facts(life: Life, rows: Rows, days: list[date]) -> None:
    cancer = ""
    for place, day in enumerate(days):
        key = fact(
            life,
            rows,
            m.CancerCondition,
            known=day,
            cancer_type="breast",
            site=f"Site {place}",
            diagnosed_on=day,
        )
        cancer = cancer or key
        until = days[place + 1] if place + 1 < MANY else None
        phase = m.Phase.RECOVERY if place % 2 else m.Phase.SURVIVORSHIP
        fact(life, rows, m.PhaseOfCare, known=until or day, phase=phase, started_on=day, ended_on=until)
        for model, values in OF_A_CANCER.items():
            fact(life, rows, model, known=day, cancer_id=cancer, **values(place, day))
        for model, values in KINDS.items():
            fact(life, rows, model, known=day, **values(place, day))
        helper = fact(life, rows, m.Caregiver, known=day, name=f"Helper {place}", relation="friend")
        fact(life, rows, m.CaregiverAgreement, known=day, caregiver_id=helper, may_know="plan", agreed_on=day)
        fact(life, rows, m.CaregiverSkill, known=day, caregiver_id=helper, skill=Skill.MASSAGE, taught_on=day)


def _visits(life: Life, days: list[date]) -> None:
    """A map, a plan, a follow-up, a check-in and a referral for each day; plans replace one another."""
    before, after = None, Rows(life_keys := keys(life.rng, life.house.now + timedelta(seconds=1)))
    scores = dict.fromkeys(life.picture.symptoms, 5)
    for place, day in enumerate(days):
        visit = Round(Rows(life_keys), [])
        mapped = write_map(life, visit, visit.rows, day, scores, takes=True, signs=True)
        visit.save()
        plan = PlanRound(Rows(life_keys), [], [])
        written = write_plan(life, plan, plan.rows, mapped, place + 1, before.key if before else None)
        plan.save(life.house.clinic)
        follow_up_rows(life, after, written, days[place + 1] if place + 1 < MANY else None)
        check_in_row(life, after, monday_of(day) + WEEK, written.key)
        write_referral(life, after, life.house.services[0], day, must_end=True)
        at = life.house.moment(day)
        product = after.add(
            ProductUse,
            patient_id=life.key,
            recorded_by_id=life.lead,
            recorded_at=at,
            name_as_typed=f"Product {place}",
        )
        noted(life, after, at, by=life.lead, verb="added product", subject=(ProductUse, product))
        after.add(
            GoalsOfCareEntry,
            patient_id=life.key,
            asked_on=day,
            asked_by_id=life.lead,
            recorded_at=at,
            hope="To see the spring",
            lean="undecided",
        )
        before = written
    after.save()

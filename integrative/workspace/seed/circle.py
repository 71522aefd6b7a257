"""People around the person, who pays, and what they bring from before."""

from __future__ import annotations

from datetime import date

from patients import models as m

from . import names
from .facts import fact
from .life import Life
from .rows import Rows

PAYERS = (
    ("commercial", "Meadow Mutual"),
    ("medicare", ""),
    ("medicare_advantage", "Larkfield Senior"),
    ("medicaid", ""),
    ("self_pay", ""),
)
RELATIVES = (("mother", "mother"), ("father", "father"), ("sister", "own"), ("aunt", "mother"))
HELPERS = ("wife", "husband", "daughter", "son", "neighbor", "friend")


def circle_rows(life: Life, rows: Rows) -> None:
    """Team, coverage and caregivers; family and tobacco."""
    _around(life, rows)
    _background(life, rows)


def _around(life: Life, rows: Rows) -> None:
    rng = life.rng
    fact(
        life,
        rows,
        m.CareTeamMember,
        by=life.navigator,
        role="medical_oncologist",
        organization="Harbor General",
        name=f"Dr. {names.family_name(rng)}",
        phone="555-0144",
    )
    kind, payer = rng.choice(PAYERS)
    fact(
        life,
        rows,
        m.Coverage,
        by=life.navigator,
        kind=kind,
        payer=payer,
        started_on=date(life.registered_on.year, 1, 1),
    )
    if life.chance(0.4):
        relation = rng.choice(HELPERS)
        sex = "male" if relation in {"husband", "son"} else "female"
        caregiver = fact(
            life,
            rows,
            m.Caregiver,
            by=life.navigator,
            relation=relation,
            phone="555-0171",
            name=f"{names.given_names(rng, sex)} {names.family_name(rng)}",
        )
        for subject in ("appointments", "plan")[: rng.randint(0, 2)]:
            fact(
                life,
                rows,
                m.CaregiverAgreement,
                by=life.navigator,
                caregiver_id=caregiver,
                may_know=subject,
                agreed_on=life.registered_on,
            )


def _background(life: Life, rows: Rows) -> None:
    if life.chance(0.25):
        relation, side = life.rng.choice(RELATIVES)
        fact(
            life,
            rows,
            m.FamilyHistory,
            relation=relation,
            side=side,
            condition=f"{life.picture.cancer_type} cancer",
            age_at_onset=life.rng.randint(40, 85),
        )
    if life.chance(0.4):
        status = life.rng.choice(("never", "never", "former", "current"))
        fact(life, rows, m.TobaccoUse, status=status, asked_on=life.registered_on)

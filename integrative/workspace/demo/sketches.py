"""What a sketch of a demo patient can say. Days are counted from today: -28 is four weeks ago."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Treatment:
    regimen: str
    began: int
    cycle_days: int | None = None
    ended: int | None = None
    intent: str = "unknown"
    end_reason: str = ""


@dataclass(frozen=True)
class Medicine:
    name: str
    dose: str
    unit: str
    schedule: str
    route: str = "oral"
    as_needed: bool = False


@dataclass(frozen=True)
class Product:
    name: str
    dose: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Count:
    analyte: str
    value: str
    unit: str
    taken: int = -3


@dataclass(frozen=True)
class Map:
    day: int
    good_week: str = ""
    fear: str = ""
    hope: str = ""
    scores: dict[str, int] = field(default_factory=dict)
    goals: tuple[str, ...] = ()
    signed: bool = True


@dataclass(frozen=True)
class Part:
    slot: str
    title: str
    how: str
    symptom: str = ""
    baseline: int | None = None
    goal: int | None = None
    bad_day: str = ""
    moment: str = ""


@dataclass(frozen=True)
class Plan:
    day: int
    one_thing: str
    parts: tuple[Part, ...]
    followed_up: int | None = None
    check_ins: tuple[tuple[int, int, int], ...] = ()
    """Answers (sleep, activity, mood) of the weeks after activation, oldest first."""


@dataclass(frozen=True)
class ReferralSketch:
    service: str
    reason: str
    day: int
    steps: tuple[str, ...] = ()
    urgency: str = "routine"


@dataclass(frozen=True)
class GoalsTalk:
    day: int
    hope: str
    worry: str
    lean: str


@dataclass(frozen=True)
class Person:
    family_name: str
    given_names: str
    born: tuple[int, int, int]
    """Age today, month and day of birth."""
    sex: str
    mrn: str
    registered: int
    phase: str
    phase_since: int
    cancer: dict[str, Any]
    """Fields of CancerCondition; `diagnosed` counts days."""
    goes_by: str = ""
    pronouns: str = ""
    markers: dict[str, str] = field(default_factory=dict)
    allergy: tuple[str, str] | None = None
    asked_no_allergies: bool = False
    reminders: bool = True
    treatments: tuple[Treatment, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    counts: tuple[Count, ...] = ()
    products: tuple[Product, ...] = ()
    maps: tuple[Map, ...] = ()
    plan: Plan | None = None
    referrals: tuple[ReferralSketch, ...] = ()
    goals_talk: GoalsTalk | None = None

"""What a sketch of a demo patient can say. Days are counted from today: -28 is four weeks ago."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any

Answers = dict[str, Any]


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
class Decided:
    """What was decided on a product at the visit of that day; `watch` and `until` as in ProductDecision."""

    day: int
    decision: str
    reason: str = ""
    watch: str = ""
    until: str = ""


@dataclass(frozen=True)
class Product:
    """`amount` with `unit`, and `schedule`: how often. `since`: the day of the visit where it was first told;
    None is at registration."""

    name: str
    schedule: str = ""
    reason: str = ""
    amount: str = ""
    unit: str = ""
    suggested_by: str = ""
    since: int | None = None
    decided: Decided | None = None


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
    concerns: tuple[tuple[str, int], ...] = ()
    areas: tuple[Answers, ...] = ()
    food: Answers = field(default_factory=dict)
    movement: Answers = field(default_factory=dict)
    sleep: Answers = field(default_factory=dict)
    """One night; its day is that of the visit."""
    stress: Answers = field(default_factory=dict)
    spirit: Answers = field(default_factory=dict)
    treatment: Answers = field(default_factory=dict)
    tried: tuple[Answers, ...] = ()
    takes_nothing: bool = False
    flags: tuple[str, ...] | None = None
    """The red flags that are so; empty when all were asked and none is, None when they were not asked."""
    flags_done: str = ""
    """What was done about those that were raised."""
    signed: bool = True


def night(into_bed: str, lights_out: str, woke: str, up: str, **more: Any) -> Answers:
    """The clock times of one night as a sleep section takes them."""
    times = {"into_bed": into_bed, "lights_out": lights_out, "final_wake": woke, "out_of_bed": up}
    return {name: time.fromisoformat(at) for name, at in times.items()} | more


@dataclass(frozen=True)
class Dose:
    """How often and how long; `times` a week, `place` and `by` as Place and Responsible."""

    times: str
    minutes: int
    weeks: int | None = None
    place: str = "home"
    by: str = "person"


@dataclass(frozen=True)
class Done:
    """One thing that is done for a target; `amount` is a number with its unit, such as ("500", "mg")."""

    domain: str
    title: str
    therapy: str = ""
    dose: Dose | None = None
    how: str = ""
    sessions: int | None = None
    costs: str = "ask"
    amount: tuple[str, str] | None = None


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
    therapy: str = ""
    dose: Dose | None = None
    intensity: str = ""
    activity: str = ""
    progression: str = ""
    done: tuple[Done, ...] = ()


@dataclass(frozen=True)
class Parked:
    title: str
    reason: str
    ask_again: int | None = None
    """Days after the plan was written."""


@dataclass(frozen=True)
class AtFollowUp:
    """What was decided about one item of a plan, and what they said of it."""

    decision: str = "keep"
    days: int | None = None
    felt: str = ""
    because: str = ""
    why: str = ""


AS_IT_IS = AtFollowUp()


@dataclass(frozen=True)
class FollowedUp:
    """A follow-up that took place; `said` by item ("anchor", "target_1_2"). What is not named was kept."""

    day: int
    note: str
    said: Mapping[str, AtFollowUp]


@dataclass(frozen=True)
class Plan:
    day: int
    one_thing: str
    parts: tuple[Part, ...]
    offered: tuple[int, int]
    """Minutes a week, and trips to a clinic a month."""
    parked: Parked
    followed_up: FollowedUp | None = None
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
    prompted_by: str = ""
    present: str = ""
    changes: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: a life event, or a hospital visit of that kind."""

    day: int
    words: str
    hospital: str = ""


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
    goals_talks: tuple[GoalsTalk, ...] = ()
    events: tuple[Event, ...] = ()

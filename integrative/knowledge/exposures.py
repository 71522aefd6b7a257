"""What a treatment exposed the person to, and which late effects the table ties to that. Pure.

Only what the exposure of a late effect names is matched; what the record can't tell is said, never assumed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Literal

from .agents import all_agents, all_regimens
from .late_effects import CERTAINTIES, LateEffect, all_late_effects
from .names import fold
from .products import read_drugs
from .tables import (
    Row,
    Table,
    a_number,
    anything,
    each,
    filled,
    one_of,
    optional,
    provenance,
    refers_to,
    split,
)

Kind = Literal["treatment", "radiation", "surgery"]
SAYS_RADIATION = re.compile(r"radiation|radiotherap|irradiat|brachytherap|\bx?rt\b", re.IGNORECASE)
AN_AGE, A_DOSE = optional(a_number(0, 120)), optional(a_number(1, 120))

WORDS = Table(
    "exposure_words",
    {
        "id": filled,
        "kind": one_of("radiation", "surgery"),
        "words": filled,
        **provenance(*CERTAINTIES),
    },
)
MATCHES = Table(
    "late_effect_exposures",
    {
        "id": refers_to("late_effects"),
        "any": optional(one_of("treatment", "radiation")),
        "radiation": each(refers_to("exposure_words")),
        "surgery": each(refers_to("exposure_words")),
        "classes": anything,
        "diagnosis": anything,
        "cancers": anything,
        "sex": optional(one_of("female", "male")),
        "from_age": AN_AGE,
        "below_age": AN_AGE,
        "least_gy": A_DOSE,
        **provenance(*CERTAINTIES),
    },
)


@dataclass(frozen=True)
class Exposure:
    """One thing that was done. `text` is how the record says it; `age` the person's years on its first day,
    None without a day; `gy` the dose of radiation, None when not on record."""

    text: str
    kind: Kind
    agents: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    is_radiation: bool = False
    age: int | None = None
    gy: Decimal | None = None

    @property
    def is_read(self) -> bool:
        """Whether the tables know anything of it."""
        return bool(self.agents or self.groups or self.kind == "surgery")

    @property
    def treats_cancer(self) -> bool:
        """An operation does when it is one of those the tables know: removing a port is no treatment."""
        return self.kind != "surgery" or bool(self.groups)


@dataclass(frozen=True)
class Proposal:
    """A late effect to look for. `because`: the exposures that bring it; `not_known`: what the record lacks
    to tell whether it applies."""

    effect: LateEffect
    because: tuple[str, ...]
    not_known: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class _Match:
    any: str
    groups: frozenset[str]
    classes: frozenset[str]
    diagnosis: str
    cancers: frozenset[str]
    sex: str
    from_age: int
    below_age: int
    least_gy: Decimal | None


def exposure(text: str, kind: Kind, *, shown: str, age: int | None, gy: Decimal | None = None) -> Exposure:
    """A line of the record, read. In: its own words, and `shown`, how it is named to a reader.

    A treatment may name drugs, radiation or a transplant; a radiation course is radiation; an operation is
    surgery.
    """
    is_radiation = kind == "radiation" or (kind == "treatment" and _says_radiation(text))
    kinds = {"radiation"} if kind == "radiation" else {"surgery"}
    if is_radiation:
        kinds.add("radiation")
    found = read_drugs(text).found if kind == "treatment" else ()
    agents = frozenset(each.id for each in found if all_agents()[each.id].kind == "treatment")
    groups = frozenset(name for name, (of, words) in _words().items() if of in kinds and words.search(text))
    return Exposure(shown, kind, agents, groups, is_radiation, age, gy)


def late_effects_after(
    exposures: Iterable[Exposure], *, cancers: Mapping[str, str], sex: str
) -> list[Proposal]:
    """What to look for after these, in the order of the table.

    In: `cancers`, the type of each cancer on record with how it is named to a reader; `sex` of the record.
    """
    exposures = list(exposures)
    found = []
    for effect in all_late_effects():
        match = _matches().get(effect.id)
        if match is None or not _may_apply(match, cancers, sex):
            continue
        brought = [each for each in exposures if _brings(each, effect, match)]
        because = [each.text for each in brought]
        if match.diagnosis in cancers:
            because.append(cancers[match.diagnosis])
        if because:
            found.append(Proposal(effect, tuple(dict.fromkeys(because)), _not_known(match, brought)))
    return found


def never_proposed() -> list[LateEffect]:
    """Those whose exposure the record has no words for; a clinician may still put them on the list."""
    return [effect for effect in all_late_effects() if effect.id not in _matches()]


def _may_apply(match: _Match, cancers: Collection[str], sex: str) -> bool:
    """A sex or a cancer that is known to be another rules it out; a sex that is not known doesn't."""
    is_other_sex = bool(match.sex) and sex in {"female", "male"} and sex != match.sex
    return not is_other_sex and (not match.cancers or not match.cancers.isdisjoint(cancers))


def _brings(given: Exposure, effect: LateEffect, match: _Match) -> bool:
    named = (
        not given.agents.isdisjoint(effect.agents)
        or not given.groups.isdisjoint(match.groups)
        or any(all_agents()[agent].drug_class in match.classes for agent in given.agents)
        or (match.any == "treatment" and given.treats_cancer)
        or (match.any == "radiation" and given.is_radiation)
    )
    if not named:
        return False
    if given.age is not None and not match.from_age <= given.age < match.below_age:
        return False
    return not (match.least_gy and given.is_radiation and given.gy is not None and given.gy < match.least_gy)


def _not_known(match: _Match, brought: Collection[Exposure]) -> tuple[str, ...]:
    lacks = []
    if match.least_gy and all(each.is_radiation and each.gy is None for each in brought):
        lacks.append("The dose of radiation is not recorded.")
    if (match.from_age or match.below_age < 200) and all(each.age is None for each in brought):
        lacks.append("The day of treatment is not recorded.")
    return tuple(lacks)


def _says_radiation(text: str) -> bool:
    return bool(SAYS_RADIATION.search(text)) or any(name in fold(text) for name in _regimens_with_radiation())


@cache
def _regimens_with_radiation() -> tuple[str, ...]:
    regimens = (regimen for regimen in all_regimens().values() if regimen.includes_radiation)
    return tuple(fold(name) for regimen in regimens for name in (regimen.name, *regimen.aliases))


@cache
def _words() -> Mapping[str, tuple[str, re.Pattern[str]]]:
    """Group -> its kind and what finds it: a word that begins like one of the table's."""
    return {
        row["id"]: (
            row["kind"],
            re.compile(r"\b(?:" + "|".join(map(re.escape, split(row["words"]))) + ")", re.IGNORECASE),
        )
        for row in WORDS.rows()
    }


@cache
def _matches() -> Mapping[str, _Match]:
    return {row["id"]: _match(row) for row in MATCHES.rows()}


def _match(row: Row) -> _Match:
    return _Match(
        any=row["any"],
        groups=frozenset((*split(row["radiation"]), *split(row["surgery"]))),
        classes=frozenset(split(row["classes"])),
        diagnosis=row["diagnosis"],
        cancers=frozenset(split(row["cancers"])),
        sex=row["sex"],
        from_age=int(row["from_age"] or 0),
        below_age=int(row["below_age"] or 200),
        least_gy=Decimal(row["least_gy"]) if row["least_gy"] else None,
    )

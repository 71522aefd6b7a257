"""A section of the map in one line, from the answers as the services take them. No database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from integrative.knowledge.redflags import fields
from integrative.knowledge.symptoms import all_symptoms

from .body import REGIONS
from .measures import phq4_total
from .models import Food, Movement, Section, Sleep, Spirit, Stress, TreatmentTalk
from .models.whole_person import Outcome
from .red_flag_groups import GROUPS

Answers = Mapping[str, Any]
LONGEST = 140
MOST_NAMED = 3


@dataclass(frozen=True)
class Summary:
    """One line; `is_voice` when it is the person's own words."""

    words: str = ""
    is_voice: bool = False


def summary_of(section: Section, answers: Answers, *, products: Sequence[str] = ()) -> Summary:
    """The line of a section. In: what `queries.answers_of` gives, and the names of what is taken.

    Empty where nothing was asked; what was not asked is left out, never said as a no.
    """
    if section is Section.SUPPLEMENTS:
        none = "Takes nothing, asked that day" if answers.get("takes_no_products") else ""
        return _short(_some(products, "others") or none)
    if not answers:
        return Summary()
    if section is Section.WHAT_MATTERS:
        return _voice(answers, "good_week", "hope", "fear")
    said = OF_SECTION[section](answers)
    if said:
        return _short(said)
    if section in (Section.PAIN, Section.GOALS):
        return _short(_listed(goal["words"] for goal in answers["goals"]), is_voice=True)
    return _voice(answers, "words", "beliefs", "understanding")


def _symptoms(answers: Answers) -> str:
    asked = {key: score for key, score in answers["scores"].items() if score is not None}
    worst = sorted(asked.items(), key=lambda each: -each[1])
    named = [f"{all_symptoms()[key].name} {score}" for key, score in worst if score]
    own = [
        f"{row['words']} {row['score']}" if row["score"] is not None else row["words"]
        for row in answers["concerns"]
    ]
    if asked and not named and not own:
        return f"{len(asked)} asked, all 0"
    return _some([*named[:MOST_NAMED], *own, *named[MOST_NAMED:]], "lower")


def _pain(answers: Answers) -> str:
    return _listed(
        _listed(REGIONS[key].name for key in area["regions"])
        + ("" if area.get("worst") is None else f" {area['worst']} at worst")
        for area in answers["areas"]
    )


def _food(answers: Answers) -> str:
    share, lost = answers.get("share_of_usual"), answers.get("lost_weight")
    weight = {"yes": "lost weight", "no": "no weight lost", "unsure": "unsure about weight"}.get(lost, "")
    eats = "" if share is None else f"{share} % of their usual intake"
    return _listed([_label(Food, "pattern", answers), eats, weight])


def _movement(answers: Answers) -> str:
    days, minutes = answers.get("days"), answers.get("minutes")
    active = "" if days is None else f"{days} days a week"
    long = "" if minutes is None else f"{minutes} minutes each"
    falls = _label(Movement, "falls", answers)
    return _listed([active, long, f"falls in three months: {falls.lower()}" if falls else ""])


def _sleep(answers: Answers) -> str:
    clocks = {"lights_out": "tried to sleep", "final_wake": "woke for good"}
    minutes = {"sol_min": "minutes to fall asleep", "waso_min": "minutes awake in the night"}
    said = [f"{words} {answers[name]:%H:%M}" for name, words in clocks.items() if answers.get(name)]
    said += [f"{answers[name]} {words}" for name, words in minutes.items() if answers.get(name) is not None]
    steroids = _label(Sleep, "steroids", answers)
    return _listed([*said, f"steroids: {steroids.lower()}" if steroids else ""])


def _stress(answers: Answers) -> str:
    weighs, carries = _labels(Stress, "stressors", answers), _labels(Stress, "supports", answers)
    said = [f"weighs: {weighs}" if weighs else "", f"carries: {carries}" if carries else ""]
    total = phq4_total(answers)
    return "; ".join(filter(None, ["" if total is None else f"PHQ-4 {total} of 12", *said]))


def _spirit(answers: Answers) -> str:
    matters = _label(Spirit, "importance", answers)
    return _listed([f"matters: {matters.lower()}" if matters else "", answers.get("beliefs")])


def _treatment(answers: Answers) -> str:
    doses = _label(TreatmentTalk, "doses_taken", answers)
    return _listed(
        [_label(TreatmentTalk, "agreement", answers), f"doses taken: {doses.lower()}" if doses else ""]
    )


def _helped(answers: Answers) -> str:
    outcomes = dict(Outcome.choices)
    return _listed(
        f"{row['what']}: {outcomes[row['outcome']].lower()}" if row.get("outcome") else row["what"]
        for row in answers["tried"]
    )


def _red_flags(answers: Answers) -> str:
    present: Mapping[str, bool] = answers["present"]
    so = [fields()[name].meaning for name, is_so in present.items() if is_so]
    if so:
        return f"Said: {_listed(so)}"
    missing = [group.label for group in GROUPS if not group.is_asked(present)]
    if not missing:
        return "All asked, none present"
    return f"Not asked yet: {_listed(missing)}" if present or answers["numbers"] else ""


OF_SECTION: dict[Section, Callable[[Answers], str]] = {
    Section.SYMPTOMS: _symptoms,
    Section.PAIN: _pain,
    Section.GOALS: _pain,
    Section.FOOD: _food,
    Section.MOVEMENT: _movement,
    Section.SLEEP: _sleep,
    Section.STRESS: _stress,
    Section.SPIRIT: _spirit,
    Section.TREATMENT: _treatment,
    Section.HELPED: _helped,
    Section.RED_FLAGS: _red_flags,
}


def _label(model: type[models.Model], name: str, answers: Answers) -> str:
    value = answers.get(name)
    return dict(model._meta.get_field(name).choices)[value] if value else ""


def _labels(model: type[models.Model], name: str, answers: Answers) -> str:
    known = dict(model._meta.get_field(name).base_field.choices)
    return _listed(known[value].lower() for value in answers.get(name) or ())


def _listed(parts: Iterable[str | None]) -> str:
    return ", ".join(filter(None, parts))


def _some(names: Sequence[str], others: str) -> str:
    """The first few, and how many more there are."""
    more = len(names) - MOST_NAMED - 1
    if more < 1:
        return _listed(names)
    return f"{_listed(names[: MOST_NAMED + 1])}, and {more} {others}"


def _voice(answers: Answers, *names: str) -> Summary:
    return next((_short(answers[name], is_voice=True) for name in names if answers.get(name)), Summary())


def _short(words: str, *, is_voice: bool = False) -> Summary:
    """On one line, cut between two words."""
    line = " ".join(words.split())
    if len(line) > LONGEST:
        line = f"{line[:LONGEST].rsplit(' ', 1)[0]}..."
    return Summary(line if is_voice else line[:1].upper() + line[1:], is_voice)

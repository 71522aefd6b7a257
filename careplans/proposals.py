"""What the look back suggests for one item of a plan, and the rule it follows, in words.

Pure: facts in, a suggestion out. The clinician decides; what is not known is never read as better or worse.
The rules are asked in their order, and the first that has something to say is the one that is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from .compare import IN_A_ROW, OF, SEVERAL, Course, counted
from .models import Decision, Felt, Slot

DAYS_OF_A_WEEK = 7
# Done on fewer days than this share of those planned, it was not tried enough to be judged.
TRIED_FROM = Decimal("0.5")


@dataclass(frozen=True)
class Judged:
    """What is known of an item. `sessions` is the length of a trial; `on_hold` says why it may not be done
    today, blank when nothing holds it; `course` is that of the target it stands under, or its own."""

    course: Course | None = None
    times_a_week: Decimal | None = None
    sessions: int | None = None
    on_hold: str = ""


@dataclass(frozen=True)
class Said:
    """What the person says of it. None and blank: not asked."""

    days_done: int | None = None
    felt: str = ""
    side_effect: str = ""
    sessions_done: int | None = None


@dataclass(frozen=True)
class Proposal:
    """`decision` is blank while too little is known; `rule` then says what to ask."""

    decision: str
    rule: str


def propose(item: Judged, said: Said) -> Proposal:
    """The suggestion of the first rule that applies."""
    answers = (rule(item, said) for rule in RULES)
    return next(filter(None, answers), Proposal("", "Nothing is known of it yet: ask how it went"))


def _on_hold(item: Judged, said: Said) -> Proposal | None:
    return Proposal(Decision.STOP, f"On hold today: {item.on_hold}"[:200]) if item.on_hold else None


def _side_effect(item: Judged, said: Said) -> Proposal | None:
    if not said.side_effect:
        return None
    if item.course and item.course.word in {"same", "worse"}:
        return Proposal(Decision.STOP, f"A side effect, and {_no_gain(item.course)}")
    return Proposal(Decision.ADJUST, "A side effect was named")


def _never_begun(item: Judged, said: Said) -> Proposal | None:
    if said.sessions_done == 0:
        return Proposal(Decision.NOT_STARTED, f"0 of {counted(item.sessions or 0, 'sessions')}")
    if said.days_done == 0 and not said.sessions_done:
        return Proposal(Decision.NOT_STARTED, "Not done on any day of a usual week")
    return None


def _trial_is_over(item: Judged, said: Said) -> Proposal | None:
    if item.sessions is None or said.sessions_done is None or said.sessions_done < item.sessions:
        return None
    done = f"{said.sessions_done} of {counted(item.sessions, 'sessions')}"
    if item.course is None or item.course.moved is None:
        return Proposal("", f"{done}, and no newer reading: ask, then keep or stop")
    if item.course.word == "better" or item.course.goal_reached:
        return Proposal(Decision.KEEP, f"{done}, {_gain(item.course)}")
    if not item.course.word:
        return Proposal("", f"{done}, {item.course.moved_in_words}: keep or stop")
    return Proposal(Decision.STOP, f"{done}, {_no_gain(item.course)}")


def _too_much(item: Judged, said: Said) -> Proposal | None:
    if said.felt != Felt.TOO_MUCH:
        return None
    if item.course and (item.course.word == "better" or item.course.goal_reached):
        return Proposal(Decision.TAPER, f"One job too many, and {_gain(item.course)}")
    if item.course and item.course.word:
        return Proposal(Decision.STOP, f"One job too many, and {_no_gain(item.course)}")
    return Proposal(Decision.ADJUST, "One job too many: make it smaller")


def _trial_runs(item: Judged, said: Said) -> Proposal | None:
    if item.sessions is None:
        return None
    if said.sessions_done is None:
        return Proposal("", f"A trial of {counted(item.sessions, 'sessions')}: ask how many took place")
    done = f"{said.sessions_done} of {counted(item.sessions, 'sessions')}"
    return Proposal(Decision.KEEP, f"{done}: decide after the last one")


def _by_course(item: Judged, said: Said) -> Proposal | None:
    course = item.course
    if course is None:
        return None
    if course.now is None:
        return Proposal("", f"No {_one(course)} yet: ask") if _is_target(course) else None
    if course.at_goal_in_a_row >= IN_A_ROW:
        side = "over" if course.measure.higher_is_better else "under"
        return Proposal(Decision.TAPER, f"{IN_A_ROW} {SEVERAL[course.measure]} at or {side} goal")
    if course.goal_reached:
        return Proposal(Decision.KEEP, f"Goal reached; {IN_A_ROW} in a row before it is tapered")
    if course.word == "better":
        return Proposal(Decision.KEEP, f"{_upper_first(course.moved_in_words)}, goal not reached yet")
    if _tried_too_little(item, said):
        return Proposal(Decision.ADJUST, f"{_days(item, said)}: make it easier before it is judged")
    if course.word == "worse":
        return Proposal(Decision.ADJUST, f"{_upper_first(course.moved_in_words)} than at the start")
    if course.word == "same":
        return Proposal(Decision.ADJUST, _upper_first(_no_gain(course)))
    if not _is_target(course):
        return None
    return Proposal(
        "", f"{_upper_first(course.moved_in_words) or 'No start to compare with'}: decide together"
    )


def _by_days(item: Judged, said: Said) -> Proposal | None:
    if said.days_done is None:
        return Proposal("", "Not asked yet on how many days it was done")
    if _tried_too_little(item, said):
        return Proposal(Decision.ADJUST, f"{_days(item, said)}: make it smaller")
    return Proposal(Decision.KEEP, _days(item, said))


RULES: tuple[Callable[[Judged, Said], Proposal | None], ...] = (
    _on_hold,
    _side_effect,
    _never_begun,
    _trial_is_over,
    _too_much,
    _trial_runs,
    _by_course,
    _by_days,
)


def _is_target(course: Course) -> bool:
    """An anchor can be judged by its days when its measure says nothing; a target can't."""
    return Slot(course.part.slot).is_target


def _planned_days(item: Judged) -> int:
    """On how many days of a week it was to be done; every day where nothing else was said."""
    if item.times_a_week is None:
        return DAYS_OF_A_WEEK
    return max(1, min(DAYS_OF_A_WEEK, round(item.times_a_week)))


def _tried_too_little(item: Judged, said: Said) -> bool:
    return said.days_done is not None and said.days_done < TRIED_FROM * _planned_days(item)


def _days(item: Judged, said: Said) -> str:
    if item.times_a_week is None:
        return f"Done on {counted(said.days_done or 0, 'days')} of a usual week"
    return f"Done on {said.days_done} of {counted(_planned_days(item), 'days')}"


def _gain(course: Course) -> str:
    return "the goal is reached" if course.goal_reached else course.moved_in_words


def _no_gain(course: Course) -> str:
    if course.word == "worse":
        return course.moved_in_words
    return f"change under {counted(course.counts_from or 0, OF[course.measure])}"


def _one(course: Course) -> str:
    return "score" if course.unit == "" else "reading"


def _upper_first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]

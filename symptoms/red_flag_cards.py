"""Red flags as the pages show them: urgency, name, why, what to do, and what this person may write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from integrative.accounts import clock
from integrative.accounts.models import User
from integrative.accounts.permissions import REFUSALS, Permission, may
from patients.models import Patient

from .forms.flag_acts import DoneForm, SeenForm
from .models import RedFlag, Urgency
from .red_flag_words import SEEN_TIERS, TIERS, source_in_words, standing_of


@dataclass(frozen=True)
class FlagCard:
    """One standing flag. `seen_form` and `done_form` are None for those whose role does not act on it."""

    flag: RedFlag
    tier: str
    standing: str
    is_late: bool
    may_not: str
    seen_form: SeenForm | None
    done_form: DoneForm | None

    @property
    def is_act_now(self) -> bool:
        return self.flag.urgency == Urgency.NOW and self.flag.seen_at is None

    @property
    def source(self) -> str:
        return source_in_words(self.flag.facts_of_rule.source)


def cards_of(
    flags: Iterable[RedFlag], patient: Patient, user: User, *, back: str, refused: DoneForm | None = None
) -> list[FlagCard]:
    """In: standing flags with `seen_by`, and the page to come `back` to; a `refused` form stands as typed."""
    now, may_act = clock.now(), may(user, Permission.ACT_ON_FLAGS, patient)
    return [
        FlagCard(
            flag=flag,
            tier=(SEEN_TIERS if flag.seen_at else TIERS)[flag.urgency],
            standing=standing_of(flag, now),
            is_late=flag.is_late(now),
            may_not="" if may_act else REFUSALS[Permission.ACT_ON_FLAGS],
            seen_form=SeenForm.about(flag, back) if may_act and not flag.seen_at else None,
            done_form=_done_form(flag, back, refused) if may_act else None,
        )
        for flag in flags
    ]


def _done_form(flag: RedFlag, back: str, refused: DoneForm | None) -> DoneForm:
    return refused if refused and refused.flag_id == flag.pk else DoneForm.about(flag, back)

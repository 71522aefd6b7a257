"""Two people saved one section: both texts side by side, with what differs marked. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any

from django.forms import ChoiceField, Field, MultipleChoiceField
from django.utils.choices import flatten_choices

from integrative.ui.fields import TextField

from .forms import SectionForm
from .models import Section

WORDS = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Piece:
    text: str
    is_different: bool = False


@dataclass(frozen=True)
class Difference:
    """One question that was answered in two ways."""

    question: str
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]


@dataclass(frozen=True)
class Conflict:
    """Both sides, and what to post to keep one: `guards` gives the hidden fields, `mine` and `both` the
    names and values of the answers. `both` is empty unless all of them are text."""

    guards: SectionForm
    saved_by: str
    saved_at: datetime | None
    differences: tuple[Difference, ...]
    mine: tuple[tuple[str, str], ...]
    both: tuple[tuple[str, str], ...]

    @property
    def section(self) -> Section:
        return self.guards.section


def differences(form: SectionForm, stored: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The questions whose answer in the valid `form` is not the one that stands."""
    said = (
        (
            str(bound.label),
            _said(form.cleaned_data[bound.name], bound.field),
            _said(stored.get(bound.name), bound.field),
        )
        for bound in form.visible_fields()
    )
    return tuple(Difference(label, *marked(mine, theirs)) for label, mine, theirs in said if mine != theirs)


def mine_again(form: SectionForm) -> tuple[tuple[str, str], ...]:
    """What was typed, to be sent once more; of several ticks each."""
    sent = ((bound.name, bound.data) for bound in form.visible_fields() if bound.name in form.data)
    return tuple(
        (name, value) for name, typed in sent for value in (typed if isinstance(typed, list) else [typed])
    )


def both_together(form: SectionForm, stored: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Theirs, then mine, question by question; nothing for answers that can't stand together."""
    fields = form.visible_fields()
    if not all(isinstance(field.field, TextField) for field in fields):
        return ()
    return tuple((field.name, _joined(stored[field.name], form.cleaned_data[field.name])) for field in fields)


def _joined(theirs: str, mine: str) -> str:
    if mine in theirs:
        return theirs
    return mine if theirs in mine else f"{theirs}\n\n{mine}"


def _said(answer: Any, field: Field) -> str:
    """An answer in words; a blank is said, never left blank."""
    if isinstance(field, MultipleChoiceField):
        return _labels(answer or [], field) or "Nothing chosen"
    if isinstance(field, ChoiceField):
        return _labels([] if answer in (None, "") else [answer], field) or "Not asked"
    if isinstance(answer, bool):
        return "Ticked" if answer else "Not ticked"
    if answer is None:
        return "Not asked"
    return str(answer) or "Nothing written"


def _labels(chosen: Iterable[Any], field: ChoiceField) -> str:
    words = {str(value): str(label) for value, label in flatten_choices(field.choices)}
    return ", ".join(words.get(str(value), str(value)) for value in chosen)


def marked(mine: str, theirs: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces of words, those that the other text lacks marked."""
    ours, others = WORDS.findall(mine), WORDS.findall(theirs)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(a=ours, b=others, autojunk=False).get_opcodes():
        if b > a:
            left.append(Piece("".join(ours[a:b]), kind != "equal"))
        if d > c:
            right.append(Piece("".join(others[c:d]), kind != "equal"))
    return tuple(left), tuple(right)

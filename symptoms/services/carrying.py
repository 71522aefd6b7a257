"""Taking over what was answered last time: an act of the person who writes, never done by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from integrative.accounts.errors import Refused
from integrative.accounts.models import User
from patients.models import Patient
from symptoms.completeness import is_written
from symptoms.models import (
    Consultation,
    Food,
    Movement,
    PainArea,
    Section,
    SectionVersion,
    Spirit,
    Stress,
    WhatMatters,
)
from symptoms.models.whole_person import PHQ4_ITEMS
from symptoms.queries import answers_of, last_signed_map, open_draft_of
from symptoms.services.consultation import save_section

# How it is today has to be asked today: scores, counts, what is measured over the last days or weeks.
OF_TODAY: dict[type, frozenset[str]] = {
    WhatMatters: frozenset(),
    PainArea: frozenset({"worst", "usual", "is_worsening"}),
    Food: frozenset({"share_of_usual", "lost_weight", "amount_lost", "poor_appetite"}),
    Movement: frozenset({"days", "minutes", "strength_days", "falls"}),
    Stress: frozenset(PHQ4_ITEMS),
    Spirit: frozenset(),
}
ONE_ROW: dict[Section, type] = {
    Section.WHAT_MATTERS: WhatMatters,
    Section.FOOD: Food,
    Section.MOVEMENT: Movement,
    Section.STRESS: Stress,
    Section.SPIRIT: Spirit,
}


def lasting(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What of a section may be taken over; empty when nothing may, or nothing stands.

    In: what `queries.answers_of` gives. Never a score, a red flag, the talk about the treatment, a night of
    sleep, or that nothing is taken.
    """
    if section in ONE_ROW:
        kept = _without(answers, OF_TODAY[ONE_ROW[section]])
    elif section is Section.PAIN:
        kept = {
            "areas": [_without(area, OF_TODAY[PainArea]) for area in answers["areas"]],
            "goals": [_without(goal, frozenset({"attained"})) for goal in answers["goals"]],
        }
    elif section is Section.HELPED:
        kept = dict(answers)
    else:
        kept = {}
    return kept if is_written(kept) else {}


def _without(row: Mapping[str, Any], of_today: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in of_today}


def _refuse_to_write_over(draft: Consultation, section: Section, version: int | None, by: User) -> None:
    own = open_draft_of(patient=draft.patient, user=by)
    if own is None or own.pk != draft.pk:
        return
    stands = {each.section: each.version for each in own.section_versions.all()}
    # Another version than the one that was shown is a conflict, and said as one.
    if stands.get(section) == version and is_written(answers_of(section, own)):
        raise Refused("Something is written here already. Nothing was taken over.")


@transaction.atomic
def carry_forward(
    section: Section,
    *,
    consultation_id: UUID,
    expected_version: int | None,
    by: User,
    patient: Patient | None = None,
    once: UUID | None = None,
) -> SectionVersion:
    """The lasting answers of the person's last signed map, written into this section of the draft.

    Raises SectionChanged when the section was saved since it was shown, Refused when something is written
    there, when there is nothing to take over, and what `save_section` refuses.
    """
    drafts = Consultation.objects.visible_to(by).select_related("patient")
    draft = drafts.filter(pk=consultation_id).first()
    source = last_signed_map(patient=draft.patient, user=by) if draft else None
    answers = lasting(section, answers_of(section, source)) if source else {}
    if draft is None or not answers:
        raise Refused("There is nothing to take over here from the last map.")
    _refuse_to_write_over(draft, section, expected_version, by)
    saved = save_section(
        section,
        consultation_id=consultation_id,
        expected_version=expected_version,
        by=by,
        patient=patient,
        once=once,
        answers=answers,
    )
    saved.carried_from = source
    saved.save(update_fields=["carried_from"])
    return saved

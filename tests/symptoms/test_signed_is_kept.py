"""What is signed stays as it was signed, whoever tries; and the rules the database keeps for drafts."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from symptoms.models import (
    Consultation,
    FunctionGoal,
    GoalsOfCareEntry,
    ProductUse,
    SectionVersion,
    SymptomScore,
    WhatMatters,
)
from tests.factories.symptoms import (
    ConsultationFactory,
    FunctionGoalFactory,
    GoalsEntryFactory,
    ProductFactory,
    ScoreFactory,
    sign,
)


@pytest.fixture
def kept(draft):
    ScoreFactory(consultation=draft)
    FunctionGoalFactory(consultation=draft)
    return sign(draft)


CHANGES = {
    "the visit's day": lambda kept: Consultation.objects.filter(pk=kept.pk).update(visit_on=date(2026, 1, 2)),
    "back to a draft": lambda kept: Consultation.objects.filter(pk=kept.pk).update(
        status="draft", signed_at=None, signed_by=None
    ),
    "takes nothing": lambda kept: Consultation.objects.filter(pk=kept.pk).update(takes_no_products=True),
    "the map itself": lambda kept: Consultation.objects.filter(pk=kept.pk).delete(),
    "the words": lambda kept: WhatMatters.objects.filter(pk=kept.pk).update(hope="Other"),
    "the words away": lambda kept: WhatMatters.objects.filter(pk=kept.pk).delete(),
    "a score": lambda kept: SymptomScore.objects.filter(consultation=kept).update(score=0),
    "a score away": lambda kept: SymptomScore.objects.filter(consultation=kept).delete(),
    "a score more": lambda kept: ScoreFactory(consultation=kept, symptom="esas_nausea"),
    "a goal": lambda kept: FunctionGoal.objects.filter(consultation=kept).update(words="Other"),
    "a goal away": lambda kept: FunctionGoal.objects.filter(consultation=kept).delete(),
    "a goal more": lambda kept: FunctionGoalFactory(consultation=kept, position=2),
    "a version": lambda kept: kept.section_versions.update(version=9),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_signed_map_cannot_be_changed(kept, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change(kept)


def test_nothing_is_moved_into_a_signed_map_or_out_of_it(kept):
    other = ConsultationFactory(patient=kept.patient)
    goal = FunctionGoalFactory(consultation=other, position=3)
    with pytest.raises(DatabaseError), transaction.atomic():
        FunctionGoal.objects.filter(pk=goal.pk).update(consultation=kept)
    with pytest.raises(DatabaseError), transaction.atomic():
        FunctionGoal.objects.filter(consultation=kept).update(consultation=other)


def test_goals_of_care_entries_are_kept(clinician):
    entry = GoalsEntryFactory()
    for change in (GoalsOfCareEntry.objects.filter(pk=entry.pk).update, lambda **_: entry.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(hope="Other")


BROKEN = {
    "consultation_one_draft_per_author": lambda draft: ConsultationFactory(
        patient=draft.patient, author=draft.author
    ),
    "consultation_signed_has_who_and_when": lambda draft: Consultation.objects.filter(pk=draft.pk).update(
        status="signed", signed_at=timezone.now()
    ),
    "section_version_once": lambda draft: SectionVersion.objects.create(consultation=draft, section="pain"),
    "section_is_known_value": lambda draft: SectionVersion.objects.create(
        consultation=draft, section="weather"
    ),
    "function_goal_three_at_most": lambda draft: FunctionGoalFactory(consultation=draft, position=4),
    "function_goal_position_once": lambda draft: [FunctionGoalFactory(consultation=draft) for _ in range(2)],
    "symptom_score_0_to_10": lambda draft: ScoreFactory(consultation=draft, score=11),
    "symptom_score_once_per_consultation": lambda draft: [ScoreFactory(consultation=draft) for _ in range(2)],
    "product_use_has_a_name": lambda draft: ProductFactory(patient=draft.patient, name_as_typed=""),
    "product_use_once_while_taken": lambda draft: [
        ProductFactory(patient=draft.patient, name_as_typed=name) for name in ("Turmeric", "TURMERIC")
    ],
    "goals_of_care_lean_is_known_value": lambda draft: GoalsEntryFactory(
        patient=draft.patient, lean="upward"
    ),
}


@pytest.mark.parametrize(("rule", "broken"), BROKEN.items(), ids=BROKEN.keys())
def test_the_database_refuses_nonsense(draft, rule, broken):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        broken(draft)


def test_a_product_may_be_taken_again_after_it_was_stopped(draft):
    ProductFactory(patient=draft.patient, name_as_typed="Turmeric", stopped_on=date(2026, 1, 2))
    ProductFactory(patient=draft.patient, name_as_typed="Turmeric")
    assert ProductUse.objects.of(draft.patient).current().count() == 1

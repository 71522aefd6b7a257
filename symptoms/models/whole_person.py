"""Stress and coping, spirit and culture, the talk about the treatment, and what was tried before."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from .rows import (
    NumberedRow,
    SectionRow,
    any_of,
    at_most,
    between,
    choice,
    line,
    one_of,
    several,
    whole,
    words,
)

MOST_CONCERNS = 2
MOST_TRIED = 8
PHQ4_ITEMS = ("anx1", "anx2", "dep1", "dep2")


@pghistory.track()
class OwnConcern(NumberedRow):
    """What troubles the person most, named by themselves, scored like a symptom."""

    words = models.CharField(max_length=200)
    score = whole()

    class Meta(NumberedRow.Meta):
        constraints = [*at_most(MOST_CONCERNS, "own_concern"), between("score", 0, 10, "own_concern")]

    def __str__(self) -> str:
        return self.words


class Stressor(models.TextChoices):
    MONEY = "money", "Money"
    WORK = "work", "Work"
    FAMILY = "family", "Family"
    CHILDREN = "children", "Children"
    HOUSING = "housing", "Housing"
    TRAVEL = "travel", "Getting here"
    SCANS = "scans", "Scans and results"
    RECURRENCE = "recurrence", "Cancer coming back"
    BODY = "body", "A changed body"
    INTIMACY = "intimacy", "Closeness and sex"
    GRIEF = "grief", "Grief"
    CARING = "caring", "Caring for others"


class Support(models.TextChoices):
    PARTNER = "partner", "Partner"
    FAMILY = "family", "Family"
    FRIENDS = "friends", "Friends"
    FAITH = "faith", "Faith community"
    GROUP = "group", "Support group"
    THERAPIST = "therapist", "Therapist"
    WORK = "work", "Colleagues"
    ANIMAL = "animal", "An animal"
    NOBODY = "nobody", "Nobody now"


@pghistory.track()
class Stress(SectionRow):
    """PHQ-4, what weighs, and who or what carries."""

    anx1 = whole()
    anx2 = whole()
    dep1 = whole()
    dep2 = whole()
    stressors = several(Stressor.choices)
    supports = several(Support.choices)
    coping = line()
    words = words()

    class Meta(SectionRow.Meta):
        verbose_name_plural = "stress"
        constraints = [
            *(between(item, 0, 3, "stress") for item in PHQ4_ITEMS),
            any_of("stressors", Stressor.values, "stress"),
            any_of("supports", Support.values, "stress"),
        ]

    def __str__(self) -> str:
        return "Stress and coping"


class Importance(models.TextChoices):
    VERY = "very", "Very"
    SOMEWHAT = "somewhat", "Somewhat"
    LITTLE = "little", "A little"
    NOT = "not", "Not"
    NOT_SAID = "not_said", "Prefers not to say"


class Wish(models.TextChoices):
    YES = "yes", "Yes"
    LATER = "later", "Not now"
    NO = "no", "No"


@pghistory.track()
class Spirit(SectionRow):
    """Beliefs, and what they ask of food, language, modesty and decisions."""

    importance = choice(Importance)
    beliefs = line()
    practices = line()
    community = line()
    language_needs = line()
    food_needs = line()
    modesty_needs = line()
    decides_with = line()
    chaplain = choice(Wish)
    words = words()

    class Meta(SectionRow.Meta):
        verbose_name_plural = "spirit"
        constraints = [
            one_of("importance", Importance, "spirit"),
            one_of("chaplain", Wish, "spirit"),
        ]

    def __str__(self) -> str:
        return "Spirit, culture, community"


class Agreement(models.TextChoices):
    AGREES = "agrees", "As on record"
    DIFFERS = "differs", "Something differs"


class DosesTaken(models.TextChoices):
    ALL = "all", "All of them"
    MOST = "most", "Most"
    FEW = "few", "Few"
    STOPPED = "stopped", "Stopped on their own"


@pghistory.track()
class TreatmentTalk(SectionRow):
    """The treatment on record, read together. `as_shown` is what the record said while it was confirmed."""

    as_shown = models.TextField(blank=True)
    agreement = choice(Agreement)
    differs = words()
    doses_taken = choice(DosesTaken)
    understanding = words()

    class Meta(SectionRow.Meta):
        constraints = [
            one_of("agreement", Agreement, "treatment_talk"),
            one_of("doses_taken", DosesTaken, "treatment_talk"),
            models.CheckConstraint(
                condition=Q(differs="") | Q(agreement="differs"), name="treatment_talk_says_what_differs"
            ),
        ]

    def __str__(self) -> str:
        return "Cancer treatment"


class Outcome(models.TextChoices):
    HELPED = "helped", "Helped"
    A_LITTLE = "a_little", "A little"
    NO_CHANGE = "no_change", "No change"
    WORSE = "worse", "Made it worse"


@pghistory.track()
class TriedBefore(NumberedRow):
    """Something the person tried, and whether it helped."""

    what = models.CharField(max_length=200)
    outcome = choice(Outcome)
    words = line()

    class Meta(NumberedRow.Meta):
        verbose_name_plural = "tried before"
        constraints = [
            *at_most(MOST_TRIED, "tried_before"),
            one_of("outcome", Outcome, "tried_before"),
            models.CheckConstraint(condition=~Q(what=""), name="tried_before_says_what"),
        ]

    def __str__(self) -> str:
        return self.what

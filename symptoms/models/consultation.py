"""The consultation map of one visit: drafted in sections, then signed and kept as it was."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import kept_once, only_in_open_records

from .signed import unchanged_once_signed


class Section(models.TextChoices):
    """The sections of the map in their order. GOALS was one of its own until the map's second form."""

    WHAT_MATTERS = "what-matters", "What matters"
    SYMPTOMS = "symptoms", "Symptoms"
    PAIN = "pain", "Pain and function"
    SUPPLEMENTS = "supplements", "Supplements and herbs"
    FOOD = "food", "Food"
    MOVEMENT = "movement", "Movement"
    SLEEP = "sleep", "Sleep"
    STRESS = "stress", "Stress and coping"
    SPIRIT = "spirit", "Spirit and culture"
    TREATMENT = "treatment", "Cancer treatment"
    HELPED = "helped", "What has helped"
    RED_FLAGS = "red-flags", "Red flags"
    GOALS = "goals", "Goals"


FIRST_FORM = (Section.WHAT_MATTERS, Section.SYMPTOMS, Section.SUPPLEMENTS, Section.GOALS)
FORM_TODAY = 2
SECTIONS_OF_FORM: dict[int, tuple[Section, ...]] = {
    1: FIRST_FORM,
    FORM_TODAY: tuple(section for section in Section if section != Section.GOALS),
}
"""Which sections a map had when it was begun; an old map is read as it was asked."""


class ConsultationQuerySet(PatientBoundQuerySet):
    def drafts(self) -> Self:
        return self.filter(status=Consultation.Status.DRAFT)

    def signed(self) -> Self:
        return self.filter(status=Consultation.Status.SIGNED)

    def by_author(self, user: User) -> Self:
        return self.filter(author=user)

    def newest_first(self) -> Self:
        return self.order_by("-visit_on", "-pk")


@pghistory.track()
class Consultation(PatientBound):
    IN_A_MERGE: ClassVar = {
        "consultation_one_draft_per_author": "Both records have an unfinished map of {row.author}."
        " They have to sign one of the two first."
    }

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SIGNED = "signed", "Signed"

    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="consultations")
    visit_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    form_version = models.PositiveSmallIntegerField(default=FORM_TODAY)
    # Asked and none is an answer; null is not asked.
    takes_no_products = models.BooleanField(null=True)
    started_at = models.DateTimeField(default=clock.now)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "author"],
                condition=Q(status="draft"),
                name="consultation_one_draft_per_author",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", signed_at=None, signed_by=None)
                | Q(status="signed", signed_at__isnull=False, signed_by__isnull=False),
                name="consultation_signed_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(form_version__in=list(SECTIONS_OF_FORM)), name="consultation_form_is_known"
            ),
        ]
        indexes = [models.Index(fields=["patient", "-visit_on"])]
        triggers = [
            kept_once(name="signed_consultation_is_kept", once="OLD.status = 'signed'"),
            pgtrigger.Protect(
                name="signed_consultation_is_not_deleted",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="signed"),
            ),
            only_in_open_records(),
        ]

    def __str__(self) -> str:
        return f"Consultation map of {self.visit_on:%d %b %Y}"

    @property
    def sections(self) -> tuple[Section, ...]:
        """What this map asks, by the form it was begun on."""
        return SECTIONS_OF_FORM[self.form_version]

    @property
    def is_signed(self) -> bool:
        return self.status == self.Status.SIGNED

    @property
    def signed_on(self) -> date | None:
        """The date on the clinic's wall at signing."""
        return self.signed_at.astimezone(self.patient.clinic.zone).date() if self.signed_at else None


class SectionVersion(models.Model):
    """How often a section was saved, by whom last. Each save names the version it was based on."""

    # Not kept: whether the save at hand moved a red flag, and how far their section is then, if it was read.
    flags_moved: bool = False
    red_flags: str = ""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="section_versions")
    section = models.CharField(max_length=20, choices=Section)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    # The one-time key of the form that wrote this version: what is sent again after a lost answer is known.
    once = models.UUIDField(null=True)
    # The signed map whose answers were taken over here, as a shown and accepted act.
    carried_from = models.ForeignKey(
        Consultation, null=True, on_delete=models.PROTECT, related_name="carried_to"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "section"], name="section_version_once"),
            models.CheckConstraint(condition=Q(section__in=Section.values), name="section_is_known_value"),
        ]
        triggers = [unchanged_once_signed()]

    def __str__(self) -> str:
        return f"{self.section} {self.version}"


@pghistory.track()
class WhatMatters(models.Model):
    """The person's own words."""

    consultation = models.OneToOneField(
        Consultation, primary_key=True, on_delete=models.PROTECT, related_name="what_matters"
    )
    good_week = models.TextField(blank=True)
    fear = models.TextField(blank=True)
    hope = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "what matters"
        triggers = [unchanged_once_signed()]

    def __str__(self) -> str:
        return "What matters"


@pghistory.track()
class FunctionGoal(models.Model):
    """A thing the person wants to be able to do again, in their words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="function_goals")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)
    # What would be as expected by the follow-up, and where it stands on the goal attainment scale.
    expected = models.CharField(max_length=300, blank=True)
    attained = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "position"], name="function_goal_position_once"),
            models.CheckConstraint(condition=Q(position__range=(1, 3)), name="function_goal_three_at_most"),
            models.CheckConstraint(
                condition=Q(attained=None) | Q(attained__range=(-2, 2)),
                name="function_goal_attained_on_scale",
            ),
        ]
        triggers = [unchanged_once_signed()]

    def __str__(self) -> str:
        return self.words

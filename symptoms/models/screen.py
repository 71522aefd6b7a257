"""Each screen of a person's products: the question, the verdicts and the findings, as they were."""

from __future__ import annotations

from typing import ClassVar, Self

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User
from patients.models.bound import PatientBound, PatientBoundQuerySet
from patients.models.kept import kept_once, only_in_open_records

from .product import ProductUse, Verdict

SCREENED = [verdict for verdict in Verdict if verdict != Verdict.NOT_SCREENED]


class ScreenQuerySet(PatientBoundQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-screened_at", "-pk")


class ProductScreen(PatientBound):
    """One run of the screen over everything the person takes. `question` and the findings stand as in the
    knowledge library's contract; `digest` names question and tables, so that the same is not kept twice."""

    class Why(models.TextChoices):
        PRODUCTS = "products", "The products changed"
        RECORD = "record", "The record changed"
        KNOWLEDGE = "knowledge", "The knowledge tables changed"
        DAY = "day", "A day passed"
        DECISION = "decision", "A decision was made"

    why = models.CharField(max_length=10, choices=Why)
    screened_at = models.DateTimeField(default=clock.now)
    screened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    knowledge_version = models.CharField(max_length=64)
    question = models.JSONField()
    not_understood = ArrayField(models.TextField(), default=list)
    digest = models.CharField(max_length=64)

    objects = ScreenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=["products", "record", "knowledge", "day", "decision"]),
                name="product_screen_why_is_known",
            )
        ]
        indexes = [models.Index(fields=["patient", "-screened_at"])]
        triggers = [
            kept_once(name="product_screen_is_kept", once="TRUE"),
            pgtrigger.Protect(name="product_screen_is_not_deleted", operation=pgtrigger.Delete),
            only_in_open_records(),
        ]

    def __str__(self) -> str:
        return f"Screen of {self.screened_at:%d %b %Y %H:%M}"


class ProductVerdict(models.Model):
    """One product of a screen: its word, and what of its name was understood."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    screen = models.ForeignKey(ProductScreen, on_delete=models.PROTECT, related_name="verdicts")
    product = models.ForeignKey(ProductUse, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=20, choices=Verdict)
    ingredients = ArrayField(models.CharField(max_length=60), default=list)
    not_understood = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["screen", "product"], name="product_verdict_once_a_screen"),
            models.CheckConstraint(condition=Q(verdict__in=SCREENED), name="product_verdict_is_a_verdict"),
        ]
        triggers = [
            pgtrigger.Protect(name="product_verdict_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


class ProductFinding(models.Model):
    """One finding of a screen, with the chain of facts that led to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verdict = models.ForeignKey(ProductVerdict, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField()
    supplement = models.CharField(max_length=60)
    counterpart = models.CharField(max_length=200)
    counterpart_kind = models.CharField(max_length=40)
    severity = models.CharField(max_length=20)
    evidence = models.CharField(max_length=40)
    certainty = models.CharField(max_length=20)
    direction = models.CharField(max_length=60)
    mechanism = models.TextField()
    action = models.CharField(max_length=40)
    action_detail = models.TextField(blank=True)
    tier = models.PositiveSmallIntegerField(null=True)
    rule = models.CharField(max_length=20)
    chain = ArrayField(models.TextField(), default=list)
    sources = ArrayField(models.TextField(), default=list)
    review = models.CharField(max_length=60, blank=True)
    stop_by = models.DateField(null=True)
    restart_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        triggers = [
            pgtrigger.Protect(name="product_finding_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.supplement} with {self.counterpart}"


class ProductStanding(models.Model):
    """Where a product stands after its newest screen and decision; for lists and queues, never the source."""

    product = models.OneToOneField(
        ProductUse, primary_key=True, on_delete=models.PROTECT, related_name="standing"
    )
    screen = models.ForeignKey(ProductScreen, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    verdict_before = models.CharField(max_length=20, choices=Verdict, default=Verdict.NOT_SCREENED)
    changed_at = models.DateTimeField(default=clock.now)
    needs_decision = models.BooleanField(default=True)
    # The clinic's day and the tables it was last screened with; empty once the record changed after that.
    looked_on = models.DateField(null=True)
    looked_with = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["verdict"], condition=Q(needs_decision=True), name="product_standing_open"),
            models.Index(
                fields=["looked_on"], condition=Q(looked_on=None), name="product_standing_to_look_at"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()


class Decision(models.TextChoices):
    KEEP = "keep", "Keep, and watch"
    HOLD = "hold", "Hold"
    ADVISE_STOP = "advise_stop", "Advise to stop"
    ASK_PHARMACIST = "ask_pharmacist", "Ask the pharmacist"
    OVERRIDE = "override", "Keep against the advice"


class ProductDecision(PatientBound):
    """What a clinician decided on a product, upon which findings, and why. The newest one stands."""

    IN_A_MERGE: ClassVar = {}

    product = models.ForeignKey(ProductUse, on_delete=models.PROTECT, related_name="decisions")
    screen = models.ForeignKey(ProductScreen, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    # Names of the findings that were on the screen; a new one asks again.
    findings = ArrayField(models.CharField(max_length=400), default=list)
    decision = models.CharField(max_length=20, choices=Decision)
    reason = models.CharField(max_length=500, blank=True)
    watch = models.CharField(max_length=300, blank=True)
    stop_by = models.DateField(null=True, blank=True)
    restart_on = models.DateField(null=True, blank=True)
    until = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=Decision.values), name="product_decision_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(decision="override") | ~Q(reason=""),
                name="product_decision_override_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(restart_on=None) | Q(stop_by=None) | Q(restart_on__gte=models.F("stop_by")),
                name="product_decision_restarts_after_it_stops",
            ),
        ]
        indexes = [models.Index(fields=["product", "-decided_at"])]
        triggers = [
            kept_once(name="product_decision_is_kept", once="TRUE"),
            pgtrigger.Protect(name="product_decision_is_not_deleted", operation=pgtrigger.Delete),
            only_in_open_records(),
        ]

    def __str__(self) -> str:
        return self.get_decision_display()


class PharmacistQuestionQuerySet(PatientBoundQuerySet):
    def waiting(self) -> Self:
        return self.filter(answered_at=None)


@pghistory.track()
class PharmacistQuestion(PatientBound):
    """What waits for the pharmacist about a product, and the answer."""

    IN_A_MERGE: ClassVar = {}

    class Why(models.TextChoices):
        CANNOT_SCREEN = "cannot_screen", "Cannot be screened"
        ASKED = "asked", "A clinician asks"
        OVERRIDE = "override", "Kept against the advice"

    product = models.ForeignKey(ProductUse, on_delete=models.PROTECT, related_name="questions")
    why = models.CharField(max_length=20, choices=Why)
    words = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = PharmacistQuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "why"], condition=Q(answered_at=None), name="pharmacist_question_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None) | Q(answered_at__isnull=False),
                name="pharmacist_question_answered_has_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"], condition=Q(answered_at=None), name="pharmacist_question_waiting"
            )
        ]
        triggers = [only_in_open_records()]

    def __str__(self) -> str:
        return self.get_why_display()

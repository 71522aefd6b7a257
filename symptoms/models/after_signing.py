"""What may still be written once a map is signed: an amendment, and the letter made from it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import User

from .consultation import Consultation, Section


class Amendment(models.Model):
    """A later word on a signed section. What was signed stands beside it, unchanged."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="amendments")
    section = models.CharField(max_length=20, choices=Section)
    words = models.TextField()
    reason = models.CharField(max_length=200)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(words="") & ~Q(reason=""), name="amendment_says_what_and_why")
        ]
        triggers = [
            pgtrigger.Protect(name="amendment_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="amends_what_is_signed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM symptoms_consultation
                        WHERE id = NEW.consultation_id AND status = 'signed'
                    ) THEN
                        RAISE EXCEPTION 'only a signed consultation is amended'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"Amendment of {self.get_section_display()}"


class LetterDraft(models.Model):
    """The letter to the oncologist, begun from what changed; edited until it is sent."""

    consultation = models.OneToOneField(
        Consultation, primary_key=True, on_delete=models.PROTECT, related_name="letter_draft"
    )
    body = models.TextField()
    question = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(default=clock.now)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="letter_draft_is_written"),
        ]

    def __str__(self) -> str:
        return "Letter to the oncologist"

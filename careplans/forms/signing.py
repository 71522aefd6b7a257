"""Giving a signed plan back."""

from __future__ import annotations

from integrative.ui.fields import LineField

from .plan import PlanForm


class ReturnForm(PlanForm):
    why = LineField(
        max_length=300,
        label="What should change",
        help_text="In a line, for the one who signed it.",
        error_messages={"required": "Say what should change"},
    )

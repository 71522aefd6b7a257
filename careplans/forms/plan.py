"""What every form of a plan shares, and what is said of the plan as a whole."""

from __future__ import annotations

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import LineField


class PlanForm(ChartForm):
    """Writes to a plan that somebody else may be writing too."""

    def catch_up(self, version: int) -> None:
        """After a lost race what was typed stays, and saving again is based on what was then shown."""
        self.data = {**self.data.dict(), "version": str(version)}


class OneThingForm(PlanForm):
    one_thing = LineField(
        max_length=200,
        label="If only one thing gets done this week",
        help_text="Chosen with them. Small enough for the worst week.",
        error_messages={"required": "Write the one thing"},
    )

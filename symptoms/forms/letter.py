from typing import Any

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import TextField

LONGEST = 12_000


class LetterForm(ChartForm):
    """`version` is that of the saved draft, empty before the first save."""

    body = TextField(
        label="Letter",
        help_text="What stands between ** and ** prints in bold.",
        max_length=LONGEST,
        rows=24,
        error_messages={"required": "Write the letter, or leave this page without saving"},
    )
    question = TextField(
        label="Your question to the oncologist",
        help_text="One that can be answered with yes, no, or let us talk.",
        max_length=1000,
        rows=3,
        required=False,
    )

    def catch_up(self, version: int) -> None:
        """After a lost race what was typed stays, and saving again is based on what was then shown."""
        typed: Any = self.data
        self.data = {**typed.dict(), "version": str(version)}

"""Taking over what stood in a section last time."""

from typing import Any

from symptoms.models import Section

from .map import DraftForm


class CarryForm(DraftForm):
    """Only the map and the version of the section that was shown as empty; the section is in the address."""

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"carry_{section}_%s", **kwargs)
        self.section = section

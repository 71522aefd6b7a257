"""What the identity band shows. Pages build it from a patient; this room knows no patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

AllergyState = Literal["named", "none", "unknown", "not_asked"]


@dataclass(frozen=True)
class Identity:
    """One per patient's page and print. `mrn` is grouped, `weight` says value, unit and day, or is empty."""

    family_name: str
    given_names: str
    born: date
    age: int
    mrn: str
    goes_by: str = ""
    pronouns: str = ""
    sex: str = ""
    weight: str = ""
    # Never blank: "not asked", "none" and "does not know" are different facts.
    allergy_state: AllergyState = "not_asked"
    allergy_text: str = ""
    deceased_on: date | None = None

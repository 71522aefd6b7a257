"""What is typed into a plan, at its follow-up, and by the person once a week."""

from .check_in import CheckInForm
from .follow_up import FollowUpForm
from .parts import PART_FORMS, PartForm
from .plan import OneThingForm, PlanForm
from .symptom import SymptomChoice, symptoms_in_order

__all__ = [
    "PART_FORMS",
    "CheckInForm",
    "FollowUpForm",
    "OneThingForm",
    "PartForm",
    "PlanForm",
    "SymptomChoice",
    "symptoms_in_order",
]

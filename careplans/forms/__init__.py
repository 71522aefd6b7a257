"""What is typed into a plan, at its follow-up, and by the person once a week."""

from .check_in import CheckInForm
from .follow_up import FollowUpForm
from .interventions import InterventionForm
from .parking import MakeRoomForm, ParkForm, ParkLineForm
from .parts import PART_FORMS, TargetForm
from .plan import FrameForm, OneThingForm, PlanForm
from .symptom import SymptomChoice, symptoms_in_order

__all__ = [
    "PART_FORMS",
    "CheckInForm",
    "FollowUpForm",
    "FrameForm",
    "InterventionForm",
    "MakeRoomForm",
    "OneThingForm",
    "ParkForm",
    "ParkLineForm",
    "PlanForm",
    "SymptomChoice",
    "TargetForm",
    "symptoms_in_order",
]

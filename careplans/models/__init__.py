from .caregiver_plan import CaregiverPlan
from .check_in import CheckIn
from .follow_up import Because, Decision, Felt, FollowUp, FollowUpDecision, TargetReading
from .intervention import Costs, Domain, Intervention
from .parked import ParkedItem
from .part import Measure, PlanPart, Slot
from .plan import CarePlan, Horizon
from .signing import Signature, TherapyClearance
from .watch import LateEffectWatch, WhoChecks

__all__ = [
    "Because",
    "CarePlan",
    "CaregiverPlan",
    "CheckIn",
    "Costs",
    "Decision",
    "Domain",
    "Felt",
    "FollowUp",
    "FollowUpDecision",
    "Horizon",
    "Intervention",
    "LateEffectWatch",
    "Measure",
    "ParkedItem",
    "PlanPart",
    "Signature",
    "Slot",
    "TargetReading",
    "TherapyClearance",
    "WhoChecks",
]

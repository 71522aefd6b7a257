from .check_in import CheckIn
from .follow_up import Decision, FollowUp, FollowUpDecision
from .plan import CarePlan, PlanPart, Slot

__all__ = ["CarePlan", "CheckIn", "Decision", "FollowUp", "FollowUpDecision", "PlanPart", "Slot"]

from .check_in import answer_check_in
from .completing import complete_follow_up
from .interventions import add_intervention, change_intervention, drop_intervention
from .parking import bring_back, park_intervention, park_line, park_part
from .plan import drop_part, open_plan_draft, save_frame, save_one_thing, save_part
from .signing import cosign_plan, missing_before_activation, return_plan, sign_plan

# The author's signature is what makes most plans count.
sign_plan = sign_plan

__all__ = [
    "add_intervention",
    "answer_check_in",
    "bring_back",
    "change_intervention",
    "complete_follow_up",
    "cosign_plan",
    "drop_intervention",
    "drop_part",
    "missing_before_activation",
    "open_plan_draft",
    "park_intervention",
    "park_line",
    "park_part",
    "return_plan",
    "save_frame",
    "save_one_thing",
    "save_part",
    "sign_plan",
]

from .check_in import answer_check_in
from .follow_up import complete_follow_up
from .plan import (
    activate_plan,
    drop_part,
    missing_before_activation,
    open_plan_draft,
    save_one_thing,
    save_part,
)

__all__ = [
    "activate_plan",
    "answer_check_in",
    "complete_follow_up",
    "drop_part",
    "missing_before_activation",
    "open_plan_draft",
    "save_one_thing",
    "save_part",
]

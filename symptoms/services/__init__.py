from .carrying import carry_forward
from .consultation import (
    NotTheAuthor,
    SectionChanged,
    open_draft,
    revision_of,
    save_section,
    sign_consultation,
)
from .decisions import ScreenMoved, answer_question, decide
from .goals import add_goals_entry, repeat_goals_entry
from .labels import add_label, add_product_with_label
from .product_changes import answer_and_identify, change_product, confirm_product
from .products import add_product, stop_product
from .screening import screen_list, store_screen, undecided_stops

__all__ = [
    "NotTheAuthor",
    "ScreenMoved",
    "SectionChanged",
    "add_goals_entry",
    "add_label",
    "add_product",
    "add_product_with_label",
    "answer_and_identify",
    "answer_question",
    "carry_forward",
    "change_product",
    "confirm_product",
    "decide",
    "open_draft",
    "repeat_goals_entry",
    "revision_of",
    "save_section",
    "screen_list",
    "sign_consultation",
    "stop_product",
    "store_screen",
    "undecided_stops",
]

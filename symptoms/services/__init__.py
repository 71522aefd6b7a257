from .consultation import (
    SectionChanged,
    open_draft,
    revision_of,
    save_section,
    sign_consultation,
)
from .goals import add_goals_entry, repeat_goals_entry
from .labels import add_label
from .product_changes import change_product, confirm_product
from .products import add_product, stop_product

__all__ = [
    "SectionChanged",
    "add_goals_entry",
    "add_label",
    "add_product",
    "change_product",
    "confirm_product",
    "open_draft",
    "repeat_goals_entry",
    "revision_of",
    "save_section",
    "sign_consultation",
    "stop_product",
]

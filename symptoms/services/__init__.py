from .consultation import (
    SectionChanged,
    filled_sections,
    open_draft,
    revision_of,
    save_function_goals,
    save_products,
    save_symptoms,
    save_what_matters,
    sign_consultation,
)
from .goals import add_goals_entry, repeat_goals_entry
from .products import add_product, stop_product

__all__ = [
    "SectionChanged",
    "add_goals_entry",
    "add_product",
    "filled_sections",
    "open_draft",
    "repeat_goals_entry",
    "revision_of",
    "save_function_goals",
    "save_products",
    "save_symptoms",
    "save_what_matters",
    "sign_consultation",
    "stop_product",
]

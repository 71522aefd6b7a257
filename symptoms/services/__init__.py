from .consultation import (
    SectionChanged,
    open_draft,
    save_function_goals,
    save_products,
    save_symptoms,
    save_what_matters,
    sign_consultation,
)
from .goals import add_goals_entry
from .products import add_product, stop_product

__all__ = [
    "SectionChanged",
    "add_goals_entry",
    "add_product",
    "open_draft",
    "save_function_goals",
    "save_products",
    "save_symptoms",
    "save_what_matters",
    "sign_consultation",
    "stop_product",
]

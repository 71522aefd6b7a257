from .flowsheet import flowsheet
from .goals import goals_of_care, goals_unchanged
from .map import consultation_map, save_section, sign, signed_map, unfinished
from .products import product_new, product_stop

__all__ = [
    "consultation_map",
    "flowsheet",
    "goals_of_care",
    "goals_unchanged",
    "product_new",
    "product_stop",
    "save_section",
    "sign",
    "signed_map",
    "unfinished",
]

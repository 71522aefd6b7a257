from .consultation import Consultation, FunctionGoal, Section, SectionVersion, WhatMatters
from .goals import GoalsOfCareEntry, Lean
from .product import ProductUse, Verdict
from .score import SymptomScore

__all__ = [
    "Consultation",
    "FunctionGoal",
    "GoalsOfCareEntry",
    "Lean",
    "ProductUse",
    "Section",
    "SectionVersion",
    "SymptomScore",
    "Verdict",
    "WhatMatters",
]

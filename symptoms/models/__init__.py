from .after_signing import Amendment, LetterDraft
from .consultation import (
    FORM_TODAY,
    SECTIONS_OF_FORM,
    Consultation,
    FunctionGoal,
    Section,
    SectionVersion,
    WhatMatters,
)
from .goals import GoalsOfCareEntry, Lean
from .habits import Food, Movement, Sleep
from .pain import PainArea
from .product import ProductLabel, ProductUse, Verdict
from .red_flags import RedFlag, RedFlagAnswer, Urgency
from .score import SymptomScore
from .screen import (
    Decision,
    PharmacistQuestion,
    ProductDecision,
    ProductFinding,
    ProductScreen,
    ProductStanding,
    ProductVerdict,
)
from .whole_person import OwnConcern, Spirit, Stress, TreatmentTalk, TriedBefore

__all__ = [
    "FORM_TODAY",
    "SECTIONS_OF_FORM",
    "Amendment",
    "Consultation",
    "Decision",
    "Food",
    "FunctionGoal",
    "GoalsOfCareEntry",
    "Lean",
    "LetterDraft",
    "Movement",
    "OwnConcern",
    "PainArea",
    "PharmacistQuestion",
    "ProductDecision",
    "ProductFinding",
    "ProductLabel",
    "ProductScreen",
    "ProductStanding",
    "ProductUse",
    "ProductVerdict",
    "RedFlag",
    "RedFlagAnswer",
    "Section",
    "SectionVersion",
    "Sleep",
    "Spirit",
    "Stress",
    "SymptomScore",
    "TreatmentTalk",
    "TriedBefore",
    "Urgency",
    "Verdict",
    "WhatMatters",
]

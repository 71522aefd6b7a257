from .goals import GoalsEntryForm, GoalsUnchangedForm
from .map import (
    DraftForm,
    FunctionGoalsForm,
    SectionForm,
    SignForm,
    StartMapForm,
    SymptomsForm,
    TakesNothingForm,
    WhatMattersForm,
)
from .products import ProductForm, StopProductForm

__all__ = [
    "DraftForm",
    "FunctionGoalsForm",
    "GoalsEntryForm",
    "GoalsUnchangedForm",
    "ProductForm",
    "SectionForm",
    "SignForm",
    "StartMapForm",
    "StopProductForm",
    "SymptomsForm",
    "TakesNothingForm",
    "WhatMattersForm",
]

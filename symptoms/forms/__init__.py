from symptoms.models import Section

from .goals import GoalsEntryForm, GoalsUnchangedForm
from .habits import FoodForm, MovementForm, SleepForm
from .map import (
    DraftForm,
    SectionForm,
    SignForm,
    StartMapForm,
    SymptomsForm,
    TakesNothingForm,
    WhatMattersForm,
)
from .pain import PainForm
from .products import ProductForm, StopProductForm
from .red_flags import RedFlagsForm
from .whole_person import HelpedForm, SpiritForm, StressForm, TreatmentForm

FORMS: dict[Section, type[SectionForm]] = {
    form.section: form
    for form in (
        WhatMattersForm,
        SymptomsForm,
        PainForm,
        TakesNothingForm,
        FoodForm,
        MovementForm,
        SleepForm,
        StressForm,
        SpiritForm,
        TreatmentForm,
        HelpedForm,
        RedFlagsForm,
    )
}
"""The form of each section of today's map."""

__all__ = [
    "FORMS",
    "DraftForm",
    "GoalsEntryForm",
    "GoalsUnchangedForm",
    "PainForm",
    "ProductForm",
    "SectionForm",
    "SignForm",
    "StartMapForm",
    "StopProductForm",
    "SymptomsForm",
    "TakesNothingForm",
    "WhatMattersForm",
]

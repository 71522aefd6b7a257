from .allergies import AllergyForm
from .cancer import DiagnosisForm
from .care import PhaseForm, TreatmentEndForm, TreatmentForm
from .finding import FindForm, ListFilter
from .measurements import MeasurementForm
from .medicines import MedicineForm, MedicineStopForm
from .people import LookAlikeForm, PersonForm, RegistrationForm

__all__ = [
    "AllergyForm",
    "DiagnosisForm",
    "FindForm",
    "ListFilter",
    "LookAlikeForm",
    "MeasurementForm",
    "MedicineForm",
    "MedicineStopForm",
    "PersonForm",
    "PhaseForm",
    "RegistrationForm",
    "TreatmentEndForm",
    "TreatmentForm",
]

from .around import CoverageForm, TeamForm
from .cancer import DiagnosisForm, NewDiagnosisForm
from .care import NewPhaseForm, PhaseForm, TreatmentForm
from .ending import EndForm, InErrorForm, TreatmentEndForm
from .facts import FactForm, form_of
from .finding import FindForm, ListFilter
from .measurements import MeasurementForm
from .medicines import MedicineForm
from .people import LookAlikeForm, PersonForm, RegistrationForm

__all__ = [
    "CoverageForm",
    "DiagnosisForm",
    "EndForm",
    "FactForm",
    "FindForm",
    "InErrorForm",
    "ListFilter",
    "LookAlikeForm",
    "MeasurementForm",
    "MedicineForm",
    "NewDiagnosisForm",
    "NewPhaseForm",
    "PersonForm",
    "PhaseForm",
    "RegistrationForm",
    "TeamForm",
    "TreatmentEndForm",
    "TreatmentForm",
    "form_of",
]

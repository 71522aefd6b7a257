from .allergy import Allergy
from .cancer import CancerCondition, CancerType, Laterality, Marker, MarkerResult, TumorMarker
from .care import Intent, Phase, PhaseOfCare, TreatmentCourse
from .measurement import Measurement
from .medication import DoseUnit, Medication, Route
from .patient import Patient, Sex

__all__ = [
    "Allergy",
    "CancerCondition",
    "CancerType",
    "DoseUnit",
    "Intent",
    "Laterality",
    "Marker",
    "MarkerResult",
    "Measurement",
    "Medication",
    "Patient",
    "Phase",
    "PhaseOfCare",
    "Route",
    "Sex",
    "TreatmentCourse",
    "TumorMarker",
]

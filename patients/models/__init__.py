from .allergy import Allergy
from .asked import Answer, AskedAbout, Topic
from .background import FamilyHistory, TobaccoUse
from .cancer import CancerCondition, CancerType, Laterality, Marker, MarkerResult, TumorMarker
from .care import Intent, Phase, PhaseOfCare, TreatmentCourse
from .coverage import Coverage
from .fact import Fact, Source
from .hospital import Fall, HospitalVisit, LifeEvent
from .measurement import Measurement
from .medication import DoseUnit, Medication, Route
from .merge import RecordMerge
from .patient import Patient, Sex
from .people import Caregiver, CaregiverAgreement, CaregiverSkill, CaregiverStrain, CareTeamMember, MayKnow
from .precaution import Precaution, PrecautionKind
from .procedures import Procedure, ProcedureState, RadiationCourse
from .spread import DiseaseStatus, Metastasis, PerformanceStatus, Recurrence
from .staging import CancerStage, StageKind

__all__ = [
    "Allergy",
    "Answer",
    "AskedAbout",
    "CancerCondition",
    "CancerStage",
    "CancerType",
    "CareTeamMember",
    "Caregiver",
    "CaregiverAgreement",
    "CaregiverSkill",
    "CaregiverStrain",
    "Coverage",
    "DiseaseStatus",
    "DoseUnit",
    "Fact",
    "Fall",
    "FamilyHistory",
    "HospitalVisit",
    "Intent",
    "Laterality",
    "LifeEvent",
    "Marker",
    "MarkerResult",
    "MayKnow",
    "Measurement",
    "Medication",
    "Metastasis",
    "Patient",
    "PerformanceStatus",
    "Phase",
    "PhaseOfCare",
    "Precaution",
    "PrecautionKind",
    "Procedure",
    "ProcedureState",
    "RadiationCourse",
    "RecordMerge",
    "Recurrence",
    "Route",
    "Sex",
    "Source",
    "StageKind",
    "TobaccoUse",
    "Topic",
    "TreatmentCourse",
    "TumorMarker",
]

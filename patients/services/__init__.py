from .record import (
    add_allergy,
    add_medication,
    confirm_no_allergies,
    end_allergy,
    end_treatment,
    enter_phase,
    record_cancer,
    record_measurement,
    start_treatment,
    stop_medication,
)
from .registration import MrnTaken, edit_person, register_patient

__all__ = [
    "MrnTaken",
    "add_allergy",
    "add_medication",
    "confirm_no_allergies",
    "edit_person",
    "end_allergy",
    "end_treatment",
    "enter_phase",
    "record_cancer",
    "record_measurement",
    "register_patient",
    "start_treatment",
    "stop_medication",
]

from .facts import answer_nothing_named, correct_fact, end_fact, mark_in_error, record_fact
from .intake import IntakeRefused, record_intake
from .record import correct_cancer, correct_measurement, enter_phase, record_cancer, record_measurement
from .registration import MrnTaken, edit_person, register_patient

__all__ = [
    "IntakeRefused",
    "MrnTaken",
    "answer_nothing_named",
    "correct_cancer",
    "correct_fact",
    "correct_measurement",
    "edit_person",
    "end_fact",
    "enter_phase",
    "mark_in_error",
    "record_cancer",
    "record_fact",
    "record_intake",
    "record_measurement",
    "register_patient",
]

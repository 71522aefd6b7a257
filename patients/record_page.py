"""What stands on the record page: every section with what is known, and what does not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from integrative.knowledge.contradictions import Contradiction, contradictions

from .models import Allergy, CancerCondition, Measurement, Medication, Patient, PhaseOfCare, TreatmentCourse

MEASUREMENTS_SHOWN = 20


@dataclass(frozen=True)
class RecordPage:
    patient: Patient
    today: date
    cancers: list[CancerCondition]
    phases: list[PhaseOfCare]
    treatments: list[TreatmentCourse]
    medications: list[Medication]
    measurements: list[Measurement]
    allergies: list[Allergy]

    @property
    def medicines_taken(self) -> list[Medication]:
        return [m for m in self.medications if m.ended_on is None or m.ended_on >= self.today]

    @property
    def medicines_stopped(self) -> list[Medication]:
        return [m for m in self.medications if m.ended_on is not None and m.ended_on < self.today]

    @property
    def contradictions(self) -> list[Contradiction]:
        """Facts that can't both be right, of what is taken and true today."""
        running = [t.regimen for t in self.treatments if t.runs_on(self.today)]
        return contradictions(
            medicines=[*(m.name for m in self.medicines_taken), *running],
            tumors=[{marker.marker: marker.result for marker in c.markers.all()} for c in self.cancers],
        )


def record_of(patient: Patient, today: date) -> RecordPage:
    """Everything on record, newest first; of the measurements the latest twenty."""
    valid = Measurement.objects.of(patient).filter(entered_in_error_at=None)
    return RecordPage(
        patient=patient,
        today=today,
        cancers=list(CancerCondition.objects.of(patient).current().prefetch_related("markers")),
        phases=list(PhaseOfCare.objects.of(patient).order_by("-started_on", "-pk")),
        treatments=list(TreatmentCourse.objects.of(patient).order_by("-started_on", "-pk")),
        medications=list(Medication.objects.of(patient).order_by("name", "pk")),
        measurements=list(valid.order_by("-taken_at", "-pk")[:MEASUREMENTS_SHOWN]),
        allergies=list(Allergy.objects.of(patient).filter(ended_on=None).order_by("pk")),
    )

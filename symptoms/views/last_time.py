"""What stood last time in the sections that are still empty today."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from integrative.accounts.models import User
from patients.models import Patient
from symptoms.completeness import is_written
from symptoms.forms.carrying import CarryForm
from symptoms.models import Consultation, Section
from symptoms.queries import answers_of, last_signed_map
from symptoms.services.carrying import lasting
from symptoms.summaries import Summary, summary_of


@dataclass(frozen=True)
class LastTime:
    """`form` takes it over; None where all of it has to be asked again."""

    visit_on: date
    summary: Summary
    form: CarryForm | None


def last_times(
    draft: Consultation, empty: Collection[Section], patient: Patient, user: User
) -> dict[Section, LastTime]:
    """By section, for those of `empty` that were answered on the last signed map."""
    source = last_signed_map(patient=patient, user=user) if empty else None
    if source is None:
        return {}
    versions = {each.section: each.version for each in draft.section_versions.all()}
    found = {}
    for section in empty:
        answers = answers_of(section, source)
        if not is_written(answers):
            continue
        form = CarryForm(section=section, patient_id=patient.pk, draft_id=draft.pk, version=versions[section])
        summary = summary_of(section, answers)
        found[section] = LastTime(source.visit_on, summary, form if lasting(section, answers) else None)
    return found

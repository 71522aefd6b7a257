"""Every kind of fact a record can hold: its address, its words, its form, and which services write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from integrative.accounts.permissions import Permission

from . import forms, models
from .forms.facts import FactForm, form_of
from .models.fact import Fact
from .services.facts import TOPIC_OF
from .services.record import rewrite, write_down


@dataclass(frozen=True)
class Kind:
    """`slug` stands in addresses, `heading` over the section, `add` on its button."""

    slug: str
    model: type[Fact]
    form: type[FactForm]
    heading: str
    add: str
    order: tuple[str, ...]
    says: tuple[str, ...]
    """What stands under the name of one: fields of the model, or properties that speak for themselves."""
    permission: Permission = Permission.EDIT_RECORD
    new_form: type[FactForm] | None = None
    end: str = ""
    """What its end is called, such as "Stop"; empty for facts of one day."""

    @property
    def form_for_new(self) -> type[FactForm]:
        return self.new_form or self.form

    @property
    def topic(self) -> models.Topic | None:
        return TOPIC_OF.get(self.model)

    @property
    def title(self) -> str:
        """One of them, at the start of a sentence: "Medicine"."""
        name = str(self.model._meta.verbose_name)
        return name[:1].upper() + name[1:]

    def write(self, **facts: Any) -> Fact:
        """Record a new one; takes what the service takes."""
        return write_down(self.model, **facts)

    def rewrite(self, fact: Fact, **facts: Any) -> Fact:
        """Correct one; takes what the service takes."""
        return rewrite(self.model, fact.pk, **facts)

    def rows(self, patient: models.Patient) -> Any:
        """What stands, in the order of the section."""
        return self.of(patient).valid().order_by(*self.order)

    def struck(self, patient: models.Patient) -> Any:
        """What was entered in error, the newest mistake first."""
        return self.of(patient).exclude(entered_in_error_at=None).order_by("-entered_in_error_at")

    def of(self, patient: models.Patient) -> Any:
        """With what each points to: who wrote it down, whose cancer it is."""
        fields = self.model._meta.fields
        names = [field.name for field in fields if field.is_relation and field.name != "patient"]
        return self.model.objects.of(patient).select_related(*names)


def _by_day(field: str) -> tuple[str, ...]:
    return (f"-{field}", "-pk")


AROUND = Permission.EDIT_CIRCLE
KINDS: dict[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "diagnosis",
            models.CancerCondition,
            forms.DiagnosisForm,
            "Diagnosis",
            "Add a diagnosis",
            _by_day("diagnosed_on"),
            ("cancer_type", "laterality", "site", "diagnosed_on", "metastatic", "icd10cm"),
            new_form=forms.NewDiagnosisForm,
        ),
        Kind(
            "stage",
            models.CancerStage,
            form_of(
                models.CancerStage,
                "cancer",
                "kind",
                "group",
                "system",
                "primary_tumor",
                "regional_nodes",
                "distant_metastases",
                "staged_on",
            ),
            "Stages",
            "Add a stage",
            _by_day("staged_on"),
            ("cancer", "categories", "system", "staged_on"),
        ),
        Kind(
            "marker",
            models.TumorMarker,
            form_of(models.TumorMarker, "cancer", "marker", "result", "value", "tested_on"),
            "Markers",
            "Add a marker",
            ("marker", "-tested_on", "-pk"),
            ("cancer", "tested_on"),
        ),
        Kind(
            "metastasis",
            models.Metastasis,
            form_of(models.Metastasis, "cancer", "site", "where", "found_on"),
            "Metastases",
            "Add a metastasis",
            _by_day("found_on"),
            ("cancer", "found_on"),
        ),
        Kind(
            "recurrence",
            models.Recurrence,
            form_of(models.Recurrence, "cancer", "kind", "where", "found_on"),
            "Recurrences",
            "Add a recurrence",
            _by_day("found_on"),
            ("cancer", "found_on"),
        ),
        Kind(
            "status",
            models.DiseaseStatus,
            form_of(models.DiseaseStatus, "cancer", "status", "evidence", "observed_on"),
            "Disease status",
            "Add a status",
            _by_day("observed_on"),
            ("cancer", "evidence", "observed_on"),
        ),
        Kind(
            "performance",
            models.PerformanceStatus,
            form_of(models.PerformanceStatus, "ecog", "observed_on"),
            "Performance status",
            "Add a performance status",
            _by_day("observed_on"),
            ("ecog", "observed_on"),
        ),
        Kind(
            "phase",
            models.PhaseOfCare,
            forms.PhaseForm,
            "Phase of care",
            "Enter a phase",
            _by_day("started_on"),
            ("started_on", "ended_on"),
            new_form=forms.NewPhaseForm,
        ),
        Kind(
            "treatment",
            models.TreatmentCourse,
            forms.TreatmentForm,
            "Treatment",
            "Add a treatment",
            _by_day("started_on"),
            ("intent", "started_on", "cycle_days", "cycles_planned", "ended_on", "end_reason"),
            end="End",
        ),
        Kind(
            "radiation",
            models.RadiationCourse,
            form_of(
                models.RadiationCourse, "site", "intent", "started_on", "ended_on", "fractions", "dose_gy"
            ),
            "Radiation",
            "Add a radiation course",
            _by_day("started_on"),
            ("intent", "started_on", "ended_on", "fractions", "dose_gy"),
            end="End",
        ),
        Kind(
            "procedure",
            models.Procedure,
            form_of(models.Procedure, "name", "state", "performed_on", "laterality", "lymph_nodes_removed"),
            "Operations and procedures",
            "Add a procedure",
            _by_day("performed_on"),
            ("state", "performed_on", "laterality", "lymph_nodes_removed"),
        ),
        Kind(
            "medicine",
            models.Medication,
            forms.MedicineForm,
            "Medicines",
            "Add a medicine",
            ("name", "pk"),
            ("dose_in_words", "route", "started_on", "ended_on"),
            end="Stop",
        ),
        Kind(
            "allergy",
            models.Allergy,
            form_of(models.Allergy, "substance", "reaction"),
            "Allergies",
            "Add an allergy",
            ("pk",),
            ("ended_on",),
            end="Rule out",
        ),
        Kind(
            "measurement",
            models.Measurement,
            forms.MeasurementForm,
            "Counts and weight",
            "Add a count or a weight",
            _by_day("taken_at"),
            ("taken_at", "as_entered", "range_in_words"),
        ),
        Kind(
            "precaution",
            models.Precaution,
            form_of(models.Precaution, "kind", "site", "laterality", "note", "started_on", "ended_on"),
            "Devices and precautions",
            "Add a precaution",
            ("kind", "pk"),
            ("laterality", "note", "started_on", "ended_on"),
            end="End",
        ),
        Kind(
            "team",
            models.CareTeamMember,
            forms.TeamForm,
            "Care team",
            "Add to the team",
            ("role", "pk"),
            ("role", "organization", "phone", "email", "started_on", "ended_on"),
            AROUND,
            end="End",
        ),
        Kind(
            "caregiver",
            models.Caregiver,
            form_of(models.Caregiver, "name", "relation", "phone", "email", "lives_with"),
            "Caregivers",
            "Add a caregiver",
            ("pk",),
            ("phone", "email", "lives_with", "ended_on"),
            AROUND,
            end="End",
        ),
        Kind(
            "agreement",
            models.CaregiverAgreement,
            form_of(models.CaregiverAgreement, "caregiver", "may_know", "agreed_on"),
            "What caregivers may know",
            "Add an agreement",
            ("caregiver", "may_know"),
            ("caregiver", "agreed_on", "ended_on"),
            AROUND,
            end="Take back",
        ),
        Kind(
            "skill",
            models.CaregiverSkill,
            form_of(models.CaregiverSkill, "caregiver", "skill", "taught_on"),
            "Skills taught",
            "Add a skill",
            _by_day("taught_on"),
            ("caregiver", "taught_on"),
            AROUND,
        ),
        Kind(
            "coverage",
            models.Coverage,
            forms.CoverageForm,
            "Insurance",
            "Add insurance",
            _by_day("started_on"),
            ("kind", "member_number", "started_on", "ended_on"),
            AROUND,
            end="End",
        ),
        Kind(
            "hospital",
            models.HospitalVisit,
            form_of(
                models.HospitalVisit,
                "kind",
                "planned",
                "reason",
                "reason_in_words",
                "related_to",
                "started_on",
                "ended_on",
                "place",
            ),
            "Hospital and emergency visits",
            "Add a visit",
            _by_day("started_on"),
            ("planned", "related_to", "started_on", "ended_on", "place"),
            AROUND,
            end="Went home",
        ),
        Kind(
            "fall",
            models.Fall,
            form_of(models.Fall, "fell_on", "injury", "circumstances"),
            "Falls",
            "Add a fall",
            _by_day("fell_on"),
            ("fell_on", "injury"),
            AROUND,
        ),
        Kind(
            "life-event",
            models.LifeEvent,
            form_of(models.LifeEvent, "event", "happened_on"),
            "Life events",
            "Add a life event",
            _by_day("happened_on"),
            ("happened_on",),
            AROUND,
        ),
        Kind(
            "family",
            models.FamilyHistory,
            form_of(models.FamilyHistory, "relation", "side", "condition", "age_at_onset"),
            "Cancer in the family",
            "Add a relative",
            ("pk",),
            ("side", "age_at_onset"),
        ),
        Kind(
            "tobacco",
            models.TobaccoUse,
            form_of(models.TobaccoUse, "status", "pack_years", "quit_on", "asked_on"),
            "Tobacco",
            "Add an answer",
            _by_day("asked_on"),
            ("pack_years", "quit_on", "asked_on"),
        ),
    )
}

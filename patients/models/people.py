"""People around the person: the team inside and outside, caregivers, and what each may know."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

import pghistory
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from integrative.accounts.models import User

from .fact import EndingFact, Fact, FactQuerySet, ends_after_it_starts, known_value


class TeamRole(models.TextChoices):
    MEDICAL_ONCOLOGIST = "medical_oncologist", "Medical oncologist"
    RADIATION_ONCOLOGIST = "radiation_oncologist", "Radiation oncologist"
    SURGEON = "surgeon", "Surgeon"
    PRIMARY_CARE = "primary_care", "Primary care"
    INTEGRATIVE_CLINICIAN = "integrative_clinician", "Integrative clinician"
    NURSE = "nurse", "Nurse"
    NAVIGATOR = "navigator", "Navigator"
    PHARMACIST = "pharmacist", "Pharmacist"
    DIETITIAN = "dietitian", "Dietitian"
    PHYSICAL_THERAPIST = "physical_therapist", "Physical therapist"
    PSYCHO_ONCOLOGY = "psycho_oncology", "Psycho-oncology"
    SOCIAL_WORKER = "social_worker", "Social worker"
    PALLIATIVE_CARE = "palliative_care", "Palliative care"
    OTHER = "other", "Other"


STAND_OUT = frozenset(
    {TeamRole.MEDICAL_ONCOLOGIST, TeamRole.RADIATION_ONCOLOGIST, TeamRole.SURGEON, TeamRole.PRIMARY_CARE}
)


@pghistory.track()
class CareTeamMember(EndingFact):
    role = models.CharField(max_length=24, choices=TeamRole)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="someone of this clinic",
    )  # fmt: skip
    name = models.CharField("name, when outside this clinic", max_length=120, blank=True)
    organization = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("mail", blank=True)
    started_on = models.DateField("since", null=True, blank=True)
    ended_on = models.DateField("until", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "care team member"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("care_team_ends_after_it_starts"),
            models.CheckConstraint(
                condition=known_value("role", TeamRole), name="care_team_role_is_known_value"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, name="") | Q(user=None) & ~Q(name=""),
                name="care_team_is_inside_or_named",
                violation_error_message="Choose someone of this clinic, or enter a name; not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.user.display_name if self.user else self.name

    @property
    def is_first_to_call_outside(self) -> bool:
        """Treats the cancer, or knows the person best, at another place."""
        return self.user_id is None and self.role in STAND_OUT


@pghistory.track()
class Caregiver(EndingFact):
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=60, help_text="Such as wife, son, or neighbor.")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField("mail", blank=True)
    lives_with = models.BooleanField("lives with the person", null=True, blank=True)
    ended_on = models.DateField("until", null=True, blank=True, help_text="Leave blank while they help.")

    class Meta(Fact.Meta):
        verbose_name = "caregiver"

    def __str__(self) -> str:
        return f"{self.name} ({self.relation})"


class MayKnow(models.TextChoices):
    APPOINTMENTS = "appointments", "Appointments"
    PLAN = "plan", "The plan and its home practice"
    SYMPTOMS = "symptoms", "Symptoms and check-ins"
    MEDICINES = "medicines", "Medicines and supplements"
    RESULTS = "results", "Diagnosis and results"
    GOALS_OF_CARE = "goals_of_care", "Goals of care"
    COSTS = "costs", "Costs and insurance"


class AgreementQuerySet(FactQuerySet):
    def standing(self) -> Self:
        """What was agreed and not taken back."""
        return self.valid().filter(ended_on=None)


@pghistory.track()
class CaregiverAgreement(EndingFact):
    """The patient agreed that a caregiver may know about one subject, until they take it back."""

    caregiver = models.ForeignKey(Caregiver, on_delete=models.PROTECT, related_name="agreements")
    may_know = models.CharField("may know about", max_length=16, choices=MayKnow)
    agreed_on = models.DateField("agreed on")
    ended_on = models.DateField("taken back on", null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta(Fact.Meta):
        verbose_name = "agreement"
        constraints = [
            *Fact.Meta.constraints,
            ends_after_it_starts("agreement_ends_after_it_starts", start="agreed_on"),
            models.CheckConstraint(
                condition=known_value("may_know", MayKnow), name="agreement_subject_is_known_value"
            ),
            models.UniqueConstraint(
                fields=["caregiver", "may_know"],
                condition=Q(ended_on=None, entered_in_error_at=None),
                name="agreement_once_per_subject",
                violation_error_message="This is already agreed.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_may_know_display()

    def is_over_on(self, day: date) -> bool:
        """Consent that was taken back holds no longer, from that very day."""
        return self.ended_on is not None


@pghistory.track()
class CaregiverStrain(Fact):
    """The caregiver's own answers. They belong to the caregiver and never stand on the patient's sheet."""

    OFF_THE_PERSONS_HISTORY: ClassVar[bool] = True

    caregiver = models.ForeignKey(Caregiver, on_delete=models.PROTECT, related_name="strains")
    answers = models.JSONField()
    score = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(100)])
    band = models.CharField(max_length=40, blank=True)
    asked_on = models.DateField("asked on")

    class Meta(Fact.Meta):
        verbose_name = "strain check"

    def __str__(self) -> str:
        return "not complete" if self.score is None else str(self.score)


class Skill(models.TextChoices):
    POSITIONING = "positioning", "Positioning and turning"
    TRANSFERS = "transfers", "Transfers and walking aids"
    EXERCISE = "exercise", "Help with exercise"
    MASSAGE = "massage", "Light hand or foot massage"
    ACUPRESSURE = "acupressure", "Acupressure"
    BREATHING = "breathing", "Breathing together"
    MEDICINES = "medicines", "Giving medicines"
    WARNING_SIGNS = "warning_signs", "Warning signs and whom to call"


@pghistory.track()
class CaregiverSkill(Fact):
    caregiver = models.ForeignKey(Caregiver, on_delete=models.PROTECT, related_name="skills")
    skill = models.CharField(max_length=16, choices=Skill)
    taught_on = models.DateField("taught on")

    class Meta(Fact.Meta):
        verbose_name = "skill taught"
        verbose_name_plural = "skills taught"
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(condition=known_value("skill", Skill), name="skill_is_known_value"),
        ]

    def __str__(self) -> str:
        return self.get_skill_display()

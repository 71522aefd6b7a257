"""The person."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Trim
from django.urls import reverse

from integrative.accounts import clock
from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic, User
from integrative.ui.days import years_between

EARLIEST_BIRTH = date(1900, 1, 1)


class Sex(models.TextChoices):
    """Administrative gender, as FHIR names it; asked apart from gender."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    OTHER = "other", "Other"
    UNKNOWN = "unknown", "Not known"


class Folded(Func):
    """Family, given and used name as they are compared: no accents, no hyphens, lower case."""

    function = "clinic_fold"
    output_field = models.TextField()


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, user: User) -> Self:
        """Patients of the clinics where this person works today, without records merged into another."""
        return self.ever_visible_to(user).filter(merged_into=None)

    def ever_visible_to(self, user: User) -> Self:
        """With records merged into another: an address that was written down still leads somewhere."""
        return self.filter(clinic__in=user.clinic_ids())

    def of_clinician(self, user: User) -> Self:
        return self.filter(lead_clinician=user)

    def in_phase(self, phase: str) -> Self:
        """Whose current phase of care this is; each person has at most one."""
        return self.filter(
            phaseofcares__phase=phase,
            phaseofcares__ended_on=None,
            phaseofcares__entered_in_error_at=None,
        )

    def living(self) -> Self:
        return self.filter(deceased_on=None)

    def named_like(self, words: str) -> Self:
        """Every word stands somewhere in the name, in any order, accents and hyphens folded."""
        found = self
        for word in words.replace("-", " ").split():
            found = found.filter(folded_name__contains=Trim(Folded(Value(word), Value(""), Value(""))))
        return found

    def born_on(self, day: date) -> Self:
        return self.filter(birth_date=day)

    def by_name(self) -> Self:
        return self.order_by("family_name", "given_names", "pk")

    def following(self, last: Patient) -> Self:
        """Those who come after `last` by name; `family_name__gte` alone lets the index find the place."""
        same_family = Q(family_name=last.family_name)
        same_name = same_family & Q(given_names=last.given_names)
        return self.filter(
            Q(family_name__gt=last.family_name)
            | same_family & Q(given_names__gt=last.given_names)
            | same_name & Q(pk__gt=last.pk),
            family_name__gte=last.family_name,
        )


@pghistory.track()
class Patient(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="patients")
    mrn = models.CharField("medical record number", max_length=20)
    family_name = models.CharField(max_length=120)
    given_names = models.CharField(max_length=120)
    goes_by = models.CharField(max_length=120, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField()
    deceased_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=10, choices=Sex)
    gender = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    reminders_agreed = models.BooleanField(default=False)
    language = models.CharField(max_length=60, default="English")
    needs_interpreter = models.BooleanField(default=False)
    lead_clinician = models.ForeignKey(User, on_delete=models.PROTECT, related_name="led_patients")
    registered_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    # The open record that stands for this one; how it came about: RecordMerge.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_records", editable=False
    )
    folded_name = models.GeneratedField(
        expression=Folded("family_name", "given_names", "goes_by"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = PatientQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "mrn"], name="patient_mrn_once_per_clinic"),
            models.CheckConstraint(
                condition=Q(mrn__regex=r"^[0-9A-Z]{4,20}$"), name="patient_mrn_has_no_blanks"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="patient_sex_is_known_value"),
            models.CheckConstraint(
                condition=Q(birth_date__gte=EARLIEST_BIRTH), name="patient_born_since_1900"
            ),
            models.CheckConstraint(
                condition=Q(deceased_on=None) | Q(deceased_on__gte=F("birth_date")),
                name="patient_died_after_birth",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="patient_is_not_merged_into_itself"
            ),
        ]
        indexes = [
            GinIndex(fields=["folded_name"], opclasses=["gin_trgm_ops"], name="patient_name_trigrams"),
            models.Index(fields=["clinic", "birth_date"]),
            models.Index(fields=["clinic", "family_name", "given_names", "id"]),
            models.Index(fields=["clinic", "-registered_at", "-id"]),
            # The first figures of a number: an index that knows beginnings.
            models.Index(fields=["mrn"], opclasses=["text_pattern_ops"], name="patient_mrn_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.family_name}, {self.given_names}"

    def get_absolute_url(self) -> str:
        return reverse("workspace:chart", kwargs={"patient_id": self.pk})

    @property
    def called(self) -> str:
        """The name to use when speaking to or of the person."""
        return self.goes_by or self.given_names

    def age_on(self, day: date) -> int:
        return years_between(self.birth_date, day)

"""Clinics, the people who work there, and as what."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from . import clock
from .keys import uuid7


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"{name} is not a time zone")


class ClinicQuerySet(models.QuerySet["Clinic"]):
    def staffed_by(self, user: User) -> ClinicQuerySet:
        """Clinics where this person works today."""
        return self.filter(pk__in=user.clinic_ids())


class Clinic(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)
    time_zone = models.CharField(max_length=64, default="America/New_York", validators=[validate_time_zone])
    phone = models.CharField(max_length=40)
    # Follow-up is due in a window after activation; four to six weeks unless the clinic says otherwise.
    follow_up_opens_weeks = models.PositiveSmallIntegerField(default=4)
    follow_up_closes_weeks = models.PositiveSmallIntegerField(default=6)
    # How long a red flag of each urgency may wait to be seen, in minutes, before it goes to more people.
    flag_now_minutes = models.PositiveIntegerField(default=15)
    flag_today_minutes = models.PositiveIntegerField(default=4 * 60)
    flag_soon_minutes = models.PositiveIntegerField(default=24 * 60)
    flag_routine_minutes = models.PositiveIntegerField(default=7 * 24 * 60)
    is_demo = models.BooleanField(default=False)

    objects = ClinicQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(follow_up_closes_weeks__gte=F("follow_up_opens_weeks")),
                name="clinic_follow_up_window_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def clinic_id(self) -> UUID:
        """A clinic is of itself, so that permissions can be asked before there is a record."""
        return self.pk

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def today(self) -> date:
        """The date on the clinic's wall."""
        return clock.now().astimezone(self.zone).date()


class Role(models.TextChoices):
    CLINICIAN = "clinician", "Clinician"
    NAVIGATOR = "navigator", "Navigator"
    ADMINISTRATOR = "administrator", "Administrator"
    PHARMACIST = "pharmacist", "Pharmacist"


class Discipline(models.TextChoices):
    PHYSICIAN = "physician", "Physician"
    NURSE_PRACTITIONER = "nurse_practitioner", "Nurse practitioner"
    NURSE = "nurse", "Nurse"
    PHARMACIST = "pharmacist", "Pharmacist"
    DIETITIAN = "dietitian", "Registered dietitian"
    PHYSICAL_THERAPIST = "physical_therapist", "Physical therapist"
    EXERCISE_PHYSIOLOGIST = "exercise_physiologist", "Exercise physiologist"
    ACUPUNCTURIST = "acupuncturist", "Licensed acupuncturist"
    MASSAGE_THERAPIST = "massage_therapist", "Oncology massage therapist"
    PSYCHOLOGIST = "psychologist", "Psychologist or counselor"
    SOCIAL_WORKER = "social_worker", "Social worker"
    CHAPLAIN = "chaplain", "Chaplain"
    PATIENT_NAVIGATION = "patient_navigation", "Patient navigation"
    ADMINISTRATION = "administration", "Administration"


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    title = models.CharField(max_length=20, blank=True)
    given_names = models.CharField(max_length=120)
    family_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["given_names", "family_name"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """As colleagues speak of this person: "Dr. A. Osei", "Naomi Reyes"."""
        if self.title:
            return f"{self.title} {self.given_names[:1]}. {self.family_name}"
        return f"{self.given_names} {self.family_name}"

    @property
    def initials(self) -> str:
        return f"{self.given_names[:1]}{self.family_name[:1]}".upper()

    @cached_property
    def current_memberships(self) -> list[Membership]:
        """Where this person works today, first by clinic name; one query per request."""
        today = clock.now().date()
        return list(self.memberships.on(today).select_related("clinic").order_by("clinic__name", "role"))

    def clinic_ids(self) -> set[UUID]:
        return {membership.clinic_id for membership in self.current_memberships}

    def holds(self, *roles: str, at: UUID) -> bool:
        return any(m.clinic_id == at and m.role in roles for m in self.current_memberships)

    @property
    def home_clinic(self) -> Clinic | None:
        return self.current_memberships[0].clinic if self.current_memberships else None

    @property
    def home_role(self) -> Role | None:
        return Role(self.current_memberships[0].role) if self.current_memberships else None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> MembershipQuerySet:
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), starts_on__lte=day)

    def of_role(self, role: Role) -> MembershipQuerySet:
        return self.filter(role=role)


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    discipline = models.CharField(max_length=30, choices=Discipline)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["user", "clinic", "role"],
                condition=Q(ended_on=None),
                name="membership_one_open_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.clinic}: {self.get_role_display()}"


class SpentKey(models.Model):
    """A form's one-time key. Posting the same form twice writes once."""

    key = models.UUIDField(primary_key=True)
    spent_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["spent_at"])]

    def __str__(self) -> str:
        return str(self.key)

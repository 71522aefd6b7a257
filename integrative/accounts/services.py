"""Writes about clinics and people."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from .errors import AlreadySaved
from .models import Clinic, Membership, SpentKey, User

# Longer than any sign-in lasts.
KEYS_KEPT = timedelta(days=7)


def open_clinic(*, name: str, slug: str, time_zone: str, phone: str, is_demo: bool = False) -> Clinic:
    """A new clinic. Raises ValidationError when a field is not usable."""
    clinic = Clinic(name=name, slug=slug, time_zone=time_zone, phone=phone, is_demo=is_demo)
    clinic.full_clean()
    clinic.save()
    return clinic


@transaction.atomic
def add_staff(
    *,
    clinic: Clinic,
    email: str,
    given_names: str,
    family_name: str,
    role: str,
    discipline: str,
    starts_on: date,
    title: str = "",
    password: str | None = None,
) -> User:
    """A person with an account and a role at the clinic; without a password nobody can sign in yet."""
    user = User.objects.create_user(
        email, password, given_names=given_names, family_name=family_name, title=title
    )
    Membership.objects.create(user=user, clinic=clinic, role=role, discipline=discipline, starts_on=starts_on)
    return user


def spend(key: UUID | None) -> None:
    """Use a form's one-time key; None for writes that do not come from a form.

    Call inside the transaction of the write. Raises AlreadySaved when this very form was saved before.
    """
    if key is None:
        return
    try:
        with transaction.atomic():
            SpentKey.objects.create(key=key)
    except IntegrityError:
        raise AlreadySaved from None


def forget_spent_keys() -> int:
    """Drop one-time keys that no open page can still hold; how many."""
    forgotten, _ = SpentKey.objects.filter(spent_at__lt=timezone.now() - KEYS_KEPT).delete()
    return forgotten

"""In which clinics a person's role grants something: lists ask before there is a record to ask about."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied

from integrative.accounts.models import User
from integrative.accounts.permissions import REFUSALS, Permission, may


def clinics_where(user: User, permission: Permission) -> set[UUID]:
    """Clinics where this person may do so today; empty when there are none."""
    return {post.clinic_id for post in user.current_memberships if may(user, permission, post)}


def require_somewhere(user: User, permission: Permission) -> set[UUID]:
    """The same, for a page that is a list. Raises PermissionDenied, shown as an honest 403, without any."""
    if clinics := clinics_where(user, permission):
        return clinics
    raise PermissionDenied(REFUSALS.get(permission, "Your role at this clinic does not include this."))

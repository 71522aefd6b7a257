"""The plan that counts, as the room above tells it: goals of care are held against it.

This room knows no plans; the app that does registers here.

    class CareplansConfig(AppConfig):
        def ready(self) -> None:
            plan_in_force.register(active_plans)
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from integrative.accounts.models import User
from patients.models import Patient

Find = Callable[[Patient, User], QuerySet]
_finders: list[Find] = []


def register(find: Find) -> None:
    """`find`: the active plan over weeks as a queryset of one, with `activated_on` among its columns.

    Called from AppConfig.ready(). Raises ValueError for a second.
    """
    if _finders:
        raise ValueError("Two apps say which plan counts")
    _finders.append(find)


def lists_for_plan(patient: Patient, user: User) -> dict[str, QuerySet]:
    """The list `plan_in_force`, to be gathered with others; nothing where no app knows plans."""
    return {"plan_in_force": _finders[0](patient, user)} if _finders else {}

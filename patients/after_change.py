"""Who wants to know that a record changed. An upper floor registers; this floor tells.

    class SymptomsConfig(AppConfig):
        def ready(self) -> None:
            after_change.register(ask_for_screen)

Told after the commit: whoever is told can't undo what was written, and what fails there is logged and costs
the writer nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from .models import Patient

Told = Callable[[UUID], None]
_told: list[Told] = []


def register(told: Told) -> None:
    """Called from AppConfig.ready(); `told` takes the key of the patient."""
    _told.append(told)


def changed(patient: Patient) -> None:
    """A fact of this record is otherwise than before. Call it in the transaction that writes it."""
    for told in _told:
        transaction.on_commit(lambda told=told: told(patient.pk), robust=True)

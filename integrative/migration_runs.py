"""Long migrations in a reasonable time: steps of one kind share one picture of the models.

Django draws every related model anew after each step of a migration. With some two hundred triggers and
constraints on tables that all point to the patient, that costs minutes in which the database waits.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.migrations import operations as steps
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# Each changes one table by itself and reads nothing of the models but its own table and columns.
ALIKE = (
    steps.AddField,
    steps.AddConstraint,
    steps.RemoveConstraint,
    steps.AddIndex,
    AddTrigger,
    RemoveTrigger,
)


class Run(Operation):
    """Several steps that the database takes one after the other, with the models as they are at the end."""

    def __init__(self, operations: list[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # Without it nothing is drawn until the models are asked for, and then once.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


def in_runs(operations: list[Operation]) -> list[Operation]:
    """The same steps in the same order; those that may share one picture of the models share it."""
    return list(_runs(operations))


def _runs(operations: list[Operation]) -> Iterator[Operation]:
    for alike, group in groupby(operations, key=lambda operation: isinstance(operation, ALIKE)):
        if alike:
            yield Run(list(group))
        else:
            yield from group

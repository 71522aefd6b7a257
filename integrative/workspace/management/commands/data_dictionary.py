"""Writes docs/data-dictionary.md from the models, so that it says what the database holds today."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db.models import Field, Model

ROOMS = ("accounts", "audit", "messaging", "patients", "symptoms", "careplans", "referrals")
INTRO = """# Data dictionary

Written by `./clinic manage data_dictionary > docs/data-dictionary.md`; a test fails when it is out of date.
Keys are UUID version 7. Every clinical table has a twin `...event` table that only grows: a copy of each
insert, update and delete with its time and the key of the person. Times are UTC, days are days.
"""


class Command(BaseCommand):
    help = "Prints the data dictionary as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(describe(), ending="")


def describe() -> str:
    """The whole dictionary, as Markdown."""
    return "\n".join([INTRO, *(line for room in ROOMS for line in _room(room))]) + "\n"


def _room(label: str) -> Iterator[str]:
    config = apps.get_app_config(label)
    yield f"## {config.verbose_name}\n"
    for model in config.get_models():
        if not hasattr(model, "pgh_tracked_model"):
            yield from _table(model)


def _table(model: type[Model]) -> Iterator[str]:
    doc = (model.__doc__ or "").strip()
    said = "" if doc.startswith(f"{model.__name__}(") else " ".join(doc.split())
    yield f"### {str(model._meta.verbose_name).capitalize()} (`{model._meta.db_table}`)\n"
    if said:
        yield f"{said}\n"
    yield "| column | kind | may be empty | what |"
    yield "| --- | --- | --- | --- |"
    for field in model._meta.concrete_fields:
        empty = "yes" if field.null or field.blank else "no"
        yield f"| {field.column} | {_kind(field)} | {empty} | {_what(field)} |"
    rules = [constraint.name for constraint in model._meta.constraints]
    rules += [
        trigger.name for trigger in getattr(model._meta, "triggers", []) if not _is_history(trigger.name)
    ]
    if rules:
        yield f"\nThe database holds: {', '.join(f'`{rule}`' for rule in rules)}."
    yield ""


def _is_history(trigger: str) -> bool:
    return trigger.startswith(("insert_", "update_", "delete_"))


def _kind(field: Field) -> str:
    if field.is_relation:
        return f"key of {field.related_model._meta.db_table}"
    length = f"({field.max_length})" if field.max_length and not field.choices else ""
    return f"{field.get_internal_type().removesuffix('Field').lower()}{length}"


def _what(field: Field) -> str:
    if field.choices:
        values = [str(value) for value, _ in field.flatchoices]
        return ", ".join(values[:8]) + (f" and {len(values) - 8} more" if len(values) > 8 else "")
    return str(field.help_text)

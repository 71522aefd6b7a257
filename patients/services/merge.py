"""Two records of one person become one, and two again when that was a mistake."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, models, transaction

from integrative.accounts import clock
from integrative.accounts.errors import Refused, Stale
from integrative.accounts.models import User
from integrative.accounts.services import spend
from integrative.messaging.models import OutboundMessage
from integrative.messaging.services import cancel, take_up_again
from patients import after_change
from patients.events import record_about
from patients.merging import Clash, Settlement, bound_models, clashes_of, settlements_of
from patients.models import AskedAbout, Patient, RecordMerge
from patients.models.bound import Meets, PatientBound

from .death import follow_life
from .facts import TOPIC_OF, named

IDENTITY = (
    "family_name", "given_names", "goes_by", "pronouns", "birth_date", "deceased_on", "sex", "gender",
    "phone", "email", "reminders_agreed", "language", "needs_interpreter", "lead_clinician",
)  # fmt: skip
SETTLED = "Two records of this person became one"


@dataclass(frozen=True)
class Prospect:
    """What a merge would meet: reasons against it, rows that change, rows that stay behind."""

    refusals: list[str]
    settlements: list[Settlement]
    staying: list[PatientBound]


def prospect_of(kept: Patient, merged: Patient) -> Prospect:
    clashes = clashes_of(kept, merged)
    return Prospect(
        refusals=[clash.sentence for clash in clashes if isinstance(clash.meets, str)],
        settlements=settlements_of(kept, merged),
        staying=_rows(clashes, Meets.STAYS_BEHIND),
    )


def _rows(clashes: list[Clash], meets: Meets) -> list[PatientBound]:
    return [clash.row for clash in clashes if clash.meets is meets]


def differing(kept: Patient, merged: Patient) -> list[str]:
    """The fields in which the two say different things about who the person is."""
    return [name for name in IDENTITY if getattr(kept, name) != getattr(merged, name)]


@transaction.atomic
def merge_records(
    *,
    kept: Patient,
    merged: Patient,
    by: User,
    why: str,
    kept_version: int | None,
    merged_version: int | None,
    from_merged: Collection[str] = (),
    once: UUID | None = None,
) -> RecordMerge:
    """Everything about the person stands in `kept` from now on; `merged` is closed and leads there.

    In: the versions that were looked at; `from_merged` names fields of IDENTITY to take from the record
    that is closed. All or nothing. Raises Refused with what has to be ended first, Stale, AlreadySaved.
    """
    spend(once)
    kept, merged = _locked(kept.pk, merged.pk, by)
    if (kept.version, merged.version) != (kept_version, merged_version):
        raise Stale("One of the two records")
    if not why.strip():
        raise Refused("Say in a few words how you know that this is one person.", field="why")
    if unknown := set(from_merged) - set(IDENTITY):
        raise Refused(f"These can't be chosen: {', '.join(sorted(unknown))}.")
    prospect = prospect_of(kept, merged)
    if prospect.refusals:
        raise Refused(" ".join(prospect.refusals))
    changed = [_settle(settled) for settled in prospect.settlements]
    changed += _take_identity(kept, merged, from_merged)
    merge = RecordMerge.objects.create(
        clinic=kept.clinic, kept=kept, merged=merged, merged_by=by, why=why.strip(), changed=changed,
        moved=_rows_of(merged, staying={row.pk for row in prospect.staying}),
    )  # fmt: skip
    _move(merge, merge.moved, to=kept)
    merged.merged_into = kept
    _save_person(kept)
    _save_person(merged)
    follow_life(kept)
    record_about(kept, by=by, verb="merged records", subject=merge, note=merge.why)
    record_about(merged, by=by, verb="merged into another record", subject=merge, note=merge.why)
    after_change.changed(kept)
    return merge


@dataclass
class Undone:
    """`stayed` rows were added since and stay with the kept record; `as_they_are` were changed since."""

    merge: RecordMerge
    stayed: int = 0
    as_they_are: list[str] = field(default_factory=list)


@transaction.atomic
def undo_merge(merge_id: UUID, *, by: User) -> Undone:
    """The rows that moved go back, with what hangs on them since, and the closed record is open again.

    What was added since stays with the kept record; what was changed by the merge is put back unless
    somebody changed it since. Raises Refused when it was undone before, or the kept record was merged on.
    """
    merge = RecordMerge.objects.select_for_update(of=("self",)).select_related("undone_by").get(pk=merge_id)
    if merge.undone_at:
        raise Refused(f"This merge was undone already, by {merge.undone_by}.")
    people = Patient.objects.select_for_update(of=("self",)).select_related("clinic").order_by("pk")
    both = {person.pk: person for person in people.filter(pk__in=[merge.kept_id, merge.merged_id])}
    kept, merged = both[merge.kept_id], both[merge.merged_id]
    if kept.merged_into_id:
        raise Refused("The kept record was merged into another since. Undo that merge first.")
    undone = Undone(merge)
    merged.merged_into = None
    _save_person(merged)
    going = _going_back(merge)
    _move(merge, going, to=merged)
    for label, key, columns in merge.changed:
        undone.as_they_are += _put_back(apps.get_model(label), key, columns)
        take_up_again(reason=SETTLED, subject_id=UUID(key))
    undone.stayed = sum(
        model._default_manager.filter(patient=kept, pk__gt=merge.pk).count() for model in bound_models()
    )
    merge.undone_at, merge.undone_by = clock.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    for person in (kept, merged):
        person.refresh_from_db()
        follow_life(person)
        record_about(person, by=by, verb="undid merge", subject=merge)
        after_change.changed(person)
    return undone


def _locked(kept_id: UUID, merged_id: UUID, by: User) -> tuple[Patient, Patient]:
    """Both records, locked in one order whoever is kept. Raises Refused when they can't be merged at all."""
    if kept_id == merged_id:
        raise Refused("Choose two records; this is one and the same.")
    people = Patient.objects.ever_visible_to(by).select_related("clinic").order_by("pk")
    both = {p.pk: p for p in people.select_for_update(of=("self",)).filter(pk__in=[kept_id, merged_id])}
    if len({person.clinic_id for person in both.values()}) != 1 or len(both) != 2:
        raise Refused("Both records have to be of one clinic where you work.")
    for person in both.values():
        if person.merged_into_id:
            raise Refused(f"The record {person.mrn} was merged into another already.")
    return both[kept_id], both[merged_id]


def _rows_of(person: Patient, *, staying: set[UUID]) -> list[tuple[str, list[UUID]]]:
    """Every row about this person by kind, without those that stay behind."""
    found = []
    for model in bound_models():
        rows = model._default_manager.filter(patient=person).exclude(pk__in=staying)
        found.append((model._meta.label, list(rows.order_by("pk").values_list("pk", flat=True))))
    letters = OutboundMessage.objects.filter(patient_id=person.pk).order_by("pk")
    found.append((OutboundMessage._meta.label, list(letters.values_list("pk", flat=True))))
    return [(label, keys) for label, keys in found if keys]


def _move(merge: RecordMerge, rows: list[tuple[str, list[UUID]]], *, to: Patient) -> None:
    with _named_to_the_database(merge):
        for label, keys in rows:
            # The ledger holds a key, the apps a relation; both are called patient_id.
            apps.get_model(label)._default_manager.filter(pk__in=keys).update(patient_id=to.pk)


@contextmanager
def _named_to_the_database(merge: RecordMerge) -> Iterator[None]:
    """Inside, rows that are kept as they were signed may go between these two records; see models/kept.py."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('clinic.merging', %s, TRUE)", [str(merge.pk)])
        yield
        cursor.execute("SELECT set_config('clinic.merging', '', TRUE)")


def _going_back(merge: RecordMerge) -> list[tuple[str, list[UUID]]]:
    """The rows that moved and still stand in the kept record, with those that hang on them since.

    A row never parts from what it hangs on, such as a marker from its cancer or a score from its map.
    """
    moved: dict[str, set[UUID]] = {label: {UUID(key) for key in keys} for label, keys in merge.moved}
    for model in bound_models():
        for hook in _hooks(model):
            parents = moved.get(hook.related_model._meta.label, set())
            rows = model._default_manager.filter(patient=merge.kept_id)
            label = model._meta.label
            on_moved = set(rows.filter(**{f"{hook.name}__in": parents}).values_list("pk", flat=True))
            elsewhere = set(
                rows.filter(pk__in=moved.get(label, set()), **{f"{hook.name}__patient": merge.kept_id})
                .exclude(**{f"{hook.name}__in": parents})
                .values_list("pk", flat=True)
            )
            moved[label] = (moved.get(label, set()) | on_moved) - elsewhere
    still = []
    for label, keys in moved.items():
        rows = apps.get_model(label)._default_manager.filter(pk__in=keys, patient_id=merge.kept_id)
        still.append((label, list(rows.values_list("pk", flat=True))))
    return still


def _hooks(model: type[PatientBound]) -> list[models.ForeignKey]:
    """Relations without which the row could not be: to another row about the same patient."""
    return [
        its
        for its in model._meta.fields
        if isinstance(its, models.ForeignKey) and not its.null and issubclass(its.related_model, PatientBound)
    ]


def _settle(settled: Settlement) -> tuple[str, UUID, dict[str, list[Any]]]:
    """Change the row, call off what was to be sent about it, and say what stood before."""
    changed = _change(settled.row, settled.changes)
    settled.row.save(update_fields=list(settled.changes))
    cancel(subject_id=settled.row.pk, reason=SETTLED)
    return settled.row._meta.label, settled.row.pk, changed


def _take_identity(
    kept: Patient, merged: Patient, names: Collection[str]
) -> list[tuple[str, UUID, dict[str, list[Any]]]]:
    taken = {name: getattr(merged, name) for name in differing(kept, merged) if name in names}
    return [(Patient._meta.label, kept.pk, _change(kept, taken))] if taken else []


def _change(row: models.Model, changes: dict[str, Any]) -> dict[str, list[Any]]:
    """Column -> what stood and what stands now."""
    changed = {}
    columns = {its.name: its.attname for its in row._meta.concrete_fields}
    for name, value in changes.items():
        column = columns[name]
        before = getattr(row, column)
        setattr(row, name, value)
        changed[column] = [_plain(before), _plain(getattr(row, column))]
    return changed


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _put_back(model: type[models.Model], key: str, columns: dict[str, list[Any]]) -> list[str]:
    """What the merge changed is as it was before; what was changed since is left, and named."""
    row = model._default_manager.select_for_update(of=("self",)).get(pk=key)
    if isinstance(row, AskedAbout) and _is_answered_by_a_name(row):
        return [str(row)]
    stood, left = {}, []
    for column, (before, after) in columns.items():
        its = next(f for f in row._meta.concrete_fields if f.attname == column)
        if _plain(getattr(row, column)) == after:
            stood[column] = its.to_python(before)
        else:
            left.append(f"{row}: {its.verbose_name}")
    for column, value in stood.items():
        setattr(row, column, value)
    if isinstance(row, Patient):
        row.version += 1
        stood["version"] = row.version
    try:
        with transaction.atomic():
            row.save(update_fields=list(stood))
    except IntegrityError:
        # Something newer took its place meanwhile, such as a plan activated since.
        return [str(row)]
    return left


def _is_answered_by_a_name(answer: AskedAbout) -> bool:
    model = next(model for model, topic in TOPIC_OF.items() if topic == answer.topic)
    return named(model, answer.patient).exists()


def _save_person(person: Patient) -> None:
    person.version += 1
    person.save()

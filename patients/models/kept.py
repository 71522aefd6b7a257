"""The database keeps what was signed or activated as it was, and every row with a record that is open."""

import pgtrigger

# True for one thing alone: the row goes from one of two merged records to the other, every other column as it
# was, in a transaction that has named that merge. The function: patients/migrations/0006_merge.py.
ONLY_MOVES_IN_A_MERGE = "clinic_only_moves_in_a_merge(to_jsonb(OLD.*), to_jsonb(NEW.*))"


CLOSED = "this record was merged into another"


def kept_with_parent(
    *, name: str, table: str, key: str, once: str, refusal: str, moves_in_a_merge: bool = False
) -> pgtrigger.Trigger:
    """No insert, update or delete of a row whose parent is final, nor a move into or out of one.

    In: the parent's `table`, the column `key` that names it, the SQL condition `once` on the parent that
    makes it final, the text of the refusal, and whether the row itself is bound to a patient, so that a
    merge of two records may take it along.
    """
    taken_along = f"""
            IF TG_OP = 'UPDATE' THEN
                IF {ONLY_MOVES_IN_A_MERGE} THEN
                    RETURN NEW;
                END IF;
            END IF;"""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""{taken_along if moves_in_a_merge else ""}
            IF EXISTS (SELECT 1 FROM {table} WHERE id IN (OLD.{key}, NEW.{key}) AND {once}) THEN
                RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  table and column are ours
    )


def kept_once(*, name: str, once: str) -> pgtrigger.Trigger:
    """No update of a row for which the SQL condition `once` on OLD and NEW holds, but a move in a merge."""
    return pgtrigger.Protect(
        name=name,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"NOT {ONLY_MOVES_IN_A_MERGE} AND ({once})"),
    )


def only_in_open_records() -> pgtrigger.Trigger:
    """For every row about a patient: none is written to a record that was merged into another.

    The record is locked while it is asked: a row that was on its way when a merge began is seen by the
    merge, or sees it.
    """
    return pgtrigger.Trigger(
        name="only_in_open_records",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("patient_id"),
        declare=[("elsewhere", "uuid")],
        func=f"""
            SELECT merged_into_id INTO elsewhere FROM patients_patient WHERE id = NEW.patient_id FOR KEY SHARE;
            IF elsewhere IS NOT NULL THEN
                RAISE EXCEPTION '{CLOSED}'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        """,  # noqa: E501, S608  the text of the refusal is ours
    )

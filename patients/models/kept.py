"""The database keeps what was signed or activated as it was."""

import pgtrigger


def kept_with_parent(*, name: str, table: str, key: str, once: str, refusal: str) -> pgtrigger.Trigger:
    """No insert, update or delete of a row whose parent is final, nor a move into or out of one.

    In: the parent's `table`, the column `key` that names it, the SQL condition `once` on the parent that
    makes it final, and the text of the refusal.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF EXISTS (SELECT 1 FROM {table} WHERE id IN (OLD.{key}, NEW.{key}) AND {once}) THEN
                RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,  # noqa: S608  table and column are ours
    )

"""The database keeps what was signed as it was signed."""

import pgtrigger


def unchanged_once_signed() -> pgtrigger.Trigger:
    """For rows of a consultation: no insert, update or delete after the consultation is signed."""
    return pgtrigger.Trigger(
        name="unchanged_once_signed",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("parent", "uuid")],
        func="""
            IF TG_OP = 'INSERT' THEN parent := NEW.consultation_id; ELSE parent := OLD.consultation_id; END IF;
            IF EXISTS (SELECT 1 FROM symptoms_consultation WHERE id = parent AND status = 'signed') THEN
                RAISE EXCEPTION 'this consultation is signed and cannot be changed'
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        """,  # noqa: E501
    )

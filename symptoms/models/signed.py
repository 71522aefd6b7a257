import pgtrigger

from patients.models.kept import kept_with_parent


def unchanged_once_signed(*, moves_in_a_merge: bool = False) -> pgtrigger.Trigger:
    """For rows of a consultation: kept as they were when it was signed; see `kept_with_parent`."""
    return kept_with_parent(
        name="unchanged_once_signed",
        table="symptoms_consultation",
        key="consultation_id",
        once="status = 'signed'",
        refusal="this consultation is signed and cannot be changed",
        moves_in_a_merge=moves_in_a_merge,
    )

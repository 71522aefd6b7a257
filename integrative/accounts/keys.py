"""Primary keys: UUID version 7, ordered by time for the index and harmless in an address."""

import uuid

import uuid_utils.compat


def uuid7() -> uuid.UUID:
    """A new key. Keys made later sort later."""
    return uuid_utils.compat.uuid7()

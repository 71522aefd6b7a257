"""How an address says which plan is meant."""

from __future__ import annotations

from .models import Horizon


def in_the_address(horizon: Horizon) -> str:
    """What carries a horizon on to the next page; nothing for weeks."""
    return "" if horizon is Horizon.WEEKS else f"horizon={horizon.value}"


def address_end(horizon: Horizon) -> str:
    """The same at the end of an address that has nothing else to say."""
    carried = in_the_address(horizon)
    return f"?{carried}" if carried else ""

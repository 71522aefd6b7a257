"""Products against drugs, counts, conditions, procedures, radiation and phase.

`screen(lines, person)` is a pure function: documented facts first, mechanism rules for what no fact
speaks of, sums over all products last; duplicates merge into the worst.
"""

from .engine import Screened, screen

__all__ = ["Screened", "screen"]

"""The invented people. The pictures follow the clinicians' essays; the oncology is coherent."""

from .lakeshore import LAKESHORE
from .riverside_after import AFTER
from .riverside_now import NOW

RIVERSIDE = NOW + AFTER

__all__ = ["LAKESHORE", "RIVERSIDE"]

"""Invented people by the thousand, coherent by the same invariants that the services keep."""

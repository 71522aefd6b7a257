"""The frame every page stands in: layouts, form fields, template tags, icons and charts.

Knows no patient and no plan. Pages hand it small frozen dataclasses; it makes them look and behave
the same everywhere. Imports nothing but Django and `integrative.accounts`.
"""

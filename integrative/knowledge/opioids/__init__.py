"""Opioids as oral morphine equivalents a day, by the conversion table of the CDC guideline of 2022.

CDC 2022 leaves out pain from cancer, palliative care and the end of life: here the figure is a trend, never a
limit, and never a way to convert one opioid to another.
"""

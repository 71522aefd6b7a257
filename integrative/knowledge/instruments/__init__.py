"""Questionnaires: how each is read, scored, banded and compared, by the letter of data/scoring_rules.csv."""

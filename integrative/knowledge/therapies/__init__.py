"""Therapies: what is known of them for a symptom, and whether one suits a person today."""

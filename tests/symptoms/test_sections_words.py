"""The questions of the map in words that neither hurt nor promise."""

from __future__ import annotations

import pytest
from django.utils.choices import flatten_choices

from integrative.ui.wording import words_we_do_not_say
from symptoms.forms import FORMS
from symptoms.forms.answers import RowForm


@pytest.mark.parametrize("form", [form for form in FORMS.values() if issubclass(form, RowForm)])
def test_labels_hints_and_choices_hold_no_word_we_do_not_say(form, patient):
    boxes = form(patient_id=patient.pk).fields.values()
    choices = [word for box in boxes for _, word in flatten_choices(getattr(box, "choices", ()))]
    said = " / ".join([*(f"{box.label} {box.help_text}" for box in boxes), *map(str, choices)])
    assert words_we_do_not_say(said) == {}


@pytest.mark.parametrize("form", [form for form in FORMS.values() if issubclass(form, RowForm)])
def test_what_is_folded_away_is_among_the_questions(form):
    assert set(form.rest) <= set(form.labels)

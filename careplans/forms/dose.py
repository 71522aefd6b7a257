"""How often, how long, where and by whom."""

from __future__ import annotations

from typing import Any

from django import forms

from integrative.ui.fields import PlainNumber
from integrative.ui.widgets import Chips
from symptoms.forms.answers import WholeNumber

from ..models.dose import MINUTES_A_WEEK, Place, Responsible
from .plan import PlanForm

DOSE_FIELDS = ("times_a_week", "minutes", "weeks", "place", "responsible")


class DoseForm(PlanForm):
    """Base of what is done week by week. What is not said stays empty, never zero."""

    times_a_week = PlainNumber(
        max_digits=4,
        decimal_places=2,
        max_value=70,
        required=False,
        label="Times a week",
        help_text="14 is twice a day, 0.25 once a month.",
    )
    minutes = WholeNumber(
        decimal_places=0, max_value=MINUTES_A_WEEK, required=False, label="Minutes each time"
    )
    weeks = WholeNumber(
        decimal_places=0,
        min_value=1,
        max_value=104,
        required=False,
        label="For how many weeks",
        help_text="Blank: until the follow-up.",
    )
    place = forms.ChoiceField(
        choices=Place.choices, required=False, widget=Chips, initial=Place.HOME, label="Where"
    )
    responsible = forms.ChoiceField(
        choices=Responsible.choices, required=False, initial=Responsible.PERSON, label="Who takes care of it"
    )

    def clean_times_a_week(self) -> Any:
        times = self.cleaned_data["times_a_week"]
        if times is not None and times <= 0:
            raise forms.ValidationError("Enter a number above 0, or leave it blank", code="min_value")
        return times

    def clean_place(self) -> str:
        return self.cleaned_data["place"] or Place.HOME

    def clean_responsible(self) -> str:
        return self.cleaned_data["responsible"] or Responsible.PERSON

    def clean(self) -> None:
        """The week has 10,080 minutes; said here, so that it stands at its field beside other mistakes."""
        super().clean()
        times, minutes = self.cleaned_data.get("times_a_week"), self.cleaned_data.get("minutes")
        if times and minutes and times * minutes > MINUTES_A_WEEK:
            self.add_error("minutes", "This is more time than a week has")

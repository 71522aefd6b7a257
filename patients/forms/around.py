"""Who treats and who pays: the fields of the model, with the hints people need to answer them."""

from django import forms

from integrative.ui.fields import DayField
from patients.models import CareTeamMember, Coverage

from .facts import form_of

TeamForm = form_of(
    CareTeamMember,
    "role",
    "user",
    "name",
    "organization",
    "phone",
    "email",
    "started_on",
    "ended_on",
    user=forms.ModelChoiceField(
        label="Someone of this clinic",
        queryset=None,
        empty_label="Someone outside this clinic",
        required=False,
        help_text="For someone outside, leave this and enter their name below.",
        error_messages={"invalid_choice": "Choose one of the list"},
    ),
)

CoverageForm = form_of(
    Coverage,
    "kind",
    "payer",
    "plan",
    "member_number",
    "started_on",
    "ended_on",
    ended_on=DayField(
        label="To", required=False, help_text="Leave blank while it goes on. It may lie ahead."
    ),
)

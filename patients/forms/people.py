"""Who the person is: asked when registering and when correcting."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from integrative.accounts.models import User
from integrative.ui.chart_form import DAMAGED
from integrative.ui.fields import DayField, LineField, NameField
from integrative.ui.widgets import Chips
from patients.models import Patient, Sex
from patients.models.patient import EARLIEST_BIRTH
from patients.services.registration import MRN, normal_mrn

from .rebased import RebasedForm

REGISTRATION_GUARDS = frozenset({"once", "someone_else"})


class MrnField(LineField):
    """Blanks, hyphens and case are folded away; what was typed stays on screen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs |= {"autocomplete": "off", "spellcheck": "false", "class": "mrn"}

    def clean(self, value: Any) -> str:
        number = normal_mrn(super().clean(value))
        if number and not MRN.fullmatch(number):
            raise ValidationError("A record number has 4 to 20 letters and figures", code="mrn")
        return number


class PersonFields(forms.Form):
    family_name = NameField(label="Family name", error_messages={"required": "Enter the family name"})
    given_names = NameField(label="Given names", error_messages={"required": "Enter the given names"})
    goes_by = NameField(label="Name they go by", required=False, help_text="If it is not the given name.")
    pronouns = LineField(label="Pronouns", max_length=40, required=False)
    birth_date = DayField(
        label="Birth date",
        not_future=True,
        not_before=EARLIEST_BIRTH,
        tells_age=True,
        error_messages={"required": "Enter the birth date"},
    )
    sex = forms.ChoiceField(
        label="Sex on official record",
        choices=Sex.choices,
        widget=Chips,
        error_messages={"required": "Choose one", "invalid_choice": "Choose one of these"},
    )
    gender = LineField(label="Gender", max_length=60, required=False, help_text="As the person says it.")
    mrn = MrnField(
        label="Medical record number (MRN)", error_messages={"required": "Enter the record number"}
    )
    phone = LineField(label="Phone", max_length=40, required=False)
    email = forms.EmailField(
        label="Mail address for reminders",
        required=False,
        error_messages={"invalid": "Enter an address such as name@mail.example"},
    )
    reminders_agreed = forms.BooleanField(label="Agreed to reminders by mail", required=False)
    language = LineField(
        label="Language", max_length=60, initial="English", error_messages={"required": "Enter the language"}
    )
    needs_interpreter = forms.BooleanField(label="Needs an interpreter", required=False)
    lead_clinician = forms.ModelChoiceField(
        label="Lead clinician",
        queryset=User.objects.none(),
        empty_label="Choose",
        error_messages={
            "required": "Choose who leads",
            "invalid_choice": "Choose a clinician of this clinic",
        },
    )

    def __init__(self, *args: Any, leads: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_clinician"].queryset = leads
        self.fields["phone"].widget.input_type = "tel"


class RegistrationForm(PersonFields):
    once = forms.UUIDField(
        widget=forms.HiddenInput, required=False, initial=uuid4, label="", error_messages={"invalid": DAMAGED}
    )
    # Holds the keys of the people it was ticked for; see rows.LookAlikes.
    someone_else = LineField(label="People who look alike", max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["family_name"].widget.attrs["autofocus"] = True

    def entered(self) -> dict[str, Any]:
        """What is known of the person, to hand to the service."""
        return {name: value for name, value in self.cleaned_data.items() if name not in REGISTRATION_GUARDS}


class LookAlikeForm(forms.Form):
    """The same boxes, half filled: what can be read so far counts, what can't is left out."""

    family_name = NameField(required=False)
    given_names = NameField(required=False)
    birth_date = DayField(required=False, not_future=True, not_before=EARLIEST_BIRTH)
    mrn = MrnField(required=False)
    someone_else = LineField(max_length=400, required=False)

    def asked(self) -> dict[str, Any]:
        """Nothing until two boxes are filled; a record number speaks for itself."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value and name != "someone_else"}
        return given if len(given) > 1 or "mrn" in given else {}


class PersonForm(PersonFields, RebasedForm):
    deceased_on = DayField(label="Died on", required=False, not_future=True)

    field_order = ("family_name", "given_names", "goes_by", "pronouns", "birth_date", "deceased_on")

    @classmethod
    def facts_of(cls, row: Patient) -> dict[str, Any]:
        names = (*PersonFields.base_fields, "deceased_on")
        return {name: getattr(row, name) for name in names}

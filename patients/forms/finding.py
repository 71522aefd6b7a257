from typing import Any

from django import forms

from integrative.ui.fields import LineField
from integrative.ui.widgets import Chips, ChipSet
from patients.models import Phase


class FindForm(forms.Form):
    """Posted, so that no name lands in an address or a log."""

    q = LineField(
        label="Name, birth date or MRN",
        help_text="Names in any order; accents, hyphens and blanks do not matter.",
        max_length=120,
        error_messages={"required": "Enter a name, a birth date or an MRN"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean_q(self) -> str:
        typed = self.cleaned_data["q"]
        if not any(sign.isalnum() for sign in typed):
            raise forms.ValidationError("Enter at least one letter or figure")
        return typed


class ListFilter(forms.Form):
    """The chips above the list. Holds nothing about a person, so it may stand in the address."""

    mine = forms.MultipleChoiceField(
        label="Whose", choices=[("1", "My patients")], widget=ChipSet, required=False
    )
    phase = forms.ChoiceField(
        label="Phase of care",
        choices=[("", "Any phase"), *Phase.choices],
        widget=Chips,
        required=False,
        error_messages={"invalid_choice": "Choose a phase from the list"},
    )

    def __init__(self, *args: Any, leads_patients: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not leads_patients:
            del self.fields["mine"]

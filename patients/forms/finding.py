from typing import Any

from django import forms

from integrative.ui.fields import LineField
from integrative.ui.widgets import Chips, ChipSet
from patients.models import Phase
from patients.narrowing import Narrowing, narrowings


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
        for narrowing in narrowings():
            self.fields[narrowing.name] = _chips(narrowing)

    @property
    def chosen(self) -> dict[str, str]:
        """Name of the field and value of its chip; nothing while a value is not one of the chips."""
        if not self.is_valid():
            return {}
        given = self.cleaned_data.items()
        # A tick comes as a list of one.
        return {name: value if isinstance(value, str) else value[0] for name, value in given if value}


def _chips(narrowing: Narrowing) -> forms.Field:
    choices = list(narrowing.choices.items())
    if not narrowing.everyone:
        return forms.MultipleChoiceField(
            label=narrowing.label, choices=choices, widget=ChipSet, required=False
        )
    return forms.ChoiceField(
        label=narrowing.label, choices=[("", narrowing.everyone), *choices], widget=Chips, required=False
    )

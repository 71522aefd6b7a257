"""The form of a fact, made from its model: labels, hints, limits and choices are said once, there."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from integrative.ui.fields import DayField, LineField, PlainNumber
from integrative.ui.widgets import Chips
from patients.models import Fact, Patient, Source
from patients.queries import staff_of

from .rebased import RebasedForm

MOST_CHIPS = 8
YES_NO = {"yes": True, "no": False}
ENTERED_SOURCES = [choice for choice in Source.choices if choice[0] != Source.IMPORT]


class FactForm(RebasedForm):
    """Base of every form that writes a fact. `names`: the fields of `model` it asks for, in this order."""

    model: ClassVar[type[Fact]]
    names: ClassVar[tuple[str, ...]] = ()

    source = forms.ChoiceField(
        label="How we know",
        choices=ENTERED_SOURCES,
        widget=Chips,
        initial=Source.CLINIC,
        required=False,
        error_messages={"invalid_choice": "Choose one of these"},
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, patient_id=patient.pk, **kwargs)
        self.patient = patient
        for name in self.names:
            model_field = self.model._meta.get_field(name)
            if isinstance(model_field, models.ForeignKey) and name in self.fields:
                self._offer_own(name, model_field)
        self.order_fields([name for name in self.fields if name != "source"])

    def _offer_own(self, name: str, model_field: models.ForeignKey) -> None:
        """Only this person's rows, or people of this clinic; a single row is chosen already."""
        field = self.fields[name]
        if issubclass(model_field.related_model, Fact):
            field.queryset = model_field.related_model.objects.of(self.patient).valid().order_by("pk")
            rows = list(field.queryset[:2])
            if len(rows) == 1:
                self.initial.setdefault(name, rows[0])
        else:
            field.queryset = staff_of(self.patient.clinic)

    def clean_source(self) -> str:
        return self.cleaned_data["source"] or Source.CLINIC

    @classmethod
    def facts_of(cls, row: Any) -> dict[str, Any]:
        return {name: getattr(row, name) for name in (*cls.names, "source")}

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """The same as the boxes hold it."""
        facts = cls.facts_of(row)
        words = {True: "yes", False: "no", None: ""}
        asked = {name: words[facts[name]] for name in facts if _is_yes_no(cls.base_fields.get(name))}
        return facts | asked


def _is_yes_no(field: forms.Field | None) -> bool:
    return isinstance(field, forms.TypedChoiceField) and field.coerce == YES_NO.__getitem__


def form_of(model: type[Fact], *names: str, **own: forms.Field) -> type[FactForm]:
    """A form class that asks for these fields of `model`; `own` replaces what would be made."""
    fields = {name: own.get(name) or field_of(model, name) for name in names}
    return type(f"{model.__name__}Form", (FactForm,), {"model": model, "names": names, **fields})


def field_of(model: type[Fact], name: str) -> forms.Field:
    """The box that a field of a fact is entered in."""
    column = model._meta.get_field(name)
    label = str(column.verbose_name)
    words = {
        "label": label[:1].upper() + label[1:],
        "help_text": str(column.help_text),
        "required": not column.blank,
    }
    if isinstance(column, models.ForeignKey):
        return forms.ModelChoiceField(queryset=None, empty_label="Choose", **_must_choose(words))
    if column.choices:
        return _choice(column, words)
    return _plain(model, column, words)


def _choice(column: models.Field, words: dict[str, Any]) -> forms.ChoiceField:
    few = len(column.choices) <= MOST_CHIPS
    blank = [("", "Not known")] if column.blank else [] if few or column.has_default() else [("", "Choose")]
    initial = column.get_default() if column.has_default() else None
    offered = [*column.choices, *blank] if few else [*blank, *column.choices]
    widget = Chips if few else forms.Select
    return forms.ChoiceField(choices=offered, widget=widget, initial=initial, **_must_choose(words))


def _must_choose(words: dict[str, Any]) -> dict[str, Any]:
    return words | {"error_messages": {"required": "Choose one", "invalid_choice": "Choose one of the list"}}


def _plain(model: type[Fact], column: models.Field, words: dict[str, Any]) -> forms.Field:
    if isinstance(column, models.BooleanField):
        return (
            yes_no_field(words["label"]) if column.null else forms.BooleanField(**words | {"required": False})
        )
    if isinstance(column, models.DateField):
        hint = {"help_text": words["help_text"]} if words["help_text"] else {}
        day = {name: words[name] for name in ("label", "required")} | hint
        ahead = column.name in model.MAY_LIE_AHEAD
        return DayField(not_future=not ahead, error_messages={"required": "Enter the day"}, **day)
    if isinstance(column, models.DecimalField | models.IntegerField):
        return _number(column, words)
    missing = {"error_messages": {"required": f"Enter {words['label'][:1].lower()}{words['label'][1:]}"}}
    if isinstance(column, models.EmailField):
        wrong = {"invalid": "Enter a mail address such as name@mail.example"}
        return forms.EmailField(**words, error_messages=wrong)
    return LineField(max_length=column.max_length, **words, **missing)


def _number(column: models.Field, words: dict[str, Any]) -> forms.Field:
    bounds = [
        check for check in column.validators if isinstance(check, MinValueValidator | MaxValueValidator)
    ]
    least = max((check.limit_value for check in bounds if isinstance(check, MinValueValidator)), default=0)
    most = min((check.limit_value for check in bounds if isinstance(check, MaxValueValidator)), default=9999)
    places = getattr(column, "decimal_places", 0)
    number = {"min_value": least, "max_value": most, "decimal_places": places, "max_digits": 9}
    field = PlainNumber(**words, **number)
    field.widget.attrs["class"] = "dose"
    return field


def yes_no_field(label: str) -> forms.TypedChoiceField:
    """Yes, no, or not known: three answers."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not known")],
        coerce=YES_NO.__getitem__,
        empty_value=None,
        widget=Chips,
        required=False,
        error_messages={"invalid_choice": "Choose one of these"},
    )

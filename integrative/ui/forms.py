"""How every form is rendered, and what its error summary says.

`{{ form.name.as_field_group }}` renders label, hint, control and error with one template;
`{% form_top form %}` stands first inside a <form>: error summary, then the hidden fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


class FieldRenderer(TemplatesSetting):
    """settings.FORM_RENDERER: our field and form templates."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"


@dataclass(frozen=True)
class Problem:
    """One line of the error summary; `target` is the id of the control, or nothing."""

    message: str
    label: str = ""
    target: str = ""

    @property
    def text(self) -> str:
        if not self.label:
            return self.message
        return f"{self.label}{'' if self.label.endswith('?') else ':'} {self.message}"


def problems(*parts: BaseForm | BaseFormSet) -> list[Problem]:
    """What is wrong in these forms and formsets, in the order in which it stands on the page."""
    return [problem for part in parts for problem in _problems_of(part)]


def _problems_of(part: BaseForm | BaseFormSet) -> Iterator[Problem]:
    if not part.is_bound:
        return
    yield from (Problem(message) for message in _general_errors(part))
    if isinstance(part, BaseFormSet):
        for form in part.forms:
            yield from _problems_of(form)
        return
    for field in part:
        target = "" if field.is_hidden else control_id(field)
        yield from (Problem(str(message), str(field.label or ""), target) for message in field.errors)


def _general_errors(part: BaseForm | BaseFormSet) -> list[str]:
    errors = part.non_form_errors() if isinstance(part, BaseFormSet) else part.non_field_errors()
    return [str(error) for error in errors]


def control_id(field: BoundField) -> str:
    """The id of the control that takes focus: the box itself, or the first of a group of choices."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")

"""The intake page: a whole record on one page, made of parts that may each stay blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from integrative.accounts.errors import Refused
from integrative.knowledge.analytes import all_analytes
from integrative.ui.answers import refuse
from integrative.ui.chart_form import DAMAGED, ChartForm
from integrative.ui.fields import LineField, QuantityField
from integrative.ui.forms import Problem, problems
from integrative.ui.widgets import Chips
from patients.models import (
    Allergy,
    Answer,
    CancerCondition,
    Fact,
    Measurement,
    Medication,
    Patient,
    PhaseOfCare,
    Precaution,
    PrecautionKind,
    Topic,
    TreatmentCourse,
)
from patients.services.intake import Entry, IntakeRefused

from .cancer import NewDiagnosisForm
from .care import NewPhaseForm, TreatmentForm
from .facts import FactForm, form_of
from .measurements import MeasurementForm, UnitInQuestion, taken_at
from .medicines import MedicineForm

PANEL = (
    "platelets", "neutrophils", "hemoglobin", "white_cells", "creatinine", "egfr", "alt", "weight",
)  # fmt: skip
SPARE, MOST_ROWS = 4, 40
TOPICS = (Topic.MEDICINES, Topic.PRECAUTIONS, Topic.ALLERGIES)


class Part(forms.Form):
    """May stay blank as a whole; what is begun must be whole. `asked`: the fields, in this order.

    Stands before a form of the record in the bases; its guards are those of the page.
    """

    asked: ClassVar[tuple[str, ...]]
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"empty_permitted": True})
        self.fields = {name: self.fields[name] for name in self.asked}

    def has_changed(self) -> bool:
        return any(self[name].data for name in self.changed_data)


class DiagnosisPart(Part, NewDiagnosisForm):
    asked = ("cancer_type", "histology", "laterality", "stage", "diagnosed_on", "er", "pr", "her2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["cancer_type"].widget.attrs["autofocus"] = True


class PhasePart(Part, NewPhaseForm):
    asked = ("phase", "started_on")


class TreatmentPart(Part, TreatmentForm):
    asked = ("regimen", "intent", "started_on", "cycle_days", "cycles_planned")


class Row(Part):
    """A line of its own kind; the hints stand once, above the rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""


class MedicineRow(Row, MedicineForm):
    asked = ("name", "dose", "schedule", "route", "as_needed")


class AllergyRow(Row, form_of(Allergy, "substance", "reaction")):
    asked = ("substance", "reaction")


class CountsDay(Part):
    """One day for the whole panel."""

    asked = ("taken_on",)
    taken_on = MeasurementForm.base_fields["taken_on"]


class CountRow(UnitInQuestion):
    """One value of the panel, in the unit it is usually reported in unless another is chosen."""

    def __init__(self, *args: Any, analyte: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = all_analytes()[analyte]
        self.analyte = analyte
        self.fields["quantity"] = QuantityField(
            label=facts.name, units=[(unit, unit) for unit in facts.factors], usual=facts.unit, required=False
        )
        self.fields["unit_checked"].label = f"{facts.name}: {self.fields['unit_checked'].label}"
        self.order_fields(["quantity"])


class PrecautionRow(forms.Form):
    present = forms.BooleanField(required=False)
    where = LineField(label="Where", max_length=Precaution._meta.get_field("site").max_length, required=False)

    def __init__(self, *args: Any, kind: PrecautionKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.names_itself = kind == PrecautionKind.OTHER
        self.fields["present"].label = kind.label
        self.fields["where"].label = f"{kind.label}: {'which' if self.names_itself else 'where'}"

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("where") and not answers.get("present"):
            self.add_error("where", f"Tick “{self.kind.label}”, or clear this")
        if self.names_itself and answers.get("present") and answers.get("where") == "":
            self.add_error("where", "Say which precaution this is")
        return answers

    def entered(self) -> dict[str, Any]:
        return {"kind": self.kind, "note" if self.names_itself else "site": self.cleaned_data["where"]}


class AskedPart(forms.Form):
    """What was asked and answered with nothing named; "Not asked" is no answer and is not kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in TOPICS:
            self.fields[topic.value] = forms.ChoiceField(
                label=f"{topic.label}, when none are named",
                choices=[("", "Not asked"), *Answer.choices],
                widget=Chips,
                required=False,
                error_messages={"invalid_choice": "Choose one of these"},
            )

    def answers(self) -> dict[Topic, Answer]:
        return {Topic(name): Answer(said) for name, said in self.cleaned_data.items() if said}


class PageForm(ChartForm):
    """The guards of the whole page, and how we know what is on it."""

    source = FactForm.base_fields["source"]
    clean_source = FactForm.clean_source


ROWS: dict[str, tuple[type[Part], type[Fact]]] = {
    "medicine": (MedicineRow, Medication),
    "allergy": (AllergyRow, Allergy),
}


class Intake:
    """Every part of the page, bound together.

    `more` names rows to which spare ones are added, for a browser without script.
    """

    def __init__(self, data: Any, *, patient: Patient, more: str = "") -> None:
        self.patient = patient
        if data is not None and more in ROWS:
            data = _with_spare_rows(data, more)
        bound: dict[str, Any] = {"patient": patient}
        self.page = PageForm(data, patient_id=patient.pk)
        self.diagnosis = DiagnosisPart(data, prefix="diagnosis", **bound)
        self.phase = PhasePart(data, prefix="phase", **bound)
        self.treatment = TreatmentPart(data, prefix="treatment", **bound)
        self.rows = {slug: _rows(slug, data, bound) for slug in ROWS}
        self.counts_day = CountsDay(data, prefix="counts")
        self.counts = [CountRow(data, prefix=analyte, analyte=analyte) for analyte in PANEL]
        self.precautions = [PrecautionRow(data, prefix=kind.value, kind=kind) for kind in PrecautionKind]
        self.asked = AskedPart(data, prefix="asked")

    @property
    def medicines(self) -> BaseFormSet:
        return self.rows["medicine"]

    @property
    def allergies(self) -> BaseFormSet:
        return self.rows["allergy"]

    @property
    def parts(self) -> list[forms.BaseForm | BaseFormSet]:
        """In the order of the page."""
        return [
            self.page, self.diagnosis, self.phase, self.treatment, self.medicines, self.allergies,
            *self.precautions, self.asked, self.counts_day, *self.counts,
        ]  # fmt: skip

    @property
    def forms(self) -> list[forms.BaseForm]:
        return [part for part in self.parts if isinstance(part, forms.BaseForm)]

    @property
    def formsets(self) -> list[BaseFormSet]:
        return list(self.rows.values())

    @property
    def problems(self) -> list[Problem]:
        return problems(*self.parts)

    def is_valid(self) -> bool:
        if not all(part.is_valid() for part in self.parts):
            return False
        self._check_counts()
        self._check_asked()
        return not self.problems

    def _check_counts(self) -> None:
        given = [row for row in self.counts if row.cleaned_data["quantity"]]
        dated = self.counts_day.has_changed()
        if given and not dated:
            self.counts_day.add_error("taken_on", "Enter the day the counts were taken")
        if dated and not given:
            self.counts_day.add_error("taken_on", "Enter a count of this day, or clear the day")

    def _check_asked(self) -> None:
        named = {
            Topic.MEDICINES: any(row.has_changed() for row in self.medicines),
            Topic.ALLERGIES: any(row.has_changed() for row in self.allergies),
            Topic.PRECAUTIONS: any(row.cleaned_data["present"] for row in self.precautions),
        }
        for topic in self.asked.answers():
            if named[topic]:
                self.asked.add_error(topic.value, "Something is named here. Take it out, or say “Not asked”")

    @property
    def entries(self) -> list[Entry]:
        """What was filled in, as the services take it."""
        return list(self._entries())

    def _entries(self) -> Iterator[Entry]:
        singles = (
            (self.diagnosis, CancerCondition),
            (self.phase, PhaseOfCare),
            (self.treatment, TreatmentCourse),
        )
        several = ((row, ROWS[slug][1]) for slug, rows in self.rows.items() for row in rows)
        for form, model in (*singles, *several):
            if form.has_changed():
                yield Entry(form.prefix, model, form.entered())
        for row in self.precautions:
            if row.cleaned_data["present"]:
                yield Entry(row.prefix, Precaution, row.entered())
        for row in self.counts:
            if row.cleaned_data["quantity"]:
                yield Entry(row.prefix, Measurement, self._count(row))

    def _count(self, row: CountRow) -> dict[str, Any]:
        number, unit = row.cleaned_data["quantity"]
        taken = taken_at(self.counts_day.cleaned_data["taken_on"], None, self.patient.clinic)
        return {
            "analyte": row.analyte, "value": number, "unit": unit, "taken_at": taken,
            "unit_checked": row.cleaned_data["unit_checked"],
        }  # fmt: skip

    def refuse(self, refusal: Refused) -> None:
        """Each refusal at the box it speaks of."""
        if not isinstance(refusal, IntakeRefused):
            refuse(self.page, refusal)
            return
        boxes = {form.prefix: form for form in (*self.forms, *self.medicines, *self.allergies)}
        for box, said in refusal.refusals:
            if box in TOPICS:
                self.asked.add_error(box, str(said))
            elif said.field == "taken_on":
                refuse(self.counts_day, said)
            else:
                refuse(boxes[box], said)


def _rows(slug: str, data: Any, bound: dict[str, Any]) -> BaseFormSet:
    made = formset_factory(
        ROWS[slug][0], extra=SPARE, max_num=MOST_ROWS, absolute_max=MOST_ROWS, validate_max=True
    )
    words = {
        "missing_management_form": DAMAGED,
        "too_many_forms": f"Enter {MOST_ROWS} at most here, and the rest on the record.",
    }
    return made(data, prefix=slug, form_kwargs=bound, error_messages=words)


def _with_spare_rows(data: Any, slug: str) -> Any:
    longer, name = data.copy(), f"{slug}-TOTAL_FORMS"
    typed = longer.get(name, "")
    if typed.isascii() and typed.isdigit() and len(typed) < 4:
        longer[name] = str(min(int(typed) + SPARE, MOST_ROWS))
    return longer

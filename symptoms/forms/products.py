"""The boxes for a product: what it is, how much, how often, who suggested it, and its label."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import DayField, LineField, QuantityField
from integrative.ui.uploads import LARGEST_FILE
from symptoms.models.product import LARGEST_LABEL, ProductUse, Route, Suggested
from symptoms.pictures import NoPicture, Picture, kept_picture

from .answers import NOT_OFFERED

UNITS = (
    "mg", "mcg", "g", "units", "mL", "capsules", "tablets", "softgels", "gummies", "drops", "sprays",
    "teaspoons", "cups", "scoops", "billion CFU",
)  # fmt: skip
LEAST_DOSE = Decimal("0.001")
USUAL_TIMES = (
    "once daily", "twice a day", "three times a day", "at night", "in the morning", "with food",
    "every other day", "once a week",
)  # fmt: skip
SCHEDULES = "usual-times"
NAMES = "product-names"


class PictureField(forms.FileField):
    """A photograph; comes out as it will be kept."""

    default_error_messages: ClassVar[dict[str, str]] = {
        "invalid": "Choose the file again",
        "empty": "This file is empty. Choose the photograph again",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", "JPEG, PNG or WebP, up to 10 MB")
        super().__init__(**kwargs)
        self.widget.attrs |= {
            "accept": "image/jpeg,image/png,image/webp,image/avif",
            "capture": "environment",
        }

    def to_python(self, data: UploadedFile | None) -> Picture | None:
        # Asked first: of a file over the limit nothing but its size has been kept.
        if data and data.size and data.size > LARGEST_FILE:
            weight = data.size / 1024 / 1024
            raise ValidationError(
                f"This file has {weight:,.0f} MB; the most is 10 MB. Take the picture in a smaller size",
                code="too_heavy",
            )
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return kept_picture(file, at_most=LARGEST_LABEL)
        except NoPicture as why:
            raise ValidationError(str(why), code="no_picture") from None


class ProductFields(ChartForm):
    """What is said of a product; nothing is guessed from it."""

    name_as_typed = LineField(
        label="Product",
        help_text="As on the label; names come up from the third letter",
        error_messages={"required": "Write what the product is called"},
    )
    dose = QuantityField(
        label="Dose", units=[(unit, unit) for unit in UNITS], min_value=LEAST_DOSE, required=False
    )
    schedule = LineField(label="How often", max_length=120, required=False)
    as_needed = forms.BooleanField(label="As needed", required=False)
    route = forms.ChoiceField(
        label="How",
        choices=Route.choices,
        required=False,
        error_messages=NOT_OFFERED,
    )
    suggested_by = forms.ChoiceField(
        label="Who suggested it",
        choices=[("", "Not asked"), *Suggested.choices],
        required=False,
        error_messages=NOT_OFFERED,
    )
    reason = LineField(label="What for", help_text="In their words", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name_as_typed"].widget.attrs |= {
            "list": NAMES, "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false",
        }  # fmt: skip
        self.fields["schedule"].widget.attrs |= {"list": SCHEDULES, "autocomplete": "off"}

    def told(self) -> dict[str, Any]:
        """What was said, by the names of the columns."""
        entered = self.cleaned_data
        dose = entered["dose"]
        columns = ("name_as_typed", "schedule", "as_needed", "suggested_by", "reason")
        return {
            **{column: entered[column] for column in columns},
            "dose_amount": dose.number if dose else None,
            "dose_unit": dose.unit if dose else "",
            "route": entered["route"] or Route.ORAL,
        }


class ProductForm(ProductFields):
    """A product more on the list, with a picture of its label where there is one."""

    picture = PictureField(label="Photograph of the label")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "product_%s")
        super().__init__(*args, **kwargs)

    @property
    def picture_taken(self) -> Picture | None:
        return self.cleaned_data["picture"]


class EditProductForm(ProductFields):
    """The same boxes, filled, bound to the version that was on the screen."""

    def __init__(self, data: Any = None, *, product: ProductUse, **kwargs: Any) -> None:
        kwargs.setdefault("version", product.version)
        dose = (product.dose_amount, product.dose_unit) if product.dose_amount else None
        told = {"dose": dose} | {
            column: getattr(product, column)
            for column in ("name_as_typed", "schedule", "as_needed", "route", "suggested_by", "reason")
        }
        super().__init__(data, initial=told, auto_id=f"edit_{product.pk}_%s", **kwargs)
        self.product_id = product.pk


class StopProductForm(ChartForm):
    """The last day it was taken."""

    stopped_on = DayField(
        label="Last day taken",
        help_text="Such as 19-Nov-2026; empty means today",
        not_future=True,
        required=False,
    )

    def __init__(self, *args: Any, product_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"stop_{product_id}_%s", **kwargs)
        self.product_id = product_id


class LabelForm(ChartForm):
    """A photograph for a product that is on the list."""

    picture = PictureField(
        label="Photograph of the label",
        required=True,
        error_messages={"required": "Choose or take a photograph"},
    )

    def __init__(self, *args: Any, product_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"label_{product_id}_%s", **kwargs)
        self.product_id = product_id

from typing import Any
from uuid import UUID

from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import LineField


class ProductForm(ChartForm):
    """A supplement or herb in the person's words. Nothing is guessed from it."""

    name_as_typed = LineField(
        label="Product",
        help_text="As on the label, or as said",
        error_messages={"required": "Write what the product is called"},
    )
    schedule = LineField(label="Dose", help_text="Number, unit and times", max_length=120, required=False)
    reason = LineField(label="What for", help_text="In their words", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "product_%s")
        super().__init__(*args, **kwargs)


class StopProductForm(ChartForm):
    """Only the chart it belongs to; the product is in the address."""

    def __init__(self, *args: Any, product_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"stop_{product_id}_%s", **kwargs)
        self.product_id = product_id

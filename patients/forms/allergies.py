from integrative.ui.chart_form import ChartForm
from integrative.ui.fields import LineField


class AllergyForm(ChartForm):
    substance = LineField(
        label="Allergic to", max_length=120, error_messages={"required": "Enter the substance"}
    )
    reaction = LineField(
        label="Reaction", max_length=120, required=False, help_text="Such as hives, or throat swelling."
    )

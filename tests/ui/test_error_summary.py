"""Everything wrong on a page stands in one list on top, each line a link to its control."""

from django import forms
from django.template import Context, Template

from integrative.ui.fields import LineField, ScoreField
from integrative.ui.forms import problems
from integrative.ui.widgets import Chips


class GoalForm(forms.Form):
    week = LineField(label="What would a good week look like?")
    pain = ScoreField(label="Pain")
    practice = forms.ChoiceField(
        label="Practice", widget=Chips, choices=[("a", "Breathing"), ("b", "Journal")]
    )


GoalFormSet = forms.formset_factory(GoalForm, extra=1, min_num=2, validate_min=True)


def test_lines_stand_in_page_order_and_point_at_the_first_control():
    found = problems(GoalForm({"pain": "12"}))
    assert [problem.target for problem in found] == [
        "id_week",
        "id_pain_0",
        "id_practice_0",
    ]
    assert [problem.text for problem in found] == [
        "What would a good week look like? This field is required.",
        "Pain: Choose a number from 0 to 10",
        "Practice: This field is required.",
    ]


def test_every_target_is_an_id_on_the_page():
    form = GoalForm({"pain": "12"})
    html = str(form)
    assert all(f'id="{problem.target}"' in html for problem in problems(form))


def test_an_untouched_form_has_no_problems():
    assert problems(GoalForm()) == []
    assert "need" not in str(GoalForm())


def test_a_formset_and_a_form_share_one_summary():
    formset = GoalFormSet({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-week": "Walk"})
    form = GoalForm({"week": "x", "practice": "a"})
    html = Template("{% form_top form formset %}").render(Context({"form": form, "formset": formset}))
    assert "Please submit at least 2 forms." in html
    assert 'href="#id_form-0-practice_0"' in html
    assert html.count("form-TOTAL_FORMS") == 2
    assert html.count('role="alert"') == 1


def test_what_was_typed_is_escaped_in_the_summary():
    class Loud(forms.Form):
        kind = forms.ChoiceField(label="<b>Kind</b>", choices=[("a", "A")])

    html = str(Loud({"kind": "<img src=x>"}))
    assert "<img" not in html
    assert "<b>Kind" not in html

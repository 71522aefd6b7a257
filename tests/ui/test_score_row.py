"""A score row is eleven real radios and one for "not asked"; blank is never none."""

import re

import pytest
from django import forms

from integrative.ui.fields import ScoreField


class MapForm(forms.Form):
    nausea = ScoreField(label="Nausea", previous=5, previous_said="8 Oct")
    pain = ScoreField(label="Pain", help_text="worst in the cold")


class CheckInForm(forms.Form):
    sleep = ScoreField(label="How was your sleep?", large=True)


def radios(html: str) -> list[str]:
    return re.findall(r'<input type="radio"[^>]*>', html)


def test_there_are_eleven_points_and_a_way_back():
    values = [re.search(r'value="(\d*)"', radio).group(1) for radio in radios(str(MapForm()["nausea"]))]
    assert values == [*map(str, range(11)), ""]


@pytest.mark.parametrize(
    ("form", "checked"),
    [
        (MapForm(), ""),
        (MapForm(initial={"nausea": 0}), "0"),
        (MapForm(initial={"nausea": 10}), "10"),
        (MapForm({"nausea": "7"}), "7"),
    ],
)
def test_exactly_the_recorded_answer_is_checked(form, checked):
    chosen = [radio for radio in radios(str(form["nausea"])) if " checked" in radio]
    assert len(chosen) == 1
    assert f'value="{checked}"' in chosen[0]


def test_a_refused_score_checks_nothing_and_is_said_at_the_row():
    html = MapForm({"nausea": "11"})["nausea"].as_field_group()
    assert " checked" not in html
    assert "<strong>Error:</strong> Choose a number from 0 to 10" in html
    assert 'aria-describedby="id_nausea_error"' in html


def test_the_last_value_is_marked_for_eyes_and_ears():
    html = str(MapForm()["nausea"])
    assert html.count('class="point was"') == 1
    assert re.search(r'class="point was"><input[^>]*value="5"', html)
    assert "last value" in html
    assert "was 5, 8 Oct" in html


def test_the_last_value_of_one_form_does_not_leak_into_the_next():
    form = MapForm()
    form.fields["pain"].remember(9, said="19 Nov")
    assert "was 9, 19 Nov" in str(form["pain"])
    assert "was 9" not in str(MapForm()["pain"])


def test_the_row_names_itself_and_its_scale():
    html = MapForm()["pain"].as_field_group()
    assert 'role="radiogroup" aria-labelledby="id_pain_label" aria-describedby="id_pain_helptext"' in html
    assert "Pain<span" in html
    assert "0 to 10" in html


def test_a_patient_reads_a_question_and_may_skip_it():
    html = CheckInForm()["sleep"].as_field_group()
    assert '<legend class="question">How was your sleep?</legend>' in html
    assert "Skip this one" in html
    assert "Not asked" not in html

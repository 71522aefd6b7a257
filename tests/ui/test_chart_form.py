"""A form writes to the chart it was opened for, at the version that was seen, once."""

from uuid import UUID, uuid4

import pytest

from integrative.ui.chart_form import WRONG_CHART, ChartForm, sign_chart
from integrative.ui.fields import LineField

PATIENT, OTHER = UUID(int=1), UUID(int=2)


class NoteForm(ChartForm):
    note = LineField(label="Note")


def posted(**changes: str) -> dict[str, str]:
    return {
        "chart": sign_chart(PATIENT),
        "version": "14",
        "once": str(uuid4()),
        "note": "Sleeps well",
    } | changes


def test_a_form_of_this_chart_brings_version_key_and_answers():
    key = uuid4()
    form = NoteForm(posted(once=str(key)), patient_id=PATIENT)
    assert form.is_valid()
    assert (form.expected_version, form.once_key) == (14, key)
    assert form.entered() == {"note": "Sleeps well"}


def test_a_first_save_expects_no_version():
    form = NoteForm(posted(version=""), patient_id=PATIENT)
    assert form.is_valid()
    assert form.expected_version is None


@pytest.mark.parametrize("token", ["", "made up", str(PATIENT), sign_chart(OTHER), "a:b:c"])
def test_a_form_of_another_chart_is_refused(token):
    form = NoteForm(posted(chart=token), patient_id=PATIENT)
    assert not form.is_valid()
    assert form.non_field_errors() == [WRONG_CHART]


@pytest.mark.parametrize(
    "damage",
    [
        {"version": "-1"},
        {"version": "x"},
        {"version": "9" * 5000},
        {"version": "٣"},
        {"once": "x"},
    ],
)
def test_a_damaged_form_is_refused_in_words(damage):
    form = NoteForm(posted(**damage), patient_id=PATIENT)
    assert not form.is_valid()
    assert "Reload it" in form.non_field_errors()[0]


def test_a_new_page_carries_all_three_guards():
    html = str(NoteForm(patient_id=PATIENT, version=3))
    assert f'name="chart" value="{sign_chart(PATIENT).split(":")[0]}' in html
    assert 'name="version" value="3"' in html
    assert UUID(html.split('name="once" value="')[1].split('"')[0]).version == 4


def test_each_page_has_its_own_key():
    pages = [NoteForm(patient_id=PATIENT).initial["once"] for _ in range(2)]
    assert pages[0] != pages[1]


def test_the_summary_says_what_is_wrong_even_where_no_field_shows():
    html = str(NoteForm(posted(chart="", note=""), patient_id=PATIENT))
    assert "Two answers need fixing" in html
    assert WRONG_CHART in html
    assert '<a href="#id_note">Note: This field is required.</a>' in html
    assert "autofocus" in html

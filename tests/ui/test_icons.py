"""Shapes carry the meaning: one per tier, a word beside each."""

from xml.etree import ElementTree

import pytest

from integrative.ui.icons import ICONS, draw
from integrative.ui.templatetags.ui import tag

TIERS = ("stop", "hold", "note", "ok", "unk")


@pytest.mark.parametrize("name", ICONS)
def test_each_icon_is_drawn_and_silent(name):
    drawn = ElementTree.fromstring(draw(name))
    assert len(drawn) >= 1
    assert drawn.get("aria-hidden") == "true"
    assert drawn.get("viewBox") == "0 0 24 24"


def test_tiers_differ_in_shape_not_only_in_colour():
    assert len({ICONS[tier] for tier in TIERS}) == len(TIERS)


def test_a_labelled_icon_is_named_and_escaped():
    drawn = ElementTree.fromstring(draw("print", label='Print "day" & <sheet>'))
    assert drawn.get("role") == "img"
    assert drawn.get("aria-label") == 'Print "day" & <sheet>'


def test_an_icon_that_is_not_drawn_fails_loudly():
    with pytest.raises(KeyError):
        draw("unicorn")


def test_a_tag_has_shape_and_word():
    html = tag("hold", "Low <b>")
    assert html.startswith('<span class="tag hold"><svg')
    assert html.endswith("Low &lt;b&gt;</span>")


def test_a_neutral_tag_has_no_shape():
    assert tag("plain", "Fri") == '<span class="tag plain">Fri</span>'

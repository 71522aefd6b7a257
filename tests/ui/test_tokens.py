"""Every pair of colours that meets on a screen has enough contrast, in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
THEMES = ("light", "dark")
TEXT, STROKE = 4.5, 3.0

ON_PAGE = ("bg", "surface", "sunken", "raised")
TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3", "brand") for ground in ON_PAGE],
    *[(f"{tier}", f"{tier}-tint") for tier in ("stop", "hold", "note", "ok", "unk", "clay", "brand")],
    *[
        (tier, ground)
        for tier in ("stop", "hold", "note", "ok", "unk", "clay")
        for ground in ("surface", "bg")
    ],
    *[("ink-2", f"{tier}-tint") for tier in ("stop", "hold", "note", "ok", "unk", "clay")],
    ("ink", "clay-tint"),
    ("stop", "raised"),
    ("on-brand", "brand-solid"),
    ("on-brand", "brand-solid-hover"),
    ("on-stop", "stop-solid"),
    ("on-band", "band"),
    ("on-band-2", "band"),
    ("on-allergy", "allergy"),
    ("on-unasked", "unasked"),
    ("on-toast", "toast"),
    ("ink", "ch-severe"),
    ("clay", "ch-moderate"),
]
STROKE_PAIRS = [
    *[("line-strong", ground) for ground in ON_PAGE],
    *[("focus", ground) for ground in ON_PAGE],
    ("focus-on-band", "band"),
    ("on-band-line", "band"),
    ("ch-line", "surface"),
    ("ch-line", "ch-severe"),
    ("ch-mute", "surface"),
    ("stop", "ch-severe"),
    ("clay", "surface"),
    ("brand", "brand-tint"),
]


def tokens() -> dict[str, tuple[str, str]]:
    """Name to its light and its dark value."""
    text = (CSS / "tokens.css").read_text()
    both = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", text)
    one = re.findall(r"--([\w-]+): (#\w+);", text)
    return {name: (light, dark) for name, light, dark in both} | {name: (hue, hue) for name, hue in one}


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme, ink, ground):
    which = THEMES.index(theme)
    assert contrast(tokens()[ink][which], tokens()[ground][which]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("stroke", "ground"), STROKE_PAIRS)
def test_borders_focus_and_chart_lines_can_be_seen(theme, stroke, ground):
    which = THEMES.index(theme)
    assert contrast(tokens()[stroke][which], tokens()[ground][which]) >= STROKE


@pytest.mark.parametrize("sheet", sorted(CSS.rglob("*.css")), ids=lambda path: path.name)
def test_colours_live_in_one_file(sheet):
    if sheet.name != "tokens.css":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()) == []


@pytest.mark.parametrize("sheet", sorted(CSS.rglob("*.css")), ids=lambda path: path.name)
def test_every_name_that_is_used_is_defined(sheet):
    everything = "".join(path.read_text() for path in CSS.rglob("*.css"))
    defined = set(re.findall(r"(--[\w-]+):", everything))
    assert set(re.findall(r"var\((--[\w-]+)", sheet.read_text())) <= defined


LAYER_OF = {"landscape": "print"}
"""A sheet that only some pages link, and the layer it adds to."""


@pytest.mark.parametrize("sheet", sorted(CSS.rglob("*.css")), ids=lambda path: path.name)
def test_every_sheet_lives_in_its_layer(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    text = re.sub(r"@layer [\w, ]+;", "", text)
    folder = "components" if sheet.parent.name == "components" else LAYER_OF.get(sheet.stem, sheet.stem)
    assert re.match(rf"\s*@layer {folder} {{", text)
    assert text.count("{") == text.count("}")

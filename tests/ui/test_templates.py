"""What no template may hold: words that hurt or promise, inline style or script, lost comments."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from integrative.ui.wording import words_we_do_not_say

ROOT = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(path for path in ROOT.rglob("*") if path.suffix in {".html", ".svg", ".txt"})
every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))


def words_of(text: str) -> str:
    """What a person may read: no tags of Django, no classes; attributes that are read aloud stay."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    read_aloud = " ".join(re.findall(r'(?:aria-label|placeholder|alt|title|content)="([^"]*)"', text))
    return re.sub(r"<[^>]*>", " ", text) + " " + read_aloud


class Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name) for name, _ in attrs]


@every_template
def test_words_we_do_not_say(path):
    text = words_of(path.read_text())
    assert words_we_do_not_say(text) == {}


def test_the_word_check_can_find():
    assert words_we_do_not_say(words_of('<p title="is it safe">x</p>')).keys() == {"safe"}
    assert words_we_do_not_say(words_of("{{ text|safe }} <p class='safe'>unsafe</p>")) == {}


@every_template
def test_nothing_inline(path):
    markup = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.DOTALL)
    parser = Attributes()
    parser.feed(markup)
    bad = [(tag, name) for tag, name in parser.found if name == "style" or name.startswith(("on", "hx-on"))]
    assert bad == []
    assert not re.search(r"<style\b|javascript:", markup)
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", markup)


@every_template
def test_comments_end_on_their_line(path):
    """A comment over two lines is printed to the page by Django."""
    for line in path.read_text().splitlines():
        assert line.count("{#") == line.count("#}")


@every_template
def test_it_compiles(path):
    assert engines["django"].get_template(str(path.relative_to(ROOT)))


@pytest.mark.parametrize("path", sorted((ROOT / "components").glob("*.html")), ids=lambda path: path.name)
def test_a_component_says_its_inputs_first(path):
    assert path.read_text().startswith("{#")

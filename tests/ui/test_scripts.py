"""Every module of the pages is fetched at once."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

ROOT = Path(settings.BASE_DIR)


def test_each_module_is_named_once():
    named = re.findall(r'js/([\w.-]+\.js)"', render_to_string("components/scripts.html"))
    assert sorted(named) == sorted(path.name for path in (ROOT / "static/js").glob("*.js"))

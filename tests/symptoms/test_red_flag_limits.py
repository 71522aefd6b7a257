"""A clinic says how long its flags may wait."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def limits(clinic, **minutes) -> str:
    told = StringIO()
    call_command("flag_limits", clinic.slug, stdout=told, **minutes)
    return told.getvalue()


def test_limits_are_shown_and_set(clinic):
    assert "Act now: 15 minutes" in limits(clinic)
    assert "Act now: 10 minutes" in limits(clinic, now=10, today=120)
    clinic.refresh_from_db()
    assert (clinic.flag_now_minutes, clinic.flag_today_minutes, clinic.flag_soon_minutes) == (10, 120, 1440)


@pytest.mark.parametrize("minutes", [{"now": 0}, {"now": -5}, {"routine": 10**9}, {"now": 300, "today": 60}])
def test_what_cannot_be_a_limit_is_refused(clinic, minutes):
    with pytest.raises(CommandError):
        limits(clinic, **minutes)
    clinic.refresh_from_db()
    assert clinic.flag_now_minutes == 15


def test_a_clinic_that_is_not_there_is_said(db):
    with pytest.raises(CommandError, match="There is no clinic nowhere"):
        call_command("flag_limits", "nowhere")

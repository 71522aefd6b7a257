"""The sheet of every person of the demo: one page, in large print two, grade 6; and printed in two acts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
import zeal
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from careplans.models import CarePlan, FollowUp, Horizon
from careplans.sheet import sheet_of
from careplans.words_check import reading_of_sheet
from integrative.accounts.models import User
from integrative.workspace.demo.load import load_demo

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SHEET = re.compile(rb"/Type /Page\b")
MOST_ACTS = 2


def arrive(page: Page, base: str, user: User) -> None:
    """Signed in, with a printer that only counts."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": base}])
    page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1 }")


def sheets_of_paper(page: Page, address: str) -> int:
    page.goto(address)
    expect(page.locator("article.sheet")).to_be_visible()
    return max(len(SHEET.findall(page.pdf(format=paper))) for paper in ("Letter", "A4"))


def test_every_sheet_of_the_demo_fits_and_reads_easily(page: Page, live_server) -> None:
    with zeal.zeal_ignore():
        load_demo()
    active = CarePlan.objects.active().filter(horizon=Horizon.WEEKS, patient__deceased_on=None)
    plans = list(
        active.select_related("patient__clinic", "patient__lead_clinician", "activated_by", "follow_up")
    )
    assert len(plans) >= 5
    wrong = []
    for plan in plans:
        arrive(page, live_server.url, plan.patient.lead_clinician)
        address = live_server.url + reverse("careplans:sheet", args=[plan.patient_id])
        with zeal.zeal_ignore():
            reading = reading_of_sheet(sheet_of(plan, plan.patient))
        usual, large = sheets_of_paper(page, address), sheets_of_paper(page, f"{address}?print=large")
        found = f"{plan.patient.family_name}: {usual} page, large {large}, grade {reading.grade}"
        print(f"\n{found}", end="")
        if usual > 1 or large > 2 or not reading.is_easy or reading.said:
            wrong.append(f"{found} {reading.said or ''} {reading.hard}")
    assert wrong == []
    _printed_in_two_acts(page, live_server.url, plans)


def _printed_in_two_acts(page: Page, base: str, plans: list[CarePlan]) -> None:
    """From the first page, which names who is due: the person, then print."""
    due = FollowUp.objects.due(plans[0].patient.clinic.today()).values_list("plan", flat=True)
    plan = next(plan for plan in plans if plan.pk in set(due) and plan.patient.clinic.slug == "riverside")
    arrive(page, base, plan.patient.lead_clinician)
    page.goto(base + "/")
    acts = 0
    page.get_by_role("link", name=str(plan.patient)).first.click()
    acts += 1
    page.get_by_role("link", name="Print plan").click()
    acts += 1
    expect(page.locator("article.sheet")).to_be_visible()
    page.wait_for_function("window.printed === 1")
    assert urlsplit(page.url).path == reverse("careplans:sheet", args=[plan.patient_id])
    assert acts <= MOST_ACTS

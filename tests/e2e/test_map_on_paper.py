"""The fullest maps of the demo clinic on paper: everything that was told, on two sheets at most."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from integrative.workspace.demo.people import RIVERSIDE
from integrative.workspace.demo.sketches import Map, Person
from integrative.workspace.demo.visit import Visit, tell_product
from symptoms.queries import signed_maps
from tests.factories.patients import CancerFactory

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

MOST_SHEETS = 2
SHEET = re.compile(rb"/Type /Page\b")


def fullest(how_many: int) -> list[tuple[Person, Map]]:
    """The signed maps of the demo on which most is written."""
    maps = [(person, sketch) for person in RIVERSIDE for sketch in person.maps if sketch.signed]
    return sorted(maps, key=lambda found: len(repr(found[1])), reverse=True)[:how_many]


@pytest.fixture
def print_of(page: Page, live_server, sign_in, patient, clinician) -> Callable[[str], Callable[[str], bytes]]:
    """Opens an address of the patient's map as the clinician; out comes what prints it."""
    session = sign_in("clinician").cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    def open_page(name: str) -> Callable[[str], bytes]:
        page.goto(f"{live_server.url}{reverse(name, args=[patient.pk])}")
        return lambda paper: page.pdf(format=paper)

    return open_page


@pytest.mark.parametrize(("person", "sketch"), fullest(3), ids=lambda told: getattr(told, "family_name", ""))
def test_a_whole_visit_prints_on_two_sheets(person, sketch, patient, clinician, print_of, page):
    CancerFactory(patient=patient)
    for product in person.products:
        if product.since is None:
            tell_product(product, patient=patient, by=clinician)
    Visit(patient, clinician, [each for each in person.products if each.since == sketch.day]).map(sketch)
    assert signed_maps(patient=patient, user=clinician).count() == 1
    print_it = print_of("symptoms:map")
    expect(page.get_by_role("heading", name="Pain and function")).to_be_visible()
    sheets = {paper: len(SHEET.findall(print_it(paper))) for paper in ("Letter", "A4")}
    print(f"\n{person.family_name}, {len(sketch.areas)} pain areas: {sheets}", end="")
    assert max(sheets.values()) <= MOST_SHEETS

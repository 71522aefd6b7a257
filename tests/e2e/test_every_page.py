"""Every page of the demo clinic by role: sound to axe, quiet in the console, no wider than a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from careplans.models import CarePlan, LateEffectWatch
from careplans.services import open_plan_draft
from integrative.accounts.links import Purpose, make_token
from integrative.accounts.models import User
from integrative.workspace.demo.load import PASSWORD, load_demo
from patients.models import Caregiver, Patient
from referrals.models import Referral
from symptoms.models import Consultation

from .visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
CHART = [
    "workspace:chart", "patients:record", "symptoms:map", "workspace:flowsheet", "careplans:plan",
    "symptoms:goals", "careplans:follow_up", "referrals:for_patient", "workspace:history",
]  # fmt: skip
WRITING = ["patients:person_edit", "patients:intake", "referrals:refer"]
FACTS = ["diagnosis", "phase", "treatment", "medicine", "measurement", "allergy"]


@pytest.fixture
def demo(transactional_db: None) -> None:
    load_demo()


def pages_of_the_clinician() -> Iterator[str]:
    """Lists and forms, the chart of a person with everything, and of one with nothing yet."""
    yield from ("/", "/patients/", "/patients/new/", "/referrals/", "/program/", "/tasks/", "/demo/mail/")
    yield reverse("symptoms:unfinished")
    full, bare, drafted = (Patient.objects.get(family_name=name) for name in ("Nair", "Abara", "Herrera"))
    for name in CHART:
        yield reverse(name, kwargs={"patient_id": full.pk})
        yield reverse(name, kwargs={"patient_id": bare.pk})
    for name in WRITING:
        yield reverse(name, kwargs={"patient_id": full.pk})
    for kind in FACTS:
        yield reverse("patients:fact_new", kwargs={"patient_id": full.pk, "kind": kind})
    yield reverse("symptoms:map", kwargs={"patient_id": drafted.pk})
    yield reverse("symptoms:sign", kwargs={"patient_id": drafted.pk})
    signed = Consultation.objects.of(full).signed().first()
    yield reverse("symptoms:signed_map", kwargs={"patient_id": full.pk, "consultation_id": signed.pk})
    plan = CarePlan.objects.of(full).active().get()
    yield reverse("careplans:version", kwargs={"patient_id": full.pk, "plan_id": plan.pk})
    yield reverse("referrals:detail", kwargs={"referral_id": Referral.objects.of(full).first().pk})
    yield from pages_of_a_plan_being_written(full)
    yield from pages_after_treatment(Patient.objects.get(family_name="Tran"))


def pages_after_treatment(patient: Patient) -> Iterator[str]:
    person = {"patient_id": patient.pk}
    for name in ("survivorship", "survivorship_for_person", "survivorship_for_primary_care"):
        yield reverse(f"careplans:{name}", kwargs=person)
    for name in ("plan", "follow_up"):
        yield reverse(f"careplans:{name}", kwargs=person) + "?horizon=survivorship"
    watch = LateEffectWatch.objects.of(patient).standing().first()
    for name in ("watch_checked", "watch_change", "watch_off"):
        yield reverse(f"careplans:{name}", kwargs=person | {"watch_id": watch.pk})
    yield reverse("patients:caregivers", kwargs=person)
    caregiver = Caregiver.objects.of(patient).get()
    yield reverse("careplans:caregiver_plan", kwargs=person | {"caregiver_id": caregiver.pk})


def pages_of_a_plan_being_written(patient: Patient) -> Iterator[str]:
    open_plan_draft(patient=patient, by=patient.lead_clinician)
    for slot in ("target_1", "anchor", "coping"):
        yield reverse("careplans:slot", kwargs={"patient_id": patient.pk, "slot": slot})
    for name in ("careplans:plan", "careplans:one_thing", "careplans:activate"):
        yield reverse(name, kwargs={"patient_id": patient.pk})


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "clinician": pages_of_the_clinician,
    "navigator": lambda: iter(["/", "/patients/", "/referrals/", "/tasks/"]),
    "administrator": lambda: iter(["/", "/referrals/", "/program/"]),
    "pharmacist": lambda: iter(["/", "/patients/", "/tasks/"]),
}


@pytest.mark.parametrize("role", PAGES)
def test_every_page_is_sound(demo: None, visitor: Callable[..., Visitor], role: str) -> None:
    v = visitor()
    v.signs_in(f"{role}@demo.example", PASSWORD)
    assert not "".join(faults_of(v, PAGES[role]()))


def test_a_patients_pages_are_sound(demo: None, visitor: Callable[..., Visitor]) -> None:
    plan = CarePlan.objects.active().first()
    last_day = plan.patient.clinic.today() + timedelta(days=3)
    v = visitor()
    purposes = ((Purpose.MY_PLAN, "m"), (Purpose.CHECK_IN, "c"))
    tokens = (
        (path, make_token(purpose, subject_id=plan.pk, last_day=last_day)) for purpose, path in purposes
    )
    assert not "".join(faults_of(v, (f"/{path}/{token}/" for path, token in tokens)))


def test_the_dark_theme_is_sound(demo: None, browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    v = Visitor(page, live_server.url)
    v.signs_in("clinician@demo.example", PASSWORD)
    patient = Patient.objects.get(family_name="Okafor")
    pages = ("/", *(reverse(name, kwargs={"patient_id": patient.pk}) for name in CHART))
    assert not "".join(faults_of(v, pages))


def test_every_signed_in_page_says_that_this_is_a_demo(demo: None, visitor: Callable[..., Visitor]) -> None:
    v = visitor()
    v.opens("/accounts/login/")
    v.reads("demonstration")
    v.signs_in("clinician@other.example", PASSWORD)
    v.reads("demonstration")
    assert User.objects.get(email="clinician@other.example").home_clinic.is_demo


def faults_of(visitor: Visitor, addresses: Iterable[str]) -> Iterator[str]:
    """Each page on a desk, for axe and the console, and at 320 pixels, for its width."""
    for address in addresses:
        visitor.page.set_viewport_size(DESK)
        visitor.opens(address)
        yield visitor.faults()
        visitor.page.set_viewport_size(PHONE)
        if not visitor.finds_it_no_wider_than_the_window():
            yield f"\n{address} is wider than 320 pixels"

"""/demo/mail/: what the demo clinic would have sent, shown to its own people."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from integrative.accounts.keys import uuid7
from integrative.accounts.models import Clinic
from integrative.messaging.kinds import Letter
from integrative.messaging.mail import send_letter
from integrative.messaging.models import SinkMail
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(clinic: Clinic) -> Clinic:
    clinic.is_demo = True
    clinic.save()
    return clinic


def post(clinic: Clinic, subject: str, body: str = "Please sign in.") -> None:
    letter = Letter(to="someone@patients.example", subject=subject, body=body)
    send_letter(letter, key=uuid7(), clinic_id=clinic.pk)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("clinician", 200),
        ("navigator", 200),
        ("administrator", 200),
        ("pharmacist", 200),
        ("other_clinic", 404),
        ("nobody", 302),
    ],
)
def test_who_may_read_the_letters_of_a_demo_clinic(
    demo: Clinic, sign_in: SignIn, role: str, status: int
) -> None:
    assert sign_in(role).get(reverse("messaging:sink")).status_code == status


def test_a_clinic_that_is_no_demo_has_no_such_page(clinic: Clinic, sign_in: SignIn) -> None:
    post(clinic, "A question for you")
    assert sign_in("clinician").get(reverse("messaging:sink")).status_code == 404


def test_letters_stand_newest_first_with_what_they_said(demo: Clinic, sign_in: SignIn, now: datetime) -> None:
    post(demo, "First letter", body="Open https://clinic.example/c/abc <b>now</b>")
    post(demo, "Second letter")
    SinkMail.objects.filter(subject="First letter").update(received_at=now - timedelta(days=1))
    page = sign_in("navigator").get(reverse("messaging:sink")).content.decode()
    assert page.index("Second letter") < page.index("First letter")
    assert "someone@patients.example" in page
    assert 'href="https://clinic.example/c/abc"' in page
    assert "&lt;b&gt;now" in page


def test_letters_of_another_clinic_and_of_none_are_not_shown(
    demo: Clinic, sign_in: SignIn, staff: SimpleNamespace
) -> None:
    post(Clinic.objects.exclude(pk=demo.pk).get(), "For the other clinic")
    EmailMessage("Your new password", "A link", to=["clinician@demo.example"]).send()
    assert SinkMail.objects.count() == 2
    page = sign_in("clinician").get(reverse("messaging:sink")).content.decode()
    assert "No letter yet" in page


def test_many_letters_come_in_pages(demo: Clinic, sign_in: SignIn) -> None:
    for number in range(51):
        post(demo, f"Letter {number:02}")
    reader = sign_in("clinician")
    assert "Page 1 of 2" in reader.get(reverse("messaging:sink")).content.decode()
    assert "Letter 00" in reader.get(reverse("messaging:sink"), {"page": 2}).content.decode()

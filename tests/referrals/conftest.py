"""A patient with one open referral, and what a browser posts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from integrative.accounts.models import Clinic
from integrative.ui.chart_form import sign_chart
from patients.models import Patient
from referrals.models import Referral, Service
from tests.factories.referrals import ReferralFactory, ServiceFactory


@pytest.fixture
def patient(patient: Patient) -> Patient:
    patient.family_name, patient.given_names = "Okafor", "Daniel"
    patient.save()
    return patient


@pytest.fixture
def acupuncture(clinic: Clinic) -> Service:
    return ServiceFactory(clinic=clinic, name="Acupuncture")


@pytest.fixture
def referral(patient: Patient, acupuncture: Service) -> Referral:
    return ReferralFactory(patient=patient, service=acupuncture)


def step(referral: Referral, to: str, **more: Any) -> dict[str, Any]:
    """What the page that showed `referral` posts to move it."""
    guards = {"chart": sign_chart(referral.patient_id), "version": referral.version, "once": str(uuid4())}
    return guards | {"to": to} | more


def move_url(referral: Referral) -> str:
    return reverse("referrals:move_card", args=[referral.pk])


def detail_url(referral: Referral) -> str:
    return reverse("referrals:detail", args=[referral.pk])


def refer_url(patient: Patient) -> str:
    return reverse("referrals:refer", args=[patient.pk])

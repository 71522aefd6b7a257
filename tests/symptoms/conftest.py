from __future__ import annotations

import pytest
from django.test import Client

from integrative.accounts.models import User
from patients.models import Patient
from symptoms.models import Consultation
from tests.conftest import SignIn
from tests.factories.symptoms import ConsultationFactory


@pytest.fixture
def draft(patient: Patient, clinician: User) -> Consultation:
    return ConsultationFactory(patient=patient, author=clinician)


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The clinician at work."""
    return sign_in("clinician")

"""Which pages grow with the clinic. Long: asked for with CLINIC_GROWTH=1000,20000,100000 ./clinic bench."""

from __future__ import annotations

import os
import time

import pytest

from integrative.accounts.models import Clinic
from integrative.workspace.seed.load import seed_people
from patients.models import Patient

from .growth import costs, table

SIZES = [int(size) for size in os.environ.get("CLINIC_GROWTH", "").split(",") if size]


@pytest.mark.skipif(not SIZES, reason="takes long; CLINIC_GROWTH names the sizes")
@pytest.mark.django_db(transaction=True)
def test_what_pages_cost_as_the_clinic_grows(capsys):
    by_size, there = {}, 0
    for size in sorted(SIZES):
        begun = time.monotonic()
        seed_people(patients=size - there, slug="riverside", number=1, processes=2, done=lambda _: None)
        seconds = time.monotonic() - begun
        by_size[size] = costs(Clinic.objects.get(slug="riverside"))
        with capsys.disabled():
            load = os.getloadavg()[0]
            print(f"\n{size - there:,} people seeded in {seconds:,.0f} s; load {load:.1f}")
        there = size
    assert Patient.objects.filter(mrn__startswith="S").count() == there
    with capsys.disabled():
        print(f"\n{table(by_size)}")

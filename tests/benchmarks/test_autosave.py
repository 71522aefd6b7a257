"""How long a section takes to save itself, over HTTP, with one web process.

CLINIC_GROWTH names how many people are in the clinic.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import time as clock_time
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from integrative.accounts.models import User
from integrative.embedded.runner import ROOT, WEB
from integrative.ui.chart_form import sign_chart
from integrative.workspace.demo.visit import answers_of
from integrative.workspace.demo.visits_in_treatment import OKAFOR_FIRST, OKAFOR_SECOND
from integrative.workspace.seed.load import seed_people
from patients.models import Patient
from symptoms.forms import FORMS
from symptoms.models import Consultation, Section
from symptoms.services import open_draft

PEOPLE = int(os.environ.get("CLINIC_GROWTH", "1000").split(",")[-1])
TIMES = 200
READY_SECONDS = 60


class Desk:
    """One signed-in browser; each request on a connection of its own, as after a pause in typing."""

    def __init__(self, port: int, user: User) -> None:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        token = secrets.token_hex(16)
        self.headers = {
            "Cookie": f"sessionid={client.cookies['sessionid'].value}; csrftoken={token}",
            "X-CSRFToken": token,
        }
        self.port = port

    def get(self, address: str) -> bytes:
        return self._ask("GET", address)

    def autosave(self, address: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        more = {"Content-Type": "application/x-www-form-urlencoded", "X-Autosave": "1"}
        answer: dict[str, Any] = json.loads(self._ask("POST", address, urlencode(fields, doseq=True), more))
        return answer

    def _ask(self, method: str, address: str, body: str = "", more: Mapping[str, str] | None = None) -> bytes:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as line:
            line.request(method, address, body, {**self.headers, **(more or {})})
            answer = line.getresponse()
            text = answer.read()
        assert answer.status == 200, (address, answer.status, text[:500])
        return text


@pytest.fixture
def port(db: None) -> Iterator[int]:
    """One web process as `./clinic run` starts it, on the tests' database."""
    argv = [*WEB]
    argv[argv.index("--workers") + 1] = "1"
    env = os.environ | {"DATABASE_URL": _tests_database(), "ALLOWED_HOSTS": "127.0.0.1"}
    env.pop("CLINIC_WATCH_QUERIES", None)
    with socket.create_server(("127.0.0.1", 0)) as door:
        number: int = door.getsockname()[1]
        bind = ["--bind", f"fd://{door.fileno()}"]
        web = subprocess.Popen(
            [*argv, *bind], cwd=ROOT, env=env, pass_fds=[door.fileno()], stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(number)
            yield number
        finally:
            web.send_signal(signal.SIGTERM)
            web.wait(timeout=20)


def _tests_database() -> str:
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=READY_SECONDS)) as caller:
                caller.request("GET", "/healthz")
                caller.getresponse().read()
            return
        except OSError:
            assert time.monotonic() < deadline, "the web process does not answer"
            time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_how_long_a_section_takes_to_save_itself(request, capsys):
    seed_people(patients=PEOPLE, slug="riverside", number=1, processes=2, done=lambda _: None)
    patient = Patient.objects.get(clinic__slug="riverside", family_name="Okafor", given_names="Daniel")
    draft = open_draft(patient=patient, by=patient.lead_clinician)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    desk = Desk(request.getfixturevalue("port"), patient.lead_clinician)
    bare = _timed(lambda turn: desk.get("/healthz"))
    rows = {"`/healthz`, signed in": bare}
    rows |= {section.label: _timed(_saving(desk, draft, section)) for section in draft.sections}
    with capsys.disabled():
        print(f"\n{Patient.objects.count():,} people, one web process, load {os.getloadavg()[0]:.1f}")
        print(_table(rows, bare))


def _saving(desk: Desk, draft: Consultation, section: Section) -> Callable[[int], None]:
    address = reverse("symptoms:save_section", args=[draft.patient_id, section])
    guards = {"chart": sign_chart(draft.patient_id), "draft": str(draft.pk)}
    visits = [_typed(section, answers[section]) for answers in _two_visits() if section in answers]
    versions = [0]

    def save(turn: int) -> None:
        fields = visits[turn % len(visits)] | guards | {"once": str(uuid4()), "version": versions[-1]}
        versions.append(desk.autosave(address, fields)["version"])

    return save


def _two_visits() -> list[dict[Section, dict[str, Any]]]:
    """Of one person, to be saved in turn, so that every save changes something."""
    return [
        {Section.SUPPLEMENTS: {"takes_no_products": None}, **answers_of(sketch)}
        for sketch in (OKAFOR_FIRST, OKAFOR_SECOND)
    ]


def _typed(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a browser would send for these answers."""
    typed = FORMS[section].typed({"concerns": [], "areas": [], "goals": [], "numbers": {}, **answers})
    if section is Section.SYMPTOMS:
        typed["asked"] = " ".join(answers["scores"])
    return {name: _sent(value) for name, value in typed.items() if value not in (None, False, "", [])}


def _sent(value: Any) -> Any:
    if isinstance(value, clock_time):
        return f"{value:%H:%M}"
    return "on" if value is True else value


def _timed(ask: Callable[[int], object]) -> list[float]:
    """Milliseconds of each request, after a few that warm up."""
    spent = []
    for turn in range(TIMES + 5):
        begun = time.perf_counter()
        ask(turn)
        spent.append(1000 * (time.perf_counter() - begun))
    return spent[5:]


def _table(rows: Mapping[str, list[float]], bare: list[float]) -> str:
    lines = ["| what | p50, ms | p95, ms | p50 beside the bare request |", "| --- | --- | --- | --- |"]
    for name, spent in rows.items():
        middle, high = _percentiles(spent)
        lines.append(f"| {name} | {middle:.1f} | {high:.1f} | {middle / _percentiles(bare)[0]:.1f} |")
    return "\n".join(lines)


def _percentiles(spent: list[float]) -> tuple[float, float]:
    points = quantiles(spent, n=100)
    return points[49], points[94]

"""What pages cost in a clinic of some size: queries, and the median of several requests in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from integrative.accounts.models import Clinic, User
from integrative.ui.days import identity_day
from patients.models import Patient
from patients.paging import page_of

REQUESTS = 7
LIST, FIND = reverse("patients:list"), reverse("patients:find")
CHIPS = {
    "my patients": {"mine": "1"},
    "a common phase": {"phase": "active_treatment"},
    "a rare phase": {"phase": "hospice"},
    "review due within two weeks": {"review": "due"},
    "review late": {"review": "late"},
    "no check-in for two weeks": {"quiet": "1"},
    "phase, review late and no check-in": {"phase": "survivorship", "review": "late", "quiet": "1"},
    "mine, rare phase and review late": {"mine": "1", "phase": "hospice", "review": "late"},
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds; the fastest request is the one that others on the machine disturbed least."""

    queries: int
    median: float
    fastest: float


def costs(clinic: Clinic) -> dict[str, Cost]:
    """By name of the page; the first line is the bare limit of the same run."""
    measured = {"`SELECT 1`": Cost(1, *_timed(_select_1))}
    for name, ask in _requests(clinic):
        response = ask()
        assert response.status_code == 200, (name, response.status_code)
        with CaptureQueriesContext(connection) as asked:
            ask()
        measured[name] = Cost(len(asked), *_timed(ask))
    return measured


def table(by_size: dict[int, dict[str, Cost]]) -> str:
    """A Markdown table: a line for each page, a column for each size; median and, in brackets, fastest in ms.

    The last column compares the fastest.
    """
    sizes = sorted(by_size)
    head = ["what", "queries", *(f"{size:,} people" for size in sizes), "times as long"]
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    for name in by_size[sizes[0]]:
        row = [by_size[size][name] for size in sizes]
        counts = sorted({cost.queries for cost in row})
        cells = [
            name,
            " to ".join(map(str, counts)),
            *(f"{cost.median:.1f} ({cost.fastest:.1f})" for cost in row),
        ]
        lines.append(f"| {' | '.join(cells)} | {row[-1].fastest / row[0].fastest:.1f} |")
    return "\n".join(lines)


def _select_1() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def _timed(ask: Callable[[], object]) -> tuple[float, float]:
    spent = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        ask()
        spent.append(time.perf_counter() - begun)
    return 1000 * median(spent), 1000 * min(spent)


def _requests(clinic: Clinic) -> Iterator[tuple[str, Callable[[], HttpResponse]]]:
    people = Patient.objects.filter(clinic=clinic)
    someone = people.order_by("pk")[people.count() // 2]
    client = _signed_in(someone.lead_clinician)

    def get(address: str, **query: str) -> Callable[[], HttpResponse]:
        return lambda: client.get(address, query)

    def post(address: str, **fields: str) -> Callable[[], HttpResponse]:
        return lambda: client.post(address, fields)

    deep = people.by_name()[people.count() * 9 // 10]
    cursor = page_of(people.following(deep), "", within=people).next_cursor
    yield "patient list, first page", get(LIST)
    yield "patient list, a page at nine tenths", get(LIST, after=cursor)
    for name, chips in CHIPS.items():
        yield f"list: {name}", get(LIST, **chips)
    yield "find: whole name", post(FIND, q=str(someone).replace(",", ""))
    yield "find: three letters of a common name", post(FIND, q="fen")
    yield "find: birth date", post(FIND, q=identity_day(someone.birth_date))
    yield "find: MRN", post(FIND, q=someone.mrn)
    yield (
        "look-alikes while registering",
        post(
            reverse("patients:look_alikes"),
            family_name=someone.family_name,
            given_names=someone.given_names,
            birth_date=someone.birth_date.isoformat(),
        ),
    )
    yield "chart", get(someone.get_absolute_url())
    yield "record", get(reverse("patients:record", args=[someone.pk]))
    yield "clinician's home", get(reverse("workspace:home"))
    yield "tasks", get(reverse("workspace:tasks"))
    yield "own caseload", get(reverse("workspace:program"))


def _signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client

"""Screening what a person takes: live for pages, and kept when something changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from typing import Any

import structlog
from django.db import transaction
from django.db.models import QuerySet

from integrative.accounts import clock
from integrative.accounts.models import User
from patients.models import Patient
from patients.services.facts import hold
from symptoms.models import ProductFinding, ProductScreen, ProductUse, ProductVerdict, Verdict
from symptoms.screen_rows import rows_of
from symptoms.screening import Finding, ListScreen, Screened, screen_rows

from .standings import Standings, ask_the_pharmacist, keep_standings, note_look, standings_of

log = structlog.get_logger("screening")


def screen_list(patient: Patient, user: User | None = None) -> ListScreen:
    """Everything the person takes against the record of today. One query; nothing is written.

    `user` sees only products of their clinics; None is the clinic's own clockwork.
    """
    today = patient.clinic.today()
    seen = screen_rows(rows_of(patient, today, user=user), patient.clinic, today, clock.now())
    if seen.failed:
        log.error("products not screened", patient=str(patient.pk), why=seen.failed)
    return seen


def undecided_stops(patient: Patient) -> list[ProductUse]:
    """Products to stop on which nobody has decided, as the record stands now."""
    return [row.product for row in screen_list(patient).undecided if row.verdict == Verdict.STOP]


@transaction.atomic
def store_screen(patient: Patient, *, by: User | None, why: str) -> ProductScreen | None:
    """Screen and keep it, with where each product stands and what waits for the pharmacist.

    None when nothing is taken, or when record, tables and findings are those of the newest one kept.
    """
    hold(patient)
    # Locked before the record is read: a change noted after that waits, and asks for the next screen.
    standings = standings_of(patient)
    return keep_screen(patient, screen_list(patient), standings, by=by, why=why)


def keep_screen(
    patient: Patient, seen: ListScreen, standings: Standings, *, by: User | None, why: str
) -> ProductScreen | None:
    """Keep what was seen unless the newest says the same. In: a held patient with locked standings."""
    if seen.failed:
        note_look(seen.products, patient.clinic.today(), seen.knowledge_version)
        return None
    if not seen.products:
        return None
    digest, newest = digest_of(seen), _screens(patient).first()
    if newest and newest.digest == digest:
        keep_standings(newest, seen.products, standings, patient.clinic.today())
        return None
    screen = ProductScreen.objects.create(
        patient=patient, why=why, screened_by=by, screened_at=seen.screened_at, digest=digest,
        knowledge_version=seen.knowledge_version, question=seen.question,
        not_understood=list(seen.not_understood),
    )  # fmt: skip
    _keep_findings(screen, seen.products)
    keep_standings(screen, seen.products, standings, patient.clinic.today())
    ask_the_pharmacist(seen, standings, by=by)
    return screen


def newest_screen_of(patient: Patient) -> ProductScreen:
    """The newest one kept. Raises IndexError when there is none."""
    return _screens(patient)[0]


def _screens(patient: Patient) -> QuerySet[ProductScreen]:
    return ProductScreen.objects.of(patient).newest_first()


def digest_of(seen: ListScreen) -> str:
    """Names the record, the tables and what they said. Of the day only what it changed counts."""
    question = {name: value for name, value in seen.question.items() if name != "on"}
    said = [
        [
            str(row.product.pk),
            row.verdict,
            row.not_understood,
            [_undated(finding) for finding in row.findings],
        ]
        for row in seen.products
    ]
    whole = json.dumps([seen.knowledge_version, question, said], sort_keys=True)
    return sha256(whole.encode()).hexdigest()


def _undated(finding: Finding) -> dict[str, Any]:
    """Without the days, which follow from the question: "stop by today" is no news each morning."""
    return {name: value for name, value in asdict(finding).items() if name not in {"stop_by", "restart_on"}}


def _keep_findings(screen: ProductScreen, products: Iterable[Screened]) -> None:
    verdicts = {
        row.product.pk: ProductVerdict(
            screen=screen, product=row.product, verdict=row.verdict,
            ingredients=list(row.ingredients), not_understood=list(row.not_understood),
        )
        for row in products
    }  # fmt: skip
    ProductVerdict.objects.bulk_create(verdicts.values())
    ProductFinding.objects.bulk_create(
        _kept(finding, verdicts[row.product.pk], position)
        for row in products
        for position, finding in enumerate(row.findings, start=1)
    )


def _kept(finding: Finding, verdict: ProductVerdict, position: int) -> ProductFinding:
    same = (
        "supplement", "counterpart", "severity", "evidence", "certainty", "direction", "mechanism", "action",
        "action_detail", "tier", "rule", "review", "stop_by", "restart_on",
    )  # fmt: skip
    return ProductFinding(
        verdict=verdict, position=position, counterpart_kind=finding.kind, chain=list(finding.chain),
        sources=list(finding.sources), **{name: getattr(finding, name) for name in same},
    )  # fmt: skip

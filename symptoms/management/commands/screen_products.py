"""Screens what everyone takes, and says what came of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rest_framework.utils.encoders import JSONEncoder

from integrative.accounts.models import Clinic
from symptoms.models import Verdict
from symptoms.serializers import ScreenSerializer
from symptoms.services.rescreening import Look, chunks, keep_looks, look_at, who_takes_something


class Command(BaseCommand):
    help = "Screens the products of everyone in care, keeps what is new, and says whom it concerns."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clinic", metavar="SLUG", help="only this clinic")
        parser.add_argument(
            "--changed", action="store_true", help="only whose screen says otherwise than the one kept"
        )
        parser.add_argument("--dry-run", action="store_true", help="keep nothing")
        parser.add_argument("--json", action="store_true", help="a line of JSON for each person")

    def handle(self, *args: Any, **options: Any) -> None:
        clinics = Clinic.objects.order_by("slug")
        if slug := options["clinic"]:
            clinics = clinics.filter(slug=slug)
            if not clinics:
                raise CommandError(f"There is no clinic {slug}.")
        counted: Counter[str] = Counter()
        for clinic in clinics:
            for look in self._looks(clinic, keep=not options["dry_run"]):
                if options["changed"] and not look.is_new:
                    continue
                counted.update(["people", *(["changed"] if look.is_new else [])])
                counted.update(row.verdict for row in look.seen.products)
                counted["waiting"] += len(look.seen.undecided)
                if options["json"]:
                    self.stdout.write(_line(look))
        if not options["json"]:
            self.stdout.write(_summary(counted))

    def _looks(self, clinic: Clinic, *, keep: bool) -> Iterator[Look]:
        today = clinic.today()
        for chunk in chunks(who_takes_something(clinic)):
            looks = look_at(clinic, chunk, today)
            if keep:
                keep_looks(looks, today)
            yield from looks


def _line(look: Look) -> str:
    answer = ScreenSerializer(look.seen).data
    return json.dumps({"patient": look.patient_id, "is_new": look.is_new, **answer}, cls=JSONEncoder)


def _summary(counted: Counter[str]) -> str:
    said = [f"{counted[verdict]} {verdict.label.lower()}" for verdict in Verdict if counted[verdict]]
    return "\n".join([
        f"People who take something: {counted['people']}; otherwise than before: {counted['changed']}.",
        f"Products: {', '.join(said) or 'none'}. Waiting for a decision: {counted['waiting']}.",
    ])  # fmt: skip

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from integrative.accounts.errors import Refused
from symptoms.models import Urgency
from symptoms.services.flag_limits import limits_of, set_limits

OPTIONS = {"now": Urgency.NOW, "today": Urgency.TODAY, "soon": Urgency.SOON, "routine": Urgency.ROUTINE}


class Command(BaseCommand):
    help = "Shows, and with minutes sets, how long a red flag may wait before it goes to every clinician."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("clinic", help="the clinic's short name")
        for name, urgency in OPTIONS.items():
            parser.add_argument(f"--{name}", type=int, metavar="MINUTES", help=f"“{urgency.label}”")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = {urgency: options[name] for name, urgency in OPTIONS.items() if options[name] is not None}
        try:
            clinic = set_limits(slug=options["clinic"], minutes=asked)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        for urgency, minutes in limits_of(clinic).items():
            self.stdout.write(f"{Urgency(urgency).label}: {minutes:,} minutes")

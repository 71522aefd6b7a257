import os
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from integrative.accounts.errors import Refused
from integrative.workspace.seed.heavy import seed_heavy
from integrative.workspace.seed.load import seed_people


class Command(BaseCommand):
    help = "Invents people by the thousand in the demo clinic. Refuses where a real clinic stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--patients", type=int, default=0, help="how many people")
        parser.add_argument("--clinic", default="riverside", help="the clinic's short name")
        parser.add_argument("--seed", type=int, default=1, help="the same number draws the same people")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
        parser.add_argument("--heavy", action="store_true", help="and one person with 500 rows of everything")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted, begun, written = options["patients"], time.monotonic(), 0

        def done(people: int) -> None:
            nonlocal written
            written += people
            seconds = time.monotonic() - begun
            self.stdout.write(f"{written:,} of {wanted:,} people, {written / seconds:,.0f} a second")

        try:
            seed_people(
                patients=wanted,
                slug=options["clinic"],
                number=options["seed"],
                processes=options["processes"],
                done=done,
            )
            if options["heavy"]:
                patient = seed_heavy(slug=options["clinic"], number=options["seed"])
                self.stdout.write(f"One person with 500 rows of everything: {patient.get_absolute_url()}")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

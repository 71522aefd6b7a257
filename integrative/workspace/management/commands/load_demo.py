from typing import Any

from django.core.management.base import BaseCommand, CommandError

from integrative.workspace.demo.load import RealClinicHere, load_demo


class Command(BaseCommand):
    help = "Loads the demo clinic once. Refuses where a real clinic stands."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_demo()
        except RealClinicHere as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write("The demo clinic was loaded." if loaded else "The demo clinic stands already.")

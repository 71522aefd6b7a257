import os
from typing import Any

from celery import Celery
from celery.signals import beat_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "integrative.settings")

app = Celery("integrative")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@beat_init.connect
def look_at_once(**_: Any) -> None:
    """What is due does not wait for the first interval to pass, nor does /readyz."""
    for entry in app.conf.beat_schedule.values():
        app.send_task(entry["task"])

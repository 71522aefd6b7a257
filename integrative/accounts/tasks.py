from celery import shared_task

from . import services


@shared_task(time_limit=60)
def forget_spent_keys() -> None:
    services.forget_spent_keys()

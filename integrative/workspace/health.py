"""Two questions a supervisor asks: does the process answer, and can it do its work?"""

from datetime import timedelta

import redis
import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error as DatabaseFault
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

from integrative.messaging.models import Beat

PATIENCE_SECONDS = 2
STALE_AFTER = timedelta(seconds=max(60, 5 * settings.SWEEP_SECONDS))
OK, DOWN, PENDING, STALE, NEVER, UNKNOWN = "ok", "down", "pending", "stale", "never", "unknown"

log = structlog.get_logger("health")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Nothing else is asked: a restart here would not mend a database."""
    return JsonResponse({"status": OK})


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part can do its work, else 503; a word for each part, never an address."""
    parts = {"redis": _redis()} | _database()
    ready = all(parts[name] == OK for name in ("database", "redis", "migrations", "beat"))
    return JsonResponse({"status": OK if ready else "unavailable"} | parts, status=200 if ready else 503)


def _redis() -> str:
    """Cache and broker are one server."""
    client = redis.Redis.from_url(
        settings.CACHES["default"]["LOCATION"],
        socket_timeout=PATIENCE_SECONDS,
        socket_connect_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with client:
            client.ping()
    except redis.RedisError as fault:
        log.warning("not ready", part="redis", fault=type(fault).__name__)
        return DOWN
    return OK


def _database() -> dict[str, str | int | None]:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{PATIENCE_SECONDS}s"])
            if _migrations_wait():
                return {"database": OK, "migrations": PENDING, "beat": UNKNOWN, "beat_age_seconds": None}
            return {"database": OK, "migrations": OK} | _beat()
    except DatabaseFault as fault:
        log.warning("not ready", part="database", fault=type(fault).__name__)
        return {"database": DOWN, "migrations": UNKNOWN, "beat": UNKNOWN, "beat_age_seconds": None}


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _beat() -> dict[str, str | int | None]:
    """The tick went through beat, broker and a worker, so its age speaks for all three."""
    tick = Beat.objects.first()
    if tick is None:
        return {"beat": NEVER, "beat_age_seconds": None}
    age = timezone.now() - tick.last_at
    return {"beat": STALE if age > STALE_AFTER else OK, "beat_age_seconds": round(age.total_seconds())}

"""Log lines: an event with named fields. Addresses, names and typed text are never among them."""

from typing import Any

import structlog
import structlog.typing

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=True),
]
QUIET = {
    # Django's own line carries the path of a request; RequestLog writes one without it.
    "django.request": "CRITICAL",
    "django.server": "WARNING",
    "celery.app.trace": "WARNING",
    "celery.beat": "WARNING",
    "celery.worker.strategy": "WARNING",
}


def log_settings() -> dict[str, Any]:
    """The LOGGING setting: every logger, ours and third-party, through one formatter to standard error."""
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    line = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processor": structlog.dev.ConsoleRenderer(
            colors=False,
            pad_event_to=0,
            pad_level=False,
            # The richer formatter prints local variables, and with them names and notes.
            exception_formatter=structlog.dev.plain_traceback,
        ),
        "foreign_pre_chain": SHARED,
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {name: {"level": level} for name, level in QUIET.items()},
    }

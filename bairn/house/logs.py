"""Structured logs that hold no personal data: events and codes, never values from a request."""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import structlog

# Only these keys ever reach a log line; anything else is dropped by name.
ALLOWED = frozenset(
    [
        "event",
        "level",
        "timestamp",
        "logger",
        "code",
        "count",
        "seconds",
        "door",
        "status",
        "method",
        "act",
        "part",
        "pid",
        "size",
        "signal",
        "exception_type",
        "where",
    ]
)


def configure(settings: Mapping[str, Any]) -> None:
    """Set up logging for this process; `settings["level"]` is the least level that is written."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Bare())
    logging.basicConfig(handlers=[handler], level=settings["level"], force=True)
    # These write request paths, SQL or parameters: a path can hold a receipt, SQL a name.
    for name in (
        "django.request",
        "django.db.backends",
        "axes",
        "procrastinate",
        "django.security",
    ):
        logging.getLogger(name).setLevel(logging.WARNING)


def only_allowed(_: Any, __: str, event: Any) -> Any:
    """Drop every key that is not on the list, and say which by name."""
    dropped = sorted(set(event) - ALLOWED)
    kept = {key: value for key, value in event.items() if key in ALLOWED}
    if dropped:
        kept["where"] = "dropped:" + ",".join(dropped)
    return kept


class _Bare(logging.Formatter):
    """Library lines: logger, level and the message *template*, never its arguments or locals."""

    def format(self, record: logging.LogRecord) -> str:
        kind = ""
        where = ""
        if record.exc_info and record.exc_info[0]:
            kind = record.exc_info[0].__name__
            where = _deepest(record.exc_info[2])
        template = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        if record.name.startswith("django.security.") and not record.args:
            template = ""  # what a stranger sent, written into the message already
        return " ".join(p for p in (record.levelname, record.name, template, kind, where) if p)


def _deepest(trace: Any) -> str:
    """File and line where it happened, for the developer; no local value, no message."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""

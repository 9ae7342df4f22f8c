"""The one place where time is read. Doors call `now()` once and pass the value down."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(tz=UTC)


def stamp(at: datetime) -> str:
    """An aware moment as RFC 3339 text in UTC with microseconds: `2026-11-24T09:00:00.000000Z`.

    Raises ValueError for a naive value: a time without its zone is not a time.
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

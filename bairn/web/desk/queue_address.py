"""The queue's address: filters and places as codes, both ways. Plain Python."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bairn.intake.terms import Channel
from bairn.triage.terms import Band, QueueFilters, QueueKey, QueueState

BANDS = {"a": Band.A.value, "b": Band.B.value, "c": Band.C.value, "new": 0}
_LETTERS = {number: letter for letter, number in BANDS.items()}
_STATES = {state.name.lower(): state for state in QueueState}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def filters(bands: Sequence[str], channels: Sequence[str], state: str) -> QueueFilters:
    """The filters that stand in an address; what no code says is left out."""
    known = {channel.value for channel in Channel}
    return QueueFilters(
        bands=frozenset(BANDS[one] for one in bands if one in BANDS),
        channels=frozenset(one for one in channels if one in known),
        state=_STATES.get(state, QueueState.WAITING),
    )


def pairs(wanted: QueueFilters) -> Iterator[tuple[str, str]]:
    """The same filters as they stand in an address."""
    for band in sorted(wanted.bands):
        yield "band", _LETTERS[band]
    for channel in sorted(wanted.channels):
        yield "channel", channel
    if wanted.state is not QueueState.WAITING:
        yield "state", wanted.state.name.lower()


def place(key: QueueKey) -> str:
    """A place in the queue as an address holds it: numbers and an opaque id."""
    moments = (_micros(key.urgent_until), _micros(key.received_at))
    return "_".join(map(str, (key.band, key.behind, *moments, key.report_id)))


def key(text: str) -> QueueKey | None:
    """The place that an address names; None for the top, and for what names no place."""
    parts = text.split("_")
    try:
        band, behind, urgent, received = (int(part) for part in parts[:4])
        return QueueKey(
            band=band,
            behind=behind,
            urgent_until=_moment(urgent),
            received_at=_moment(received),
            report_id=uuid.UUID(parts[4]),
        )
    except (ValueError, IndexError, OverflowError):
        return None


def letters() -> Mapping[int, str]:
    """The letter of each band's number in an address."""
    return dict(_LETTERS)


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)

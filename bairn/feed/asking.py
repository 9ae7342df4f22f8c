"""How the feed asks other rooms: look by look, but for what is no part of the actor's role."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from bairn.access import gate
from bairn.cases import queries as cases
from bairn.intake import queries as intake
from bairn.kernel.actor import Actor

T = TypeVar("T")


def asked(look: str, ask: Callable[..., Iterable[T]], actor: Actor, at: datetime) -> tuple[T, ...]:
    """What a look answers, or nothing where it is no part of the actor's role."""
    return tuple(ask(actor=actor, at=at)) if gate.fits(actor, look) else ()


def of_cases(actor: Actor, at: datetime, case_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """The references of these cases, as far as the actor reaches them; of none nobody is asked."""
    wanted = list(dict.fromkeys(case_ids))
    if not wanted or not gate.fits(actor, "cases.list"):
        return {}
    cards = cases.by_ids(actor=actor, at=at, case_ids=wanted)
    return {card.id: card.reference for card in cards}


def of_reports(
    actor: Actor, at: datetime, report_ids: Iterable[uuid.UUID]
) -> Mapping[uuid.UUID, str]:
    """The same of reports."""
    wanted = list(dict.fromkeys(report_ids))
    if not wanted or not gate.fits(actor, "intake.list"):
        return {}
    rows = intake.by_ids(actor=actor, at=at, report_ids=wanted)
    return {row.id: row.reference for row in rows}

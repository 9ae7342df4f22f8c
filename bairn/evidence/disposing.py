"""When an exhibit may be given back or disposed of: two people, and nothing that stands against."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from bairn.evidence import handing
from bairn.evidence.terms import Disposal, ExhibitCard, Keeping, Objection, Obstacle
from bairn.kernel.actor import Actor
from bairn.kernel.periods import within_reach
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text

GONE = frozenset({"given_back", "disposed"})


class Obstacles(Protocol):
    """What a part of the room has against a disposal; kits have rules of their own."""

    def __call__(
        self, *, actor: Actor, at: datetime, case_id: uuid.UUID, exhibit_id: uuid.UUID
    ) -> Iterable[Obstacle]:
        """Every reason why this exhibit may not go yet; none where nothing is known of it."""


def own_obstacles(
    *,
    at: datetime,
    held: bool,
    case_open: bool,
    objections: Sequence[Objection],
    keepings: Sequence[Keeping],
) -> tuple[Obstacle, ...]:
    """What stands against the disposal of any exhibit."""
    found = []
    if held:
        found.append(Obstacle(code="evidence.held", text=_HELD))
    if case_open:
        found.append(Obstacle(code="evidence.case_open", text=_CASE_OPEN))
    if any(not one.settled_as for one in objections):
        found.append(Obstacle(code="evidence.objection", text=_OBJECTION))
    until = max((one.until_at for one in keepings), default=None)
    if until is not None and until > at:
        found.append(Obstacle(code="evidence.kept_until", text=_KEPT, until=until))
    return tuple(found)


_HELD = Text(en="A legal hold is in force.", zh="依法保全措施尚在生效。")
_CASE_OPEN = Text(en="The case is open.", zh="案件尚未办结。")
_OBJECTION = Text(en="Somebody has objected and was not answered.", zh="有异议尚未处理。")
_KEPT = Text(en="It has to be kept longer.", zh="保管期限未满。")


def still_here(card: ExhibitCard) -> None:
    """Raises Refusal for what is gone already."""
    if card.state in GONE:
        raise Refusal("evidence.gone", "This exhibit is not here any more.")


def of_whom(roles: Iterable[str], *, own_kit: bool) -> None:
    """A clinician ends what the clinic alone keeps; what belongs to a case its police do."""
    if not own_kit and not {"investigator", "supervisor"} & set(roles):
        raise Refusal(
            "evidence.disposal_of_case", "In a case its investigator or supervisor does this."
        )


def may_propose(card: ExhibitCard, standing: Disposal | None) -> None:
    """Raises Refusal for what is gone already, and while another wish stands."""
    still_here(card)
    if standing is not None:
        raise Refusal("evidence.proposed", "Its disposal is proposed already.")


def may_agree(
    disposal: Disposal | None, *, by: uuid.UUID, obstacles: Sequence[Obstacle]
) -> Disposal:
    """The wish that waits. Refuses whoever proposed it, and while anything stands against it."""
    waiting = may_decline(disposal)
    if waiting.agreed_at is not None:
        raise Refusal("evidence.agreed", "Somebody has agreed already.")
    if waiting.proposed_by == by:
        raise Refusal("evidence.second_person", "Another person has to agree.")
    nothing_against(obstacles)
    return waiting


def may_decline(disposal: Disposal | None) -> Disposal:
    """The wish that stands. Refuses where there is none, or it was carried out."""
    if disposal is None or disposal.declined_at is not None:
        raise Refusal("evidence.no_disposal", "Nobody has proposed its disposal.")
    if disposal.done_at is not None:
        raise Refusal("evidence.gone", "This exhibit is not here any more.")
    return disposal


def may_dispose(
    disposal: Disposal | None,
    *,
    by: uuid.UUID,
    witness: uuid.UUID,
    circle: Iterable[uuid.UUID],
    obstacles: Sequence[Obstacle],
    happened_at: datetime,
) -> Disposal:
    """The wish to carry out. Refuses before it was agreed, and without another's eyes."""
    standing = may_decline(disposal)
    if standing.agreed_at is None:
        raise Refusal("evidence.not_agreed", "Another person has to agree first.")
    if happened_at < standing.agreed_at:
        raise Refusal(
            "evidence.before_agreed", "It was agreed to later than that.", field="happened_at"
        )
    if witness == by or witness not in set(circle):
        raise Refusal("evidence.witness", "Somebody else of the circle sees it.", field="witness")
    nothing_against(obstacles)
    return standing


def nothing_against(obstacles: Sequence[Obstacle]) -> None:
    """Raises Refusal with the first reason that stands against it."""
    for one in obstacles:
        raise Refusal(one.code, one.text.en, text=one.text)


def may_give_back(owner: str, obstacles: Sequence[Obstacle]) -> None:
    """Raises Refusal without an owner, and while anything stands against it."""
    if not owner.strip():
        raise Refusal("evidence.owner", "Say to whom it is given back.", field="owner")
    nothing_against(obstacles)


def may_settle(objection: Objection, *, by: uuid.UUID, wish: Disposal | None) -> None:
    """Raises Refusal for what was answered already, and for whoever is a part of it.

    Those are whoever wrote the objection down, and whoever proposed what it is against.
    """
    if objection.settled_as:
        raise Refusal("evidence.answered", "This was answered already.")
    if objection.raised_by == by or (wish is not None and wish.proposed_by == by):
        raise Refusal("evidence.second_person", "Another person has to answer it.")


def may_keep_until(until_at: datetime, *, at: datetime) -> None:
    """Raises Refusal for a day that has passed or lies out of reach."""
    if until_at.tzinfo is None or until_at <= at:
        raise Refusal("evidence.past", "This day has passed.", field="until_at")
    if not within_reach(until_at):
        raise Refusal("evidence.far", "This day lies too far ahead.", field="until_at")


def may_examine(*, from_at: datetime, until_at: datetime, at: datetime, after: datetime) -> None:
    """Raises Refusal for an examination that ends before it begins, or lies in the future."""
    handing.moment(from_at, at=at, after=None, field="from_at")
    handing.moment(until_at, at=at, after=after, field="until_at")
    if until_at < from_at:
        raise Refusal("evidence.until", "It cannot end before it began.", field="until_at")

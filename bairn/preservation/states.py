"""Where a request can go from where it stands, as one table, from which the diagram is drawn."""

from collections.abc import Mapping

from bairn.kernel.refusal import Refusal
from bairn.preservation.terms import Kind, Move, State

_ANSWERS: Mapping[Move, State] = {
    Move.RECEIVE: State.RECEIVED,
    Move.REFUSE: State.REFUSED,
    Move.FIND_NOTHING: State.NOTHING_HELD,
}
_SENT: Mapping[Move, State] = {**_ANSWERS, Move.WITHDRAW: State.WITHDRAWN}
TABLE: Mapping[State, Mapping[Move, State]] = {
    State.DRAFTED: {
        Move.APPROVE: State.APPROVED,
        Move.SEND: State.SENT,
        Move.WITHDRAW: State.WITHDRAWN,
    },
    State.APPROVED: {Move.SEND: State.SENT, Move.WITHDRAW: State.WITHDRAWN},
    State.SENT: {
        Move.SEND: State.SENT,  # an emergency alone: a second route, or the letter after the call
        Move.ACKNOWLEDGE: State.ACKNOWLEDGED,
        Move.EXTEND: State.SENT,
        Move.REMOVE: State.REMOVED,
        Move.EXPIRE: State.EXPIRED,
        **_SENT,
    },
    State.ACKNOWLEDGED: {
        Move.EXTEND: State.ACKNOWLEDGED,
        Move.REMOVE: State.REMOVED,
        Move.EXPIRE: State.EXPIRED,
        **_SENT,
    },
    # Time has run out; what comes late still counts, and a late extension may still be granted.
    State.EXPIRED: {Move.EXTEND: State.ACKNOWLEDGED, **_SENT},
    State.REMOVED: {Move.REUPLOAD: State.REUPLOADED},
    State.REUPLOADED: {Move.SEND: State.SENT, Move.REMOVE: State.REMOVED},
    State.RECEIVED: {Move.RECEIVE: State.RECEIVED},  # an answer may come in parts
    State.REFUSED: {},
    State.NOTHING_HELD: {},
    State.WITHDRAWN: {},
}
OPEN = frozenset(
    {State.DRAFTED, State.APPROVED, State.SENT, State.ACKNOWLEDGED, State.REUPLOADED, State.EXPIRED}
)
# What happens to one kind of request alone.
ONLY: Mapping[Move, frozenset[Kind]] = {
    Move.EXTEND: frozenset({Kind.PRESERVE, Kind.HOLD_RECORD}),
    Move.EXPIRE: frozenset({Kind.PRESERVE, Kind.HOLD_RECORD}),
    Move.REMOVE: frozenset({Kind.TAKEDOWN}),
    Move.REUPLOAD: frozenset({Kind.TAKEDOWN}),
    Move.RECEIVE: frozenset(Kind) - {Kind.TAKEDOWN},
}
_WHY = {
    State.DRAFTED: "It has not left yet.",
    State.APPROVED: "It has not left yet.",
    State.RECEIVED: "The answer has come.",
    State.REFUSED: "The holder has refused; ask again in another way.",
    State.NOTHING_HELD: "The holder has nothing.",
    State.WITHDRAWN: "It was taken back.",
}
_NOT_NOW = "This does not fit where the request stands."


def move(state: State, to: Move, *, kind: Kind) -> State:
    """Where the request stands after the move. Raises Refusal for one that does not fit."""
    if kind not in ONLY.get(to, frozenset(Kind)):
        raise Refusal("preservation.kind", "This does not belong to a request of this kind.")
    found = TABLE[state].get(to)
    if _once(state, to, kind):
        found = None
    if found is None:
        raise Refusal("preservation.state", _WHY.get(state, _NOT_NOW))
    return found


def moves(state: State, *, kind: Kind) -> tuple[Move, ...]:
    """What may happen to it from here; time running out is nobody's act."""
    return tuple(
        one
        for one in TABLE[state]
        if one is not Move.EXPIRE
        and kind in ONLY.get(one, frozenset(Kind))
        and not _once(state, one, kind)
    )


def _once(state: State, to: Move, kind: Kind) -> bool:
    """Whether it has left already and goes no second way: only danger does."""
    return state is State.SENT and to is Move.SEND and kind is not Kind.EMERGENCY


def mermaid() -> str:
    """The table as a diagram, for the page of the room."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.DRAFTED}: {Move.DRAFT}"]
    for state, ways in TABLE.items():
        lines += [f"    {state} --> {to}: {way}" for way, to in ways.items()]
        if not ways:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines) + "\n"

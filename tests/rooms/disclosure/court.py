"""A calm case with three exhibits, a prosecutor who answers, and a custodian who agrees."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from bairn.access.terms import Role
from bairn.disclosure import actions, queries
from bairn.disclosure.terms import NewRelease, Piece, Row, Said, Use
from bairn.kernel.actor import Actor
from tests import cast
from tests.rooms.evidence.store import AT, DAY, HOUR, Store, open_store

SOON = AT + 3 * HOUR


@dataclass(frozen=True)
class Court:
    """The store, its custodian, and the exhibits as pieces."""

    store: Store
    kim: Actor  # custodian of identities, in the circle
    coat: Piece
    phone: Piece

    @property
    def case(self) -> uuid.UUID:
        return self.store.case

    def say(
        self, *pieces: Piece, use: Use = Use.USED, by: Actor | None = None, **said: str
    ) -> None:
        actions.schedule(
            actor=by or self.store.ben,
            at=SOON,
            case_id=self.case,
            pieces=pieces,
            said=Said(use=use, **said),
        )

    def withhold(self, piece: Piece) -> uuid.UUID:
        self.say(piece, use=Use.WITHHELD, reason="third_party", description="A note of a neighbour")
        found = self.row(piece).line
        assert found is not None
        return found.id

    def row(self, piece: Piece) -> Row:
        found = queries.schedule(actor=self.store.ben, at=SOON, case_id=self.case)
        return next(one for one in found.rows if one.held.piece == piece)

    def release(self, *pieces: Piece, by: Actor | None = None, **more: object) -> uuid.UUID:
        told = {
            "recipient": "court",
            "authority": "file_to_court",
            "reference": "4 Ks 12/26",
            "recipient_words": "District court",
            "until": SOON + 30 * DAY,
            "pieces": pieces or (self.coat,),
        }
        return actions.release(
            actor=by or self.store.cleo,
            at=SOON,
            case_id=self.case,
            said=NewRelease(**{**told, **more}),  # type: ignore[arg-type]
        )


def open_court() -> Court:
    """Nothing is said on the schedule yet."""
    store = open_store()
    kim = cast.staff("kim", Role.CUSTODIAN, unit=store.place.other_unit)
    cast.assign(kim, store.case, role="custodian")
    coat = store.register()
    phone = store.register(kind="phone", at=AT + timedelta(minutes=1), seal="S-1002")
    return Court(store=store, kim=kim, coat=Piece(coat.id), phone=Piece(phone.id))

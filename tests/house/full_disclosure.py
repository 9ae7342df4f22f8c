"""A row in every table of disclosure, made by the room's own acts, with words planted in it."""

import uuid
from datetime import timedelta

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.disclosure import actions, queries
from bairn.disclosure.terms import Answer, NewRelease, Said, Use
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from tests import cast

_DAY = timedelta(days=1)


def fill_disclosure(supervisor: Actor, place: cast.Place, case_id: uuid.UUID) -> None:
    """All is on the schedule, one thing withheld; one release revoked, one with its bundle."""
    this = {"actor": supervisor, "case_id": case_id}
    prosecutor = cast.staff("court-prosecutor", Role.PROSECUTOR, unit=place.other_unit)
    custodian = cast.staff("court-custodian", Role.CUSTODIAN, unit=place.other_unit)
    for one in (prosecutor, custodian):
        cast.assign(one, case_id, role="court")
    rows = queries.schedule(**this, at=clock.now()).rows
    pieces = [row.held.piece for row in rows]
    used = Said(use=Use.USED, description="Canaryschedule")
    actions.schedule(**this, at=clock.now(), pieces=pieces, said=used)
    withheld = [next(row.held.piece for row in reversed(rows) if not row.held.piece.file_id)]
    said = Said(use=Use.WITHHELD, reason="third_party", description="Canarywithheld")
    actions.schedule(**this, at=clock.now(), pieces=withheld, said=said)
    (waiting,) = queries.schedule(**this, at=clock.now()).waiting
    actions.answer_withholding(
        actor=prosecutor, at=clock.now(), case_id=case_id, line_id=waiting.line.id,  # type: ignore[union-attr]
        answer=Answer.AGREED,
    )  # fmt: skip
    told = NewRelease(
        recipient="court", authority="file_to_court", reference="Canaryreference",
        recipient_words="Canarycourt", until=clock.now() + 30 * _DAY, pieces=(pieces[0],),
        identities=True,
    )  # fmt: skip
    gone, release = (actions.release(**this, at=clock.now(), said=told) for _ in range(2))
    actions.revoke(**this, at=clock.now(), release_id=gone, reason="replaced")
    actions.agree_identities(actor=custodian, at=clock.now(), case_id=case_id, release_id=release)
    making = actions.ask_bundle(**this, at=clock.now(), release_id=release)
    bundle = actions.seal_bundle(
        **this, at=clock.now(), release_id=release, manifest="ab" * 32, files=0, size=0, paper=True
    )
    actions.keep_bundle(
        actor=sessions.system(), at=clock.now(), case_id=case_id, making_id=making,
        bundle_id=bundle.id, key=b"k" * 32,
    )  # fmt: skip


def addresses(actor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """The release in force, and its bundle."""
    found = queries.leaving(actor=actor, at=clock.now(), case_id=case_id)
    return {"release_id": str(found.releases[0].id), "bundle_id": str(found.bundles[0].id)}

"""A list that comes in, one in use with a file found on it, and a watch that was struck."""

import io
import uuid

from bairn.digests import actions, queries
from bairn.digests.importing import bring_in
from bairn.digests.terms import ListKind, NewList, WatchReason, of_file
from bairn.intake import actions as intake
from bairn.intake import queries as reports
from bairn.intake.terms import Channel, FileNote, ReportDraft
from bairn.kernel import clock
from bairn.kernel.actor import Actor

_KNOWN, _WATCHED = "5" * 64, "6" * 64
_TABLE = f"sha256,category,remark\n{_KNOWN},1,calm\nzz,1,calm\n".encode()


def fill_digests(supervisor: Actor, house: Actor, case_id: uuid.UUID) -> None:
    """One of each, and a report with a file that is known and one that is watched for."""
    at = clock.now()
    bring_in(
        actor=supervisor, at=at, stream=io.BytesIO(_TABLE),
        said=NewList(name="Invented list", kind=ListKind.KNOWN_ILLEGAL),
    )  # fmt: skip
    waiting = NewList(name="Waiting list", kind=ListKind.KNOWN_OTHER)
    actions.hand_in(actor=supervisor, at=at, said=waiting, content=_TABLE + b"\n")
    actions.watch(
        actor=supervisor, at=at, case_id=case_id, digests=of_file(sha256=_WATCHED),
        reason=WatchReason.TAKEDOWN,
    )  # fmt: skip
    notes = (
        FileNote(stated_digests=(("sha256", _KNOWN),)),
        FileNote(stated_digests=(("sha256", _WATCHED),)),
    )
    draft = ReportDraft(channel=Channel.PLATFORM_FILE, files=notes)
    intake.receive(actor=house, at=at, draft=draft, unit_id=supervisor.unit)


def a_list(supervisor: Actor) -> uuid.UUID:
    """The list in use."""
    cards = queries.lists(actor=supervisor, at=clock.now())
    return next(one.id for one in cards if one.state == "in_use")


def a_named_file(supervisor: Actor, report_id: uuid.UUID) -> uuid.UUID:
    """A file that this report names."""
    card = reports.report(actor=supervisor, at=clock.now(), report_id=report_id)
    return card.files[0].id

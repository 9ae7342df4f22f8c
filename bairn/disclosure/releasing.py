"""When something may leave: to whom, on what ground, with which pieces, and until when."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bairn.disclosure.terms import Answer, Choice, NewRelease, Piece, Release, Row, Schedule, Use
from bairn.kernel.refusal import Refusal

LONGEST = timedelta(days=366)
_WHOLE = frozenset({"court", "prosecutor", "oversight"})  # to whom the whole record of a case goes
_MOST_WORDS = 1000
Lists = Mapping[str, Mapping[str, Choice]]


def may_release(said: NewRelease, schedule: Schedule, *, at: datetime, lists: Lists) -> None:
    """Raises Refusal unless all of this may leave together."""
    ground = _ground(said, lists)
    if said.identities and not ground.identities:
        raise Refusal(
            "disclosure.no_identities",
            "This ground does not let anybody's identity leave.",
            field="identities",
        )
    if not said.reference.strip():
        raise Refusal(
            "disclosure.reference",
            "Say where the ground can be looked up: court, number, day.",
            field="reference",
        )
    if max(len(said.reference), len(said.recipient_words)) > _MOST_WORDS:
        raise Refusal("disclosure.words_long", "Use at most 1,000 characters.", field="reference")
    if not at < said.until <= at + LONGEST:
        raise Refusal("disclosure.until", "Choose a day within a year from now.", field="until")
    complete(schedule)
    _pieces(said, schedule)


def _ground(said: NewRelease, lists: Lists) -> Choice:
    if said.recipient not in lists["recipient"]:
        raise Refusal("disclosure.recipient", "Choose to whom it goes.", field="recipient")
    ground = lists["authority"].get(said.authority)
    if ground is None:
        raise Refusal("disclosure.authority", "Choose on what ground it goes.", field="authority")
    if said.recipient not in ground.to:
        raise Refusal(
            "disclosure.not_to_them",
            "This ground does not let anything go to this recipient.",
            field="authority",
        )
    return ground


def complete(schedule: Schedule) -> None:
    """Raises Refusal before everything was looked at: what is unused may help the other side."""
    if schedule.unsaid:
        raise Refusal(
            "disclosure.incomplete",
            "The schedule is not complete: say of every exhibit and file whether it is used, "
            "unused or withheld.",
        )
    if schedule.waiting:
        raise Refusal(
            "disclosure.waits", "A prosecutor has not answered yet what is to be withheld."
        )


def _pieces(said: NewRelease, schedule: Schedule) -> None:
    rows = {row.held.piece: row for row in schedule.rows}
    if not said.pieces:
        raise Refusal("disclosure.no_piece", "Choose at least one exhibit or file.", field="pieces")
    for piece in said.pieces:
        row = rows.get(piece)
        if row is None:
            raise Refusal("disclosure.not_here", "This case holds no such exhibit or file.")
        _may_leave(row, rows, identities=said.identities)


def _may_leave(row: Row, rows: Mapping[Piece, Row], *, identities: bool) -> None:
    held = row.held
    if withheld(row) or withheld(rows.get(Piece(held.piece.exhibit_id))):
        raise Refusal("disclosure.withheld", "What is withheld does not leave.", field="pieces")
    if held.piece.file_id is None:
        return
    if held.restricted:
        raise Refusal(
            "disclosure.restricted",
            "Restricted material never leaves in a bundle; it is seen under supervision.",
            field="pieces",
        )
    if not held.content:
        raise Refusal(
            "disclosure.no_content",
            "The house holds the digests of this file alone; ask its custodian for it.",
            field="pieces",
        )
    copied = {one.held.copy_of for one in rows.values() if one.held.copy_of}
    if held.piece.file_id in copied and not identities:
        raise Refusal(
            "disclosure.original",
            "There is a redacted copy of this file: release the copy in its place.",
            field="pieces",
        )


def withheld(row: Row | None) -> bool:
    """Whether the schedule withholds it, and a prosecutor has not said no."""
    line = row.line if row else None
    return line is not None and line.use is Use.WITHHELD and line.answer is not Answer.DECLINED


def may_agree(release: Release, *, by: object) -> None:
    """Raises Refusal unless identities may leave, and a custodian who did not ask has to agree."""
    _in_force(release)
    if not release.identities:
        raise Refusal("disclosure.nothing_to_agree", "No identity leaves under this release.")
    if release.agreed_at is not None:
        raise Refusal("disclosure.agreed", "This was agreed to already.")
    if release.by_id == by:
        raise Refusal("disclosure.own", "Somebody else than who asked for it answers.")


def may_revoke(release: Release, *, reason: str, lists: Lists) -> None:
    """Raises Refusal for one that was revoked already, and without a listed reason."""
    _in_force(release)
    if reason not in lists["revoked"]:
        raise Refusal("disclosure.revoked_for", "Say why: choose a reason.", field="reason")


def _in_force(release: Release) -> None:
    if release.revoked_at is not None:
        raise Refusal("disclosure.revoked", "This release was revoked.")


def may_bundle(release: Release, schedule: Schedule, *, at: datetime) -> None:
    """Raises Refusal unless a bundle may be made of this release now.

    The schedule is read again: what was withheld, or redacted, since then does not leave.
    """
    _in_force(release)
    if at >= release.until:
        raise Refusal("disclosure.over", "The day until which this may leave has passed.")
    if release.identities and release.agreed_at is None:
        raise Refusal(
            "disclosure.not_agreed",
            "A custodian has to agree first, because identities leave with this.",
        )
    complete(schedule)
    rows = {row.held.piece: row for row in schedule.rows}
    for piece in release.pieces:
        if withheld(rows.get(piece)) or withheld(rows.get(Piece(piece.exhibit_id))):
            raise Refusal("disclosure.withheld_since", "Something in it was withheld since then.")
        if piece not in rows:
            raise Refusal("disclosure.not_here", "This case holds no such exhibit or file.")
        _may_leave(rows[piece], rows, identities=release.identities)


def takes_entry(recipient: str, act: str) -> bool:
    """Whether an entry of the case's record goes to this recipient.

    The defence and an authority abroad get what happened to the evidence and who looked at it, not
    how the inquiry was led, advised and supervised.
    """
    return recipient in _WHOLE or act.startswith(("evidence.", "file.", "disclosure."))

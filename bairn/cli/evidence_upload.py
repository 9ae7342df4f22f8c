"""`bairn evidence upload`: files of this machine into an exhibit, by turns and through the acts."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from bairn.cases import queries as cases
from bairn.cli import showing, starting
from bairn.evidence import actions as evidence
from bairn.evidence import queries
from bairn.evidence.terms import ExhibitCard
from bairn.evidence.terms.files import Origin
from bairn.evidence.terms.uploads import NewFile, UploadCard
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal
from bairn.vault.files.digesting import Digesting

_PIECE = 4 * 1024**2
_TURN = 1024**3  # bytes until the record says that more has arrived


@dataclass(frozen=True, slots=True)
class _Said:
    """What holds for all files of one call."""

    restricted: bool
    twice: bool


def upload(
    case: Annotated[str, typer.Argument(help="Reference of the case.")],
    exhibit: Annotated[int, typer.Argument(help="Number of the exhibit in it.")],
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True)],
    restricted: Annotated[bool, typer.Option(help="They show abuse, or may.")] = False,
    twice: Annotated[bool, typer.Option(help="Keep content that the case holds already.")] = False,
    as_json: showing.Json = False,
) -> None:
    """Take files into an exhibit. Cut off and called again, it goes on where it was.

    Each is read twice: for its digest, and to be taken in; what arrives must come to that digest.
    """
    call = starting.begin()
    card = _exhibit(call, case, exhibit)
    said = _Said(restricted=restricted, twice=twice)
    rows = [_row(call, card, path, said) for path in files]
    showing.rows(rows, as_json=as_json, columns=("name", "file", "size", "sha256", "state"))
    raise typer.Exit(int(any(row["file"] is None for row in rows)))


def _exhibit(call: starting.Call, reference: str, number: int) -> ExhibitCard:
    case = cases.by_reference(actor=call.actor, at=call.at, reference=reference)
    if case is None:
        raise Refusal("evidence.no_case", "There is no case of this reference.")
    found = queries.exhibits(actor=call.actor, at=call.at, case_id=case.id)
    card = next((one for one in found if one.number == number), None)
    if card is None:
        raise Refusal("evidence.no_exhibit", "This case has no such exhibit.")
    return card


def _row(call: starting.Call, card: ExhibitCard, path: Path, said: _Said) -> dict[str, Any]:
    size = path.stat().st_size
    row: dict[str, Any] = {"name": path.name, "file": None, "size": size, "sha256": ""}
    try:
        with path.open("rb") as stream:
            sha256 = _digest(stream, path.name, size)
            row["sha256"] = sha256.hex()
            begun = _begun(call, card, path.name, size, sha256, said)
            taken = _sent(call, begun, stream, path.name)
    except Refusal as refusal:
        return {**row, "state": refusal.code}
    return {**row, "file": taken.id, "state": "taken"}


def _digest(stream: BinaryIO, name: str, size: int) -> bytes:
    digesting = Digesting()
    with showing.progress(f"Reading {name}") as step:
        while piece := stream.read(_PIECE):
            digesting.update(piece)
            step(digesting.length, size)
    return digesting.done().sha256


def _begun(
    call: starting.Call, card: ExhibitCard, name: str, size: int, sha256: bytes, said: _Said
) -> UploadCard:
    """The upload of this content that was broken off, or a new one."""
    own = queries.uploads(actor=call.actor, at=clock.now(), case_id=card.case_id)
    same = (card.id, size, sha256)
    for one in own:
        if (one.exhibit_id, one.size, one.sha256_said) == same:
            return one
    new = NewFile(
        name=name,
        size=size,
        sha256=sha256,
        restricted=said.restricted,
        twice=said.twice,
        origin=Origin.CLI,
    )
    return evidence.begin_upload(
        actor=call.actor, at=clock.now(), case_id=card.case_id, exhibit_id=card.id, said=new
    )


def _sent(call: starting.Call, begun: UploadCard, stream: BinaryIO, name: str) -> UploadCard:
    card = begun
    size = begun.size or 0
    with showing.progress(f"Sending {name}") as step:
        while True:
            stream.seek(card.arrived)
            end = min(card.arrived + _TURN, size)
            card = evidence.receive(
                actor=call.actor,
                at=clock.now(),
                case_id=card.case_id,
                upload_id=card.id,
                offset=card.arrived,
                stream=_pieces(stream, card.arrived, end, size, step),
            )
            if card.whole:
                return card
            if stream.seek(0, os.SEEK_END) < size:
                raise Refusal("evidence.file_cut", "The file did not arrive whole.")


def _pieces(
    stream: BinaryIO, start: int, end: int, size: int, step: showing.Step
) -> Iterator[bytes]:
    done = start
    while done < end and (piece := stream.read(min(_PIECE, end - done))):
        done += len(piece)
        yield piece
        step(done, size)

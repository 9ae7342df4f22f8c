"""`bairn bundle`: what was released of a case, written to a folder that a stranger can check."""

import uuid
from pathlib import Path
from typing import Annotated

import typer

from bairn.cases import queries as cases
from bairn.cli import demo as demo_command
from bairn.cli import showing, starting
from bairn.cli.receive import STAND_IN
from bairn.cli.starting import Call
from bairn.demo import court, presence
from bairn.demo.presence import Presence
from bairn.disclosure import queries as disclosed
from bairn.disclosure.bundling import sealing
from bairn.disclosure.bundling.bag import BagFault
from bairn.journeys import make_bundle
from bairn.kernel import clock
from bairn.kernel.refusal import Refusal

app = typer.Typer(add_completion=False)


@app.command()
def bundle(
    words: Annotated[list[str], typer.Argument(metavar="[CASE] DIR", help="Reference, folder.")],
    release: Annotated[int, typer.Option(help="Number of the release; 0: the newest.")] = 0,
    *,
    demo: Annotated[bool, typer.Option("--demo", help="An invented, calm case.")] = False,
    stamp: Annotated[bool, typer.Option("--stamp", help="Stamp a bundle that has none.")] = False,
    as_json: showing.Json = False,
) -> None:
    """Write a bundle for court to an empty folder: files in clear, custody, record, seal, stamp.

    Check it with `python3 -I -S DIR/data/verify.py DIR`. What leaves was released at the desk.
    """
    alone = demo or stamp
    if len(words) != (1 if alone else 2) or (demo and stamp):
        raise typer.BadParameter("say CASE DIR, or --demo DIR, or --stamp DIR")
    call = starting.begin()
    folder = Path(words[-1])
    if stamp:
        _stamp(folder, as_json=as_json)
        return
    case_id, release_id = _demo(call) if demo else _released(call, words[0], release)
    with showing.progress("Writing files") as step:
        made = make_bundle.make(
            actor=call.actor,
            at=clock.now(),
            case_id=case_id,
            release_id=release_id,
            folder=folder,
            progress=step,
        )
    if as_json:
        row = {"folder": str(folder), "bundle": made.id, "files": made.files, "bytes": made.size}
        said = {"manifest": made.manifest, "paper": made.paper, "stamped": made.stamped}
        showing.line({**row, **said})
        return
    showing.say(f"{made.files} files, {made.size} bytes in {folder}, sealed as {made.manifest}")
    if not made.stamped:
        showing.say(f"No time stamp could be had. Later: bairn bundle --stamp {folder}")
    showing.say(f"Check it: python3 -I -S {folder}/data/verify.py {folder}")


def _stamp(folder: Path, *, as_json: bool) -> None:
    try:
        by = sealing.stamp_later(folder, at=clock.now())
    except BagFault as fault:
        raise Refusal("disclosure.bag", str(fault)) from fault
    if not by:
        raise Refusal("disclosure.no_stamp", "No time stamp could be had: try again later.")
    if as_json:
        showing.line({"folder": str(folder), "stamped": by})
    else:
        showing.say(f"Stamped: {folder}")


def _released(call: Call, reference: str, number: int) -> tuple[uuid.UUID, uuid.UUID]:
    card = cases.by_reference(actor=call.actor, at=call.at, reference=reference)
    if card is None:
        raise Refusal("disclosure.no_case", "There is no case with this reference.")
    found = disclosed.leaving(actor=call.actor, at=call.at, case_id=card.id).releases
    for one in found:
        if number in (0, one.number) and (number or one.revoked_at is None):
            return card.id, one.id
    raise Refusal("disclosure.no_release", "This case has no such release.")


def _demo(call: Call) -> tuple[uuid.UUID, uuid.UUID]:
    found = presence.presence(actor=call.actor, at=call.at, stand_ins=frozenset({STAND_IN}))
    if found is Presence.OTHERS:
        raise Refusal("demo.not_empty", "This house has units of its own: the demo stays out.")
    if found is Presence.NOBODY:
        demo_command.fill(call)
    made = court.ready(system=call.actor)
    showing.aside(f"Case {made.reference} of the demo, ready for court.")
    return made.case_id, made.release_id

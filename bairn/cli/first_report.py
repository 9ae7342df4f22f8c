"""What `bairn serve` does before the reader's eyes: one sample report goes the whole way."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from bairn.access import queries as access
from bairn.cli import showing, starting
from bairn.cli.receive import Received, take_in
from bairn.demo import cast, presence
from bairn.journeys import open_case
from bairn.oversight import export, verify
from bairn.protocols.terms import DueStep, Source

_SMALL = 200_000  # entries: what is verified within about a second
_STEPS = 3


def show(call: starting.Call) -> None:
    """Receive the sample, open its case, print band, reasons and deadlines. For the demo alone."""
    unit = cast.district().unit("online")
    units = access.units(actor=call.actor, at=call.at)
    unit_id = next(card.id for card in units if card.name == unit.name)
    found = take_in(call, presence.SAMPLE.read_bytes(), unit_id=unit_id)
    opened = open_case.open_case(
        actor=call.actor,
        at=call.at,
        report_id=found.report_id,
        pack_id=unit.pack,
        time_zone=unit.time_zone,
        unit_id=unit_id,
        circle=_circle(call, unit_id),
    )
    showing.say("\n".join(_report(found)))
    showing.say(f"Case      {opened.reference}, under {opened.pack} {opened.version}")
    for step in opened.next_steps[:_STEPS]:
        showing.say(_deadline(step))


def verified(call: starting.Call) -> str:
    """What an outsider finds in a copy of the record; a large one is left to `record export`."""
    state = access.record_state(actor=call.actor, at=call.at)
    if state.head is not None and state.head.size > _SMALL:
        return "large: verify it with `bairn record export DIR` and `bairn verify DIR`"
    with tempfile.TemporaryDirectory(prefix="bairn-record-") as folder:
        try:
            export.export(Path(folder), call.at)
            return f"OK, {verify.check_folder(Path(folder))[0]}"
        except (export.ExportFault, ValueError, OSError) as wrong:
            return f"FAIL {wrong}"


def _circle(call: starting.Call, unit_id: UUID) -> dict[UUID, str]:
    """The investigators of the unit, so that whoever signs in finds the case."""
    staff = access.staff_of_unit(actor=call.actor, at=call.at, unit_id=unit_id)
    return {card.id: "investigator" for card in staff if "investigator" in card.roles}


def _report(found: Received) -> Iterator[str]:
    band = found.standpoint.band
    yield f"Receipt   {found.receipt}"
    yield f"Band      {band.name}, {band.word.en}"
    for reason in found.standpoint.reasons:
        yield f"  because {reason.text.en} [{_from(reason.source)}]"


def _deadline(step: DueStep) -> str:
    due = step.due_at.latest
    when = due.strftime("%Y-%m-%d %H:%M UTC") if due else "no time set"
    return f"  by {when}  {step.title.en} [{_from(step.source)}]"


def _from(source: Source) -> str:
    """Where it comes from, how far that was checked, and whether somebody has to look locally."""
    check = " · check locally" if source.check_locally else ""
    return f"{source.ref} {source.art}".strip() + f" · {source.mark.value}{check}"

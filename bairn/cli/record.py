"""`bairn record`: the oversight record, to take away and to look at."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from django.conf import settings

from bairn.access import queries as access
from bairn.cli import showing, starting
from bairn.intake import queries as intake
from bairn.kernel.refusal import Refusal
from bairn.oversight import export as exporting
from bairn.oversight import receipts, tiles
from bairn.oversight.folders import RecordFolder
from bairn.oversight.terms import RecordedEntry

_PAGE = 200
_MOMENT = timedelta(microseconds=1)
app = typer.Typer(add_completion=False, no_args_is_help=True, help="The oversight record.")


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="An empty folder, or an earlier export.")],
    as_json: showing.Json = False,
) -> None:
    """Write the whole record to a folder: tiles, entries, checkpoints, keys and verify.py.

    What waits is given its place first. Check it with `python3 -I -S DIR/verify.py DIR`.
    """
    call = starting.begin()
    access.record_state(actor=call.actor, at=call.at)  # so the copy tells that it was taken
    with showing.progress("Writing entries") as step:
        try:
            done = exporting.export(folder, call.at, progress=step)
        except exporting.ExportFault as fault:
            raise Refusal("record.export", str(fault)) from fault
    if as_json:
        showing.line(
            {
                "folder": done.folder,
                "size": done.size,
                "root": done.root.hex(),
                "checkpoints": done.checkpoints,
                "cosigned": done.cosigned,
            }
        )
    else:
        showing.say(f"{done.size} entries, {done.checkpoints} checkpoints in {done.folder}")
        showing.say(f"Check it: python3 -I -S {done.folder}/verify.py {done.folder}")


@app.command()
def state(*, as_json: showing.Json = False) -> None:
    """Show the newest published head, how old it is, and what still waits."""
    call = starting.begin()
    now = access.record_state(actor=call.actor, at=call.at)
    row = {
        "size": now.head.size if now.head else 0,
        "root": now.head.root.hex() if now.head else "",
        "age_seconds": None if now.age is None else round(now.age.total_seconds(), 1),
        "witnesses": now.witnesses,
        "pending": now.pending,
    }
    showing.rows([row], as_json=as_json, columns=tuple(row))


@app.command()
def receipt(
    reference: Annotated[str, typer.Argument(help="The report's reference, as R-26-7K4M2QX-3.")],
    out: Annotated[Path | None, typer.Option(help="Write it here instead of stdout.")] = None,
    as_json: showing.Json = False,
) -> None:
    """Give proof that a report's entry stands on the record.

    Check it with `python3 -I -S verify.py --proof FILE`.
    """
    call = starting.begin()
    found = _entry(call, reference)
    head = access.record_state(actor=call.actor, at=call.at).head
    if found.index is None or head is None or found.index >= head.size:
        raise Refusal("record.not_yet", "No published head covers this entry yet: try again soon.")
    text = receipts.receipt_json(RecordFolder.of(Path(settings.BAIRN_HOME)), head, found.index)
    if out is not None:
        tiles.put(out, text.encode())
    if as_json:
        row = {"receipt": reference, "entry": found.entry.id, "index": found.index}
        showing.line({**row, "size": head.size, "file": out})
    elif out is None:
        showing.say(text)


def _entry(call: starting.Call, reference: str) -> RecordedEntry:
    """The entry of the act by which the report came in: the first about it at that moment."""
    report_id = intake.by_reference(actor=call.actor, at=call.at, reference=reference)
    if report_id is None:
        raise Refusal("record.no_report", "There is no report with this reference.")
    came = intake.report(actor=call.actor, at=call.at, report_id=report_id).received_at
    page = access.record_search(
        actor=call.actor,
        at=call.at,
        since=came,
        until=came + _MOMENT,
        limit=_PAGE,
    )
    about = [
        one for one in page.entries if report_id in (one.entry.subject_id, one.entry.report_id)
    ]
    if not about:
        raise Refusal("record.no_entry", "The record holds no entry of its receipt.")
    return min(about, key=lambda one: one.entry.id)

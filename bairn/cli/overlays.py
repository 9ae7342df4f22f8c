"""`bairn overlays`: what an agency lays over a protocol pack, without editing it."""

import uuid
from pathlib import Path
from typing import Annotated, Any

import typer

from bairn.access import queries as access
from bairn.cli import showing, starting
from bairn.kernel import catalogue, clock
from bairn.protocols import actions as protocols
from bairn.protocols import overlays as rules
from bairn.protocols import packs
from bairn.protocols import queries as looks
from bairn.protocols.findings import Finding

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="What agencies lay over protocol packs."
)
File = Annotated[Path, typer.Argument(help="The overlay, a YAML file.", exists=True)]


@app.command()
def add(
    file: File,
    agency: Annotated[str, typer.Option(help="Name of the agency.")],
    as_json: showing.Json = False,
) -> None:
    """Lay a file's rules over its pack, for the agency's cases that begin or move from now on."""
    call = starting.begin()
    named = {one.agency_name: one.agency_id for one in access.units(actor=call.actor, at=call.at)}
    if agency not in named:
        raise typer.BadParameter(f"there is no agency {agency}; there are: {', '.join(named)}")
    content = catalogue.load_foreign(file)
    overlay_id = protocols.add_overlay(
        actor=call.actor, at=call.at, agency_id=named[agency], content=_mapping(content)
    )
    showing.rows(
        [{"id": overlay_id, "name": content["overlay"]["id"], "agency": agency}],
        as_json=as_json,
        columns=("id", "name", "agency"),
    )


@app.command()
def end(
    overlay_id: Annotated[uuid.UUID, typer.Argument(help="Its id: bairn overlays list.")],
) -> None:
    """End an overlay; open cases keep what they began under."""
    call = starting.begin()
    protocols.end_overlay(actor=call.actor, at=call.at, overlay_id=overlay_id)
    showing.say("Ended. Cases that began under it keep it until somebody moves them.")


@app.command("list")
def list_overlays(*, as_json: showing.Json = False) -> None:
    """List every overlay that runs or ran, and whether it fits its pack today."""
    call = starting.begin()
    agencies = {
        one.agency_id: one.agency_name for one in access.units(actor=call.actor, at=call.at)
    }
    showing.rows(
        [
            {
                "id": one.id,
                "name": one.name,
                "title": one.title.en,
                "pack": one.pack,
                "agency": agencies.get(one.agency_id, str(one.agency_id)),
                "from": one.from_at.date(),
                "until": one.until_at and one.until_at.date(),
                "fits": one.fits,
            }
            for one in looks.overlays(actor=call.actor, at=call.at)
        ],
        as_json=as_json,
        columns=("id", "name", "pack", "agency", "from", "until", "fits"),
        empty="No overlay yet: bairn overlays add FILE --agency NAME",
    )


@app.command()
def lint(file: File, as_json: showing.Json = False) -> None:
    """Look for faults in a file; leaves with 1 when there is one. Warnings may stay."""
    found = _findings(packs.plain(_mapping(catalogue.load_foreign(file))))
    showing.rows(
        [
            {"row": one.row, "code": one.code, "text": one.text, "warning": one.warning}
            for one in found
        ],
        as_json=as_json,
        columns=("row", "code", "text", "warning"),
        empty="No findings.",
    )
    raise typer.Exit(1 if any(not one.warning for one in found) else 0)


def _findings(document: dict[str, Any]) -> list[Finding]:
    head = document.get("overlay")
    pack_id = head.get("pack") if isinstance(head, dict) else None
    if pack_id not in packs.ids():
        text = f"overlay.pack names no pack; there are: {', '.join(packs.ids())}"
        return [Finding("overlay", "overlays.pack", text)]
    base, on = packs.document_of(pack_id), clock.now().date()
    return rules.findings(base, document, packs.vocabulary(), on=on)


def _mapping(content: Any) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise typer.BadParameter("the file holds no overlay")
    return content

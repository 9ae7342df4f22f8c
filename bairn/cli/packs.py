"""`bairn packs`: the protocol packs on disk, read without the house."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from bairn.cli import showing
from bairn.kernel import clock
from bairn.protocols import packs, wording
from bairn.protocols.lint import lint as findings_of
from bairn.protocols.terms import Pack, Step, Window

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Protocol packs.")
Names = Annotated[list[str] | None, typer.Argument(help="Ids of packs; none: all of them.")]


@app.command("list")
def list_packs(*, as_json: showing.Json = False) -> None:
    """List the packs that a new case can be put under."""
    showing.rows(
        map(_card, _packs(None)),
        as_json=as_json,
        columns=("id", "version", "title", "jurisdiction", "review_due", "steps", "windows"),
    )


@app.command()
def lint(
    names: Names = None,
    on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD; today by default.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Look for faults in packs; leaves with 1 when there is one. Warnings may stay."""
    day = date.fromisoformat(on) if on else clock.now().date()
    vocabulary = packs.vocabulary()
    found = [
        {
            "pack": pack.id,
            "row": finding.row,
            "code": finding.code,
            "text": finding.text,
            "warning": finding.warning,
        }
        for pack in _packs(names)
        for finding in findings_of(pack, vocabulary, on=day)
    ]
    showing.rows(
        found,
        as_json=as_json,
        columns=("pack", "row", "code", "text", "warning"),
        empty="No findings.",
    )
    raise typer.Exit(1 if any(not one["warning"] for one in found) else 0)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Id of the pack.")],
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    as_json: showing.Json = False,
) -> None:
    """Show the steps and windows of a pack, each with its source and mark."""
    (pack,) = _packs([name])
    showing.rows(
        _contents(pack, language),
        as_json=as_json,
        columns=("kind", "id", "title", "due", "binding", "source", "mark"),
        title=f"{pack.id} {pack.version}",
    )


def _packs(names: list[str] | None) -> Iterator[Pack]:
    known = packs.ids()
    for name in names or known:
        if name not in known:
            raise typer.BadParameter(f"there is no pack {name}; there are: {', '.join(known)}")
        yield packs.current(name)


def _card(pack: Pack) -> dict[str, Any]:
    return {
        "id": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "title": pack.title.en,
        "title_zh": pack.title.zh,
        "jurisdiction": pack.jurisdiction,
        "review_due": pack.review_due,
        "steps": len(pack.steps),
        "windows": len(pack.windows),
    }


def _contents(pack: Pack, language: str) -> Iterator[dict[str, Any]]:
    for step in pack.steps:
        yield {
            **_row("step", step, language),
            "due": wording.why_step(step, pack).say(language),
            "binding": step.required.value,
        }
    for window in pack.windows:
        hours = window.collect_until_h
        due = "no limit set" if hours is None else f"{hours} h"
        yield {**_row("window", window, language), "due": due, "binding": ""}


def _row(kind: str, row: Step | Window, language: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": row.id,
        "title": row.title.say(language),
        "source": f"{row.source.ref} {row.source.art}".strip(),
        "mark": row.source.mark.value,
    }

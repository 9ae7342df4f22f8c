"""`bairn proof`: the offences of the packs and what their elements ask for, without the house."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import typer

from bairn.cases import stages
from bairn.cli import showing
from bairn.kernel import clock
from bairn.proof import offences
from bairn.proof.lint import lint as findings_of
from bairn.proof.terms import OffenceTable
from bairn.protocols import packs

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Offences and their elements.")
Names = Annotated[list[str] | None, typer.Argument(help="Ids of packs; none: all of them.")]


@app.command()
def lint(
    names: Names = None,
    on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD; today by default.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Look for faults in offences; leaves with 1 when there is one. Warnings may stay."""
    day = date.fromisoformat(on) if on else clock.now().date()
    found = [
        {
            "pack": table.pack,
            "row": finding.row,
            "code": finding.code,
            "text": finding.text,
            "warning": finding.warning,
        }
        for table in _tables(names)
        for finding in findings_of(
            table,
            offences.book(),
            packs=packs.ids(),
            milestones=stages.table().kinds,
            on=day,
        )
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
    """Show each offence of a pack with its elements, and what would show them."""
    (table,) = _tables([name])
    showing.rows(
        _contents(table, language),
        as_json=as_json,
        columns=("offence", "element", "title", "asks", "source", "mark", "check"),
        title=table.pack,
    )


def _tables(names: list[str] | None) -> Iterator[OffenceTable]:
    known = offences.packs()
    for name in names or known:
        if name not in known:
            raise typer.BadParameter(f"no pack {name} has offences; there are: {', '.join(known)}")
        yield offences.table(name)


def _contents(table: OffenceTable, language: str) -> Iterator[dict[str, Any]]:
    kinds = offences.book().kinds
    for offence in table.offences:
        for element in offence.elements:
            yield {
                "offence": offence.id,
                "element": element.id,
                "title": element.title.say(language),
                "asks": ", ".join(kinds[code].title.say(language) for code in element.asks),
                "source": f"{element.source.ref} {element.source.art}".strip(),
                "mark": element.source.mark.value,
                "check": "check locally" if element.source.check_locally else "",
            }

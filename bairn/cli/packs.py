"""`bairn packs`: the protocol packs and tables on disk, read without the house."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from bairn.cli import showing
from bairn.kernel import clock
from bairn.kernel.catalogue import CatalogueError
from bairn.protocols import given, overlays, pack_contents, packs
from bairn.protocols import tables as tables_on_disk
from bairn.protocols.findings import Finding
from bairn.protocols.lint import lint as findings_of
from bairn.protocols.lint import lint_tables
from bairn.protocols.pack_contents import Line
from bairn.protocols.pack_diff import differences
from bairn.protocols.pack_mermaid import mermaid
from bairn.protocols.pack_svg import svg
from bairn.protocols.terms import Pack

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Protocol packs.")
Names = Annotated[list[str] | None, typer.Argument(help="Ids or files; none: all of them.")]
Name = Annotated[str, typer.Argument(help="Id of a pack, or a file with a pack or an overlay.")]
Language = Annotated[str, typer.Option(help="en or zh.")]
_COLUMNS = ("row", "title", "due", "shown_source")
_CHECK = {"en": "check locally", "zh": "请在当地核实"}


@app.command("list")
def list_packs(*, as_json: showing.Json = False) -> None:
    """List the packs that a new case can be put under."""
    showing.rows(
        (_card(packs.current(name)) for name in packs.ids()),
        as_json=as_json,
        columns=("id", "version", "title", "jurisdiction", "review_due", "steps", "windows"),
    )


@app.command()
def lint(
    names: Names = None,
    on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD; today by default.")] = "",
    as_json: showing.Json = False,
) -> None:
    """Look for faults in packs, tables, overlays; leaves with 1 when there is one."""
    with _as_argument():
        day = date.fromisoformat(on) if on else clock.now().date()
        found = [_found(name, one) for name, one in _findings(names, day)]
    showing.rows(
        found,
        as_json=as_json,
        columns=("pack", "row", "code", "text", "warning"),
        empty="No findings.",
    )
    raise typer.Exit(1 if any(not one["warning"] for one in found) else 0)


@app.command()
def show(
    name: Name,
    language: Language = "en",
    whole: Annotated[
        bool, typer.Option("--whole", help="The whole document, to keep and to compare.")
    ] = False,
    as_json: showing.Json = False,
) -> None:
    """Show branches, gates, steps, windows and rules of a pack, with sources and marks."""
    with _as_argument():
        document = given.document(name)
    if whole:
        sys.stdout.write(packs.canonical(document).decode() + "\n")
        return
    pack = packs.read(document)
    _show(pack_contents.of_pack(pack), language, as_json, f"{pack.id} {pack.version}")


@app.command()
def tables(language: Language = "en", as_json: showing.Json = False) -> None:
    """Show the tables of no pack: kits by state, reporting times, guidance."""
    found = tables_on_disk.current()
    versions = ", ".join(f"{name} {version}" for name, version in found.versions.items())
    _show(pack_contents.of_tables(found), language, as_json, versions)


@app.command()
def diff(old: Name, new: Name, as_json: showing.Json = False) -> None:
    """Show row by row what differs between two packs, versions or files.

    An overlay as the second is laid over the first.
    """
    with _as_argument():
        before = given.document(old)
        after = given.document(new, over=before)
    showing.rows(
        map(asdict, differences(before, after)),
        as_json=as_json,
        columns=("change", "kind", "row", "field", "before", "after"),
        empty="Nothing differs.",
    )


@app.command()
def draw(
    name: Name,
    form: Annotated[str, typer.Option("--as", help="svg or mermaid.")] = "svg",
    language: Language = "en",
    out: Annotated[Path | None, typer.Option(help="The file; stdout by default.")] = None,
) -> None:
    """Draw a pack: its stages with their steps, and the gates between them."""
    forms = {"svg": svg, "mermaid": mermaid}
    if form not in forms:
        raise typer.BadParameter(f"a pack is drawn as {' or '.join(forms)}")
    _known(language)
    with _as_argument():
        text = forms[form](packs.read(given.document(name)), language=language)
    if out is None:
        sys.stdout.write(text)
        return
    out.write_text(text, encoding="utf-8")
    showing.aside(f"Drawn to {out}.")


@contextmanager
def _as_argument() -> Iterator[None]:
    """What is wrong with a name or a file, said as the fault of the argument it is."""
    try:
        yield
    except (CatalogueError, ValueError) as wrong:
        raise typer.BadParameter(str(wrong)) from wrong


def _known(language: str) -> None:
    if language not in _CHECK:
        raise typer.BadParameter("a pack speaks en and zh")


def _findings(names: list[str] | None, day: date) -> Iterator[tuple[str, Finding]]:
    vocabulary = packs.vocabulary()
    for name in names or packs.ids():
        overlay = given.overlay(name)
        if overlay is not None:
            base = packs.document_of(overlay["overlay"]["pack"])
            found: Iterable[Finding] = overlays.findings(base, overlay, vocabulary, on=day)
        else:
            found = findings_of(packs.read(given.document(name)), vocabulary, on=day)
        yield from ((name, one) for one in found)
    if not names:
        yield from (("tables", one) for one in lint_tables(tables_on_disk.current(), on=day))


def _found(name: str, one: Finding) -> dict[str, Any]:
    return {
        "pack": name,
        "row": one.row,
        "code": one.code,
        "text": one.text,
        "warning": one.warning,
    }


def _show(lines: Iterable[Line], language: str, as_json: bool, title: str) -> None:
    _known(language)
    showing.rows(
        (_row(line, language) for line in lines), as_json=as_json, columns=_COLUMNS, title=title
    )


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


def _row(line: Line, language: str) -> dict[str, Any]:
    source = f"{line.source.ref} {line.source.art}".strip()
    check = _CHECK[language] if line.source.check_locally else ""
    shown = (source, line.source.mark.value, check)
    return {
        "row": " ".join(filter(None, (line.kind, line.binding, line.id))),
        "shown_source": " · ".join(filter(None, shown)),
        "kind": line.kind,
        "id": line.id,
        "title": line.title.say(language),
        "due": line.due.say(language),
        "binding": line.binding,
        "branch": line.branch,
        "source": source,
        "mark": line.source.mark.value,
        "edition": line.source.edition,
        "review_due": line.source.review_due,
        "check": check,
    }

"""The reference page of all packs: `python -m bairn.protocols.pack_page` writes it to stdout.

Its place is `docs/reference/packs.md`; a test compares the two.
"""

import sys
from collections.abc import Iterable, Iterator

from bairn.protocols import packs, wording
from bairn.protocols.terms import Pack, Source, Step, Window

_CHECK = "**check locally** "
_HEAD = """# Protocol packs

Generated from `bairn/protocols/catalogue`; do not edit. Marks: V the source was read · V2 a
secondary page or a part was read · K recalled, to be checked · D our own default. Rows marked K
or D say "check locally" wherever they show. Local counsel and a
forensic clinician sign a pack before use.
"""


def page(rows: Iterable[Pack]) -> str:
    """The whole page as Markdown, the same for the same packs."""
    return "\n".join([_HEAD, *(line for pack in rows for line in _pack(pack))]) + "\n"


def _pack(pack: Pack) -> Iterator[str]:
    yield f"## {pack.id} {pack.version}: {pack.title.en} / {pack.title.zh}\n"
    yield "```mermaid\nflowchart LR"
    yield "  " + " --> ".join(f"{one.id}[{one.title.en}]" for one in pack.stages)
    yield "```\n"
    yield f"Children: under {pack.thresholds.child_below}, and every unknown age. "
    yield f"Triage floor for a child: band {pack.thresholds.floor_band}.\n"
    yield "| step | stage | who | due | binding | late: tell | source |"
    yield "|---|---|---|---|---|---|---|"
    for stage in pack.stages:
        yield from (_step(step, pack) for step in pack.steps if step.stage == stage.id)
    yield "\n| window | from | urgent until | collect until | source |"
    yield "|---|---|---|---|---|"
    yield from (_window(window) for window in pack.windows)
    yield ""


def _step(step: Step, pack: Pack) -> str:
    who = ", ".join(pack.roles[role].title.en for role in step.roles)
    late = pack.roles[step.on_overdue].title.en
    why = wording.why_step(step, pack).en
    safety = " · safety" if step.safety else ""
    return (
        f"| `{step.id}` {step.title.en} / {step.title.zh} | {step.stage} | {who} | {why} "
        f"| {step.required.value}{safety} | {late} | {_source(step.source)} |"
    )


def _window(window: Window) -> str:
    return (
        f"| `{window.id}` {window.title.en} / {window.title.zh} | {window.anchor} "
        f"| {_hours(window.urgent_until_h)} | {_hours(window.collect_until_h)} "
        f"| {_source(window.source)} |"
    )


def _hours(hours: int | None) -> str:
    return "no limit set" if hours is None else f"{hours} h"


def _source(source: Source) -> str:
    check = _CHECK if source.check_locally else ""
    article = f" {source.art}" if source.art else ""
    return (
        f"{check}{source.ref}{article} · {source.mark.value} · {source.edition} "
        f"· review {source.review_due}"
    )


if __name__ == "__main__":
    sys.stdout.write(page(packs.current(pack_id) for pack_id in packs.ids()))

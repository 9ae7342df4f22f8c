"""The reference pages of packs and tables: an index, a page for each pack, one for the tables.

Their place is `docs/reference`; a test compares them, `tools/reference write` writes them.
"""

from collections.abc import Iterable, Iterator, Mapping

from bairn.kernel.periods import Counting
from bairn.protocols import naming, pack_contents, wording
from bairn.protocols.pack_mermaid import mermaid
from bairn.protocols.terms import Gate, Pack, Source, Step, Tables, Text, Window

INDEX, TABLES = "packs.md", "packs/tables.md"
_CHECK = "**check locally** "
_MADE = "Generated from `bairn/protocols/catalogue` by `tools/reference write`; do not edit.\n"
_MARKS = """Marks: V the source was read · V2 a secondary page or a part was read · K recalled, to
be checked · D our own default. A row carries the mark of its weakest half. Rows marked K or D say
"check locally" wherever they show. Local counsel and a forensic clinician sign a pack before use.
"""
_COMMANDS = """`bairn packs lint` looks for faults, `bairn packs diff OLD NEW` says row by row what
differs, and `bairn packs draw PACK` draws a pack with every step.
"""


def pages(packs: Iterable[Pack], tables: Tables) -> Mapping[str, str]:
    """Every page by its path under `docs/reference`, the same for the same packs and tables."""
    found = tuple(packs)
    return {
        INDEX: _text(_index(found, tables)),
        **{f"packs/{pack.id}.md": _text(_pack(pack)) for pack in found},
        TABLES: _text(_tables(tables)),
    }


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _index(packs: tuple[Pack, ...], tables: Tables) -> Iterator[str]:
    yield f"# Protocol packs\n\n{_MADE}\n{_MARKS}"
    yield "| pack | for | version | steps | windows | gates | branches | review due |"
    yield "|---|---|---|---|---|---|---|---|"
    for pack in packs:
        yield (
            f"| [{pack.id}](packs/{pack.id}.md) {_both(pack.title)} | {pack.jurisdiction} "
            f"| {pack.version} | {len(pack.steps)} | {len(pack.windows)} | {len(pack.gates)} "
            f"| {len(pack.branches)} | {pack.review_due} |"
        )
    yield (
        f"\n[Tables that belong to no pack](packs/tables.md): {len(tables.kits)} kit rules, "
        f"{len(tables.reporting)} reporting rules, {len(tables.guidance)} pieces of guidance.\n"
    )
    yield _COMMANDS.rstrip("\n")


def _pack(pack: Pack) -> Iterator[str]:
    yield f"# {pack.id} {pack.version}: {_both(pack.title)}\n\n{_MADE}\n{_MARKS}"
    yield f"```mermaid\n{mermaid(pack, steps=False)}```\n"
    yield f"Children: under {pack.thresholds.child_below}, and every unknown age. "
    yield f"Triage floor for a child: band {pack.thresholds.floor_band}.\n"
    yield from _courses(pack)
    yield "## Gates\n"
    yield "| before | what must stand | source |\n|---|---|---|"
    yield from (_gate(gate, pack) for gate in pack.gates)
    yield "\n## Steps\n"
    yield "| step | stage | when it applies | who | due | binding | late: tell | source |"
    yield "|---|---|---|---|---|---|---|---|"
    names = naming.names(pack)
    for stage in pack.stages:
        own = (step for step in pack.steps if step.stage == stage.id)
        yield from (_step(step, pack, names) for step in own)
    yield from _interview(pack)
    yield from _privacy(pack)
    yield "\n## Windows\n"
    yield "| window | from | urgent until | collect until | source |\n|---|---|---|---|---|"
    yield from (_window(window) for window in pack.windows)


def _courses(pack: Pack) -> Iterator[str]:
    names = naming.names(pack)
    yield "## Branches\n"
    yield "| branch | taken | steps |\n|---|---|---|"
    for branch in pack.branches:
        steps = " ".join(f"`{step.id}`" for step in pack.steps if step.branch == branch.id)
        taken = wording.of_condition(branch.trigger, names).en
        yield f"| `{branch.id}` {_both(branch.title)} | {taken} | {steps} |"
    yield ""


def _gate(gate: Gate, pack: Pack) -> str:
    asked = "; ".join(_both(step.title) for step in map(pack.step, gate.needs) if step)
    holds = f" (holds {', '.join(f'`{kind}`' for kind in gate.holds)})" if gate.holds else ""
    return f"| {gate.stage}{holds}: {_both(gate.title)} | {asked} | {_source(gate.source)} |"


def _step(step: Step, pack: Pack, names: wording.Names) -> str:
    who = ", ".join(pack.roles[role].title.en for role in step.roles)
    late = pack.roles[step.on_overdue].title.en
    when = wording.of_condition(step.trigger, names).en
    if step.branch:
        when = f"branch `{step.branch}`" + ("" if step.trigger.op == "always" else f": {when}")
    safety = " · safety" if step.safety else ""
    due = wording.why_step(step, pack).en
    return (
        f"| `{step.id}` {_both(step.title)} | {step.stage} | {when} | {who} | {due} "
        f"| {step.required.value}{safety} | {late} | {_source(step.source)} |"
    )


def _interview(pack: Pack) -> Iterator[str]:
    rule = pack.interview
    yield "\n## Interview and review\n"
    yield f"{rule.planned} interview is planned; an alert at {rule.alert_at}. One more needs: "
    yield f"{', '.join(rule.repeat_needs)}. Recording: `{rule.record}`. {_source(rule.source)}\n"
    for title, rows in (
        ("Present", rule.present),
        ("Never present", rule.excluded),
        ("Phases, in order", rule.phases),
    ):
        yield f"- {title}: {'; '.join(_both(one.title) for one in rows)}"
    yield "\n| rule | source |\n|---|---|"
    yield from (f"| {_both(one.title)} | {_source(one.source)} |" for one in rule.points)
    every = wording.of_span(pack.review.every, Counting.DAY).en
    yield f"| Review, every {every}: {_both(pack.review.title)} | {_source(pack.review.source)} |"


def _privacy(pack: Pack) -> Iterator[str]:
    yield "\n## Privacy\n"
    yield "| data | visible to | reason logged | published | source |\n|---|---|---|---|---|"
    for rule in pack.privacy:
        roles = ", ".join(pack.roles[role].title.en for role in rule.visible_to)
        logged = "yes" if rule.reason_logged else "no"
        yield (
            f"| {_both(rule.title)} | {roles} | {logged} | {rule.publish} "
            f"| {_source(rule.source)} |"
        )


def _window(window: Window) -> str:
    return (
        f"| `{window.id}` {_both(window.title)} | {window.anchor} "
        f"| {_hours(window.urgent_until_h)} | {_hours(window.collect_until_h)} "
        f"| {_source(window.source)} |"
    )


def _tables(tables: Tables) -> Iterator[str]:
    yield f"# Tables that belong to no pack\n\n{_MADE}\n{_MARKS}"
    yield "## Kits: how fast they move, how long they are kept\n"
    yield "| place | clocks | kept | note | source |\n|---|---|---|---|---|"
    for rule in tables.kits:
        clocks = "<br>".join(
            f"{one.title.en}: {pack_contents.of_clock(one, tables).en}" for one in rule.clocks
        )
        kept = "<br>".join(f"{one.title.en}: {one.years} years" for one in rule.keep)
        yield (
            f"| {rule.jurisdiction} {_both(rule.title)} | {clocks} | {kept} | {_both(rule.note)} "
            f"| {_source(rule.source)} |"
        )
    yield "\n## Reporting: who, to whom, within how long\n"
    yield "| place | who | within | how | source |\n|---|---|---|---|---|"
    for told in tables.reporting:
        within = wording.of_span(told.within, Counting.CLOCK).en if told.within else "at once"
        how = f"{_both(told.how)} {told.note.en}".strip()
        yield (
            f"| {told.jurisdiction} | {_both(told.who)} | {within} | {how} "
            f"| {_source(told.source)} |"
        )
    yield "\n## Guidance\n"
    yield "| place | what it says | source |\n|---|---|---|"
    for said in tables.guidance:
        yield (
            f"| {said.jurisdiction} | **{said.title.en}** {_both(said.text)} "
            f"| {_source(said.source)} |"
        )


def _both(text: Text) -> str:
    return f"{text.en} / {text.zh}" if text.en else ""


def _hours(hours: int | None) -> str:
    return pack_contents.NO_LIMIT.en if hours is None else f"{hours} h"


def _source(source: Source) -> str:
    check = _CHECK if source.check_locally else ""
    article = f" {source.art}" if source.art else ""
    return (
        f"{check}{source.ref}{article} · {source.mark.value} · {source.edition} "
        f"· review {source.review_due}"
    )

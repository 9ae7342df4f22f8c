"""`bairn vigilance`: find what is neglected, and say who answers for it."""

import time
import uuid
from collections import Counter
from datetime import datetime
from typing import Annotated

import typer

from bairn.access import gate
from bairn.access import queries as access
from bairn.cli import showing, starting, stretches
from bairn.cli.starting import Call
from bairn.kernel import clock, memory
from bairn.vigilance import actions, queries, rulebook, sweeping

app = typer.Typer(add_completion=False, no_args_is_help=True, help="What is being neglected.")
ASKING = "Cases asked"
Unit = Annotated[uuid.UUID, typer.Argument(help="Id of the unit: see `bairn unit list`.")]


@app.command()
def sweep(
    *,
    workers: Annotated[int, typer.Option(help="Processes side by side.", min=1, max=64)] = 2,
    at: Annotated[str, typer.Option(hidden=True)] = "",
    after: Annotated[str, typer.Option(hidden=True)] = "",
    until: Annotated[str, typer.Option(hidden=True)] = "",
    as_json: showing.Json = False,
) -> None:
    """Ask every open case what is neglected, raise it, and move up what nobody answered."""
    call, moment = starting.begin(), stretches.moment(at)
    if after or until:  # one stretch of a sweep that another process divided
        _stretch(call, moment, after, until)
        return
    started = time.monotonic()
    total = _everything(call, moment) if workers == 1 else _divided(call, moment, workers)
    seconds = time.monotonic() - started
    health = queries.health(actor=call.actor, at=call.at)
    row = {
        "cases": total.cases,
        "raised": total.raised,
        "ended": total.ended,
        "escalated": total.escalated,
        "waiting": health.waiting,
        "without_owner": health.ownerless,
        "cases_a_second": round(total.cases / seconds) if seconds else total.cases,
    }
    showing.rows([row], as_json=as_json, columns=tuple(row))
    if health.ownerless:
        showing.aside(f"{health.ownerless} signals have no owner: nobody outside can answer them.")


def _stretch(call: Call, at: datetime, after: str, until: str) -> None:
    first, last = stretches.case_id(after), stretches.case_id(until)
    with memory.collecting_seldom():
        for page in sweeping.sweep_open(actor=call.actor, at=at, after=first, until=last):
            showing.line({"cases": page.cases, "raised": page.raised, "ended": page.ended})


def _everything(call: Call, at: datetime) -> sweeping.Total:
    with showing.progress(ASKING) as step:
        return sweeping.sweep_everything(
            actor=call.actor, at=at, told=lambda asked: step(asked, asked)
        )


def _divided(call: Call, at: datetime, workers: int) -> sweeping.Total:
    """Open cases in processes side by side, then the rest."""
    found = stretches.side_by_side(["vigilance", "sweep"], call, at, workers=workers, saying=ASKING)
    rest = sweeping.sweep_rest(actor=call.actor, at=at)
    return sweeping.Total(
        cases=found["cases"] + rest.cases,
        raised=found["raised"] + rest.raised,
        ended=found["ended"] + rest.ended,
        escalated=rest.escalated,
    )


@app.command()
def overseers(*, as_json: showing.Json = False) -> None:
    """List every unit with who oversees it; without a name its signals go to inspectors."""
    call = starting.begin()
    named = {one.unit_id: one for one in queries.overseers(actor=call.actor, at=call.at)}
    people = access.staff_of(
        actor=call.actor, at=call.at, ids=[one.staff_id for one in named.values()]
    )
    showing.rows(
        [
            {
                "unit_id": unit.id,
                "unit": unit.name,
                "agency": unit.agency_name,
                "overseer": people[named[unit.id].staff_id].username if unit.id in named else "",
                "from": named[unit.id].from_at if unit.id in named else None,
            }
            for unit in access.units(actor=call.actor, at=call.at)
        ],
        as_json=as_json,
        columns=("unit_id", "unit", "agency", "overseer", "from"),
        empty="No unit yet: bairn unit add NAME --agency NAME",
    )


@app.command()
def name(
    unit: Unit,
    staff: Annotated[uuid.UUID, typer.Argument(help="Id of the person: see `bairn staff list`.")],
    as_json: showing.Json = False,
) -> None:
    """Name who oversees a unit; they work in another one."""
    call = starting.begin()
    actions.name_overseer(actor=call.actor, at=call.at, unit_id=unit, staff_id=staff)
    row = {"unit_id": unit, "staff_id": staff}
    showing.rows([row], as_json=as_json, columns=("unit_id", "staff_id"))


@app.command()
def end(unit: Unit, as_json: showing.Json = False) -> None:
    """Let nobody in particular oversee a unit any more."""
    call = starting.begin()
    actions.end_overseer(actor=call.actor, at=call.at, unit_id=unit)
    showing.rows([{"unit_id": unit}], as_json=as_json, columns=("unit_id",))


@app.command()
def rules(
    language: Annotated[str, typer.Option(help="en or zh.")] = "en",
    as_json: showing.Json = False,
) -> None:
    """List the rules with who answers by when, and on what ground; leaves with 1 for a fault."""
    book = rulebook.rules()
    found = rulebook.faults(book, on=clock.now().date(), acts=gate.policy())
    wrong = Counter(one.rule for one in found)
    showing.rows(
        [
            {
                "id": rule.id,
                "title": rule.title.say(language),
                "cases": rule.cases.value,
                "reads": rule.reads,
                "answer_within": rule.answer_within,
                "who": ", ".join(rule.who),
                "source": f"{rule.source.ref} {rule.source.art}".strip(),
                "mark": rule.source.mark.value,
                "findings": wrong[rule.id],
            }
            for rule in book.by_id.values()
        ],
        as_json=as_json,
        columns=("id", "title", "cases", "reads", "answer_within", "source", "mark", "findings"),
    )
    for one in found:
        showing.aside(f"{one.rule}: {one.code}: {one.text}")
    raise typer.Exit(1 if any(not one.warning for one in found) else 0)

"""`bairn keys`: the vault's keys, renewed and looked after. Nothing here opens anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import typer

from bairn.cases import queries as cases
from bairn.cases.terms import CaseState
from bairn.cli import showing, starting
from bairn.intake import queries as intake
from bairn.kernel.refusal import Refusal
from bairn.vault import actions as vault
from bairn.vault import keys as key_service

_PAGE = 100
app = typer.Typer(add_completion=False, no_args_is_help=True, help="The vault's keys.")


@dataclass(frozen=True, slots=True)
class _Held:
    """A report or case with a key of its own."""

    reference: str
    case_id: UUID | None = None
    report_id: UUID | None = None


@app.command()
def rotate(
    references: Annotated[list[str] | None, typer.Argument(help="Of cases or reports.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every case and report.")] = False,
    as_json: showing.Json = False,
) -> None:
    """Give cases or reports a new key version; only wrapped keys are touched, nothing is opened."""
    if bool(references) == everything:
        raise typer.BadParameter("name references, or say --all")
    call = starting.begin()
    held = list(_all(call)) if everything else [_find(call, one) for one in references or ()]
    rows = []
    with showing.progress("Renewing keys") as step:
        for done, one in enumerate(held, start=1):
            count = vault.rotate(
                actor=call.actor, at=call.at, case_id=one.case_id, report_id=one.report_id
            )
            rows.append({"reference": one.reference, "keys": count})
            step(done, len(held))
    showing.rows(rows, as_json=as_json, columns=("reference", "keys"), empty="No keys yet.")


@app.command()
def health(*, as_json: showing.Json = False) -> None:
    """Say whether the key service works; leaves with 1 when it does not."""
    wrong = key_service.health()
    showing.rows([{"ok": not wrong, "wrong": wrong}], as_json=as_json, columns=("ok", "wrong"))
    raise typer.Exit(1 if wrong else 0)


def _find(call: starting.Call, reference: str) -> _Held:
    case = cases.by_reference(actor=call.actor, at=call.at, reference=reference)
    if case is not None:
        return _Held(case.reference, case_id=case.id)
    report_id = intake.by_reference(actor=call.actor, at=call.at, reference=reference)
    if report_id is None:
        raise Refusal("keys.unknown", "There is no case or report of this reference.")
    # What was sealed for a report that became part of a case has moved to the case.
    card = intake.report(actor=call.actor, at=call.at, report_id=report_id)
    if card.case_id is not None:
        return _Held(reference, case_id=card.case_id)
    return _Held(reference, report_id=report_id)


def _all(call: starting.Call) -> Iterator[_Held]:
    yield from _cases(call)
    yield from _reports(call)


def _cases(call: starting.Call) -> Iterator[_Held]:
    after: UUID | None = None
    while True:
        page = cases.cases(
            actor=call.actor, at=call.at, state=CaseState.ALL, after=after, limit=_PAGE
        )
        yield from (_Held(card.reference, case_id=card.id) for card in page.cases)
        if page.next is None:
            return
        after = page.next


def _reports(call: starting.Call) -> Iterator[_Held]:
    """Reports that are part of no case: what was sealed for the others has moved to their case."""
    after: tuple[datetime, UUID] | None = None
    while True:
        found = intake.received_after(actor=call.actor, at=call.at, after=after, limit=_PAGE)
        yield from (_Held(row.reference, report_id=row.id) for row in found if row.case_id is None)
        if len(found) < _PAGE:
            return
        after = (found[-1].received_at, found[-1].id)

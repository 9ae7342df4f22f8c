"""`bairn demo`: an invented district to look around in."""

from dataclasses import asdict
from typing import Annotated

import typer

from bairn.cli import showing, starting
from bairn.cli.receive import STAND_IN
from bairn.demo import making, presence
from bairn.demo.plans import CASES
from bairn.demo.presence import Presence
from bairn.kernel.refusal import Refusal

app = typer.Typer(add_completion=False)


@app.command()
def demo(
    cases: Annotated[int, typer.Option(min=1, max=2000, help="How many cases.")] = CASES,
    as_json: showing.Json = False,
) -> None:
    """Fill an empty house with an invented district: five agencies, forty staff, 300 cases.

    Everybody and everything in it is made up. Refuses where real units live already. With
    BAIRN_DEMO=1 the sign-in page shows whom to sign in as, and their password.
    """
    call = starting.begin()
    found = presence.presence(actor=call.actor, at=call.at, stand_ins=frozenset({STAND_IN}))
    if found is Presence.OTHERS:
        raise Refusal("demo.not_empty", "This house has units of its own: the demo stays out.")
    if found is Presence.DEMO:
        row = {"made": False, "password_file": str(presence.password_file())}
        if not as_json:
            showing.say("The demo is here already.")
    else:
        row = {
            "made": True,
            **asdict(fill(call, cases=cases)),
            "password_file": str(presence.password_file()),
        }
    showing.rows([row], as_json=as_json, columns=tuple(row))


def fill(call: starting.Call, *, cases: int = CASES) -> making.Made:
    """Make the demo in an empty house, with a progress bar."""
    password = presence.draw_password()
    with showing.progress("Making the demo") as step:
        made = making.make(
            system=call.actor, now=call.at, password=password, cases=cases, progress=step
        )
    presence.keep_hints()
    return made

"""`bairn serve`: everything made ready, then served until stopped; `bairn welcome` greets."""

import os
import sys
from typing import Annotated

import typer

from bairn.cli import demo, showing, starting
from bairn.cli.receive import STAND_IN
from bairn.demo import presence
from bairn.demo.presence import Presence

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    port: Annotated[int, typer.Option(envvar="BAIRN_PORT", min=1, max=65535)] = 8000,
) -> None:
    """Start everything and serve until stopped.

    An empty house is filled with the invented demo first, unless BAIRN_DEMO=0. In the demo one
    sample report is then received, its case opened and the record verified, for everybody to see.
    """
    _make_ready(starting.begin())
    sys.stdout.flush()
    # From here on this process only watches over the others: it begins anew without the rooms.
    serving = (sys.executable, "-m", "bairn.house.serving", str(port))
    os.execv(sys.executable, serving)  # noqa: S606 - our own fixed command


def _make_ready(call: starting.Call) -> None:
    """Make the demo where nobody lives; the processes that follow are told that it lives here."""
    if os.environ.get("BAIRN_DEMO") == "0":
        return
    found = presence.presence(actor=call.actor, at=call.at, stand_ins=frozenset({STAND_IN}))
    if found is Presence.NOBODY:
        showing.say("Making the demo: an invented district (once; BAIRN_DEMO=0 leaves it out).")
        demo.fill(call)
    if found is not Presence.OTHERS:
        os.environ["BAIRN_DEMO"] = "1"

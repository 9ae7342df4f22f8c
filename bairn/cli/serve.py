"""`bairn serve`: everything started, one report shown on its way, then served until stopped."""

import os
from typing import Annotated

import typer

from bairn.cli import demo, first_report, showing, starting
from bairn.cli.receive import STAND_IN
from bairn.demo import presence
from bairn.demo.presence import Presence
from bairn.house import supervisor
from bairn.kernel.refusal import Refusal

app = typer.Typer(add_completion=False)
_DOORS = (
    ("/report/", "tell us something, no name needed"),
    ("/desk/", "for staff"),
    ("/api/", "for agencies' systems"),
    ("/ispws/", "for platforms, over the CyberTipline protocol"),
    ("/health/", "which part is down, if any"),
)


@app.command()
def serve(
    port: Annotated[int, typer.Option(envvar="BAIRN_PORT", min=1, max=65535)] = 8000,
) -> None:
    """Start everything and serve until stopped.

    An empty house is filled with the invented demo first, unless BAIRN_DEMO=0. In the demo one
    sample report is then received, its case opened and the record verified, for everybody to see.
    """
    call = starting.begin()
    lives = _demo(call)
    supervisor.serve(port=port, on_ready=lambda: _welcome(lives, port))


def _demo(call: starting.Call) -> bool:
    """Whether the demo lives here, made now where nobody does; child processes are told."""
    if os.environ.get("BAIRN_DEMO") == "0":
        return False
    found = presence.presence(actor=call.actor, at=call.at, stand_ins=frozenset({STAND_IN}))
    if found is Presence.NOBODY:
        showing.say("Making the demo: an invented district (once; BAIRN_DEMO=0 leaves it out).")
        demo.fill(call)
    lives = found is not Presence.OTHERS
    if lives:
        os.environ["BAIRN_DEMO"] = "1"
    return lives


def _welcome(lives: bool, port: int) -> None:
    """Runs once, beside the house; what goes wrong here is said, and the house serves on."""
    call = starting.begin()
    if lives:
        showing.say("A sample report goes its way:")
        try:
            first_report.show(call)
        except Refusal as refusal:
            showing.refused(refusal, as_json=False)
    showing.say(f"Record    {first_report.verified(call)}")
    showing.say("\nThe doors:")
    for path, text in _DOORS:
        showing.say(f"  http://localhost:{port}{path:<9} {text}")
    if lives:
        showing.say(
            "\nSign in to the demo at /desk/: the page shows one person of each role.\n"
            f"Their password stands there, and in {presence.password_file()}"
        )
    else:
        showing.say("\nNo demo here. Staff are added with: bairn staff add --help")
    showing.say("\nCtrl+C stops everything.")

"""`bairn welcome`: one report shown on its way, and where the doors are."""

from typing import Annotated

import typer
from django.conf import settings

from bairn.cli import first_report, showing, starting
from bairn.demo import presence
from bairn.demo.presence import Presence
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
def welcome(
    port: Annotated[int, typer.Option(envvar="BAIRN_PORT", min=1, max=65535)] = 8000,
) -> None:
    """Show what a start shows: in the demo a report on its way, the record verified, the doors.

    Each call in a demo receives the sample report once more and opens a case for it.
    """
    call = starting.begin()
    found = presence.presence(actor=call.actor, at=call.at)
    lives = settings.BAIRN_DEMO and found is Presence.DEMO
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

"""What every command needs that works in the house: its tables, the moment, and who acts."""

from dataclasses import dataclass
from datetime import datetime

from bairn.access import sessions
from bairn.house import standing
from bairn.kernel import clock
from bairn.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Call:
    """Who acts in a command, and when; passed to every act and look as keywords."""

    actor: Actor
    at: datetime


def begin() -> Call:
    """Start the database and bring its tables up where that is not done; the house itself acts."""
    standing.set_up()
    return Call(actor=sessions.system(), at=clock.now())

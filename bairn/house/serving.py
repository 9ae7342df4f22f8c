"""`python -m bairn.house.serving PORT`: what `bairn serve` becomes once everything stands.

It loads no rooms, so that watching over the parts takes little memory; what greets the reader runs
in a process of its own and ends.
"""

import subprocess
import sys

from django.conf import settings

from bairn.house import logs, supervisor
from bairn.house.environment import EnvironmentFault

NOT_STANDING = 3  # as every command says it


def main(port: int) -> int:
    """Serve until stopped; the exit code."""
    logs.configure(settings.LOGGING)
    greeting = (sys.executable, "-m", "bairn.cli", "welcome", "--port", str(port))
    try:
        supervisor.serve(port=port, on_ready=lambda: _greet(greeting))
    except EnvironmentFault as fault:
        sys.stderr.write(f"{fault}\n")
        return NOT_STANDING
    return 0


def _greet(command: tuple[str, ...]) -> None:
    """Run to its end beside the house; what goes wrong in it, it says itself."""
    subprocess.run(command, check=False)  # noqa: S603 - our own fixed command


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

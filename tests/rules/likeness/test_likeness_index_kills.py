"""A writer that is killed while it adds has lost nothing that it had said was kept."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bairn.likeness.index import Index
from bairn.likeness.keys import Keys
from tests.rules.likeness.invented import SECRET, subject

pytestmark = pytest.mark.slow

_ROUNDS = 6
_WRITER = """
import sys
from pathlib import Path
from bairn.likeness.index import Index
from bairn.likeness.keys import Keys
from tests.rules.likeness.invented import HOLDER, SECRET, person, subject

index = Index.open(Path(sys.argv[1]), Keys(SECRET))
told = person(index.keys, "lindqvist", "marta", "1987-03-04", "+493012345678")
for number in range(int(sys.argv[2]), 10**9):
    index.add(subject(number), HOLDER, told)
    print(number, flush=True)
"""


def _killed_while_adding(folder: Path, first: int, chance: random.Random) -> int:
    """The last number that was acknowledged."""
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), str(first)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    acknowledged = int(writer.stdout.readline())
    time.sleep(chance.uniform(0.001, 0.1))
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read().split("\n")[:-1]  # a line that is not whole was not said
    writer.wait()
    return int(rest[-1]) if rest else acknowledged


def test_no_acknowledged_addition_is_lost_to_a_kill(tmp_path: Path) -> None:
    chance = random.Random(5)
    Index.create(tmp_path, Keys(SECRET)).close()
    last = 0
    for _ in range(_ROUNDS):
        last = _killed_while_adding(tmp_path, last + 1, chance)
        with Index.open(tmp_path, Keys(SECRET)) as index:
            assert all(index.holds(subject(number)) for number in range(1, last + 1))
            assert index.sizes().sightings in (last, last + 1)

"""Measure whether the time of a look at links tells that something lies elsewhere.

    .venv/bin/python bench/linkage/leak_timing.py [--rounds 400] [--elsewhere 5]

Two cases of one person each: of one nothing lies elsewhere, of the other `--elsewhere` people in
foreign cases. The same look is made of both in turn. What is printed: the medians, their ratio, and
how often whoever guesses by the time of one look is right (half is nothing learnt).
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bairn.house.settings")
os.environ.setdefault("BAIRN_DB_ROLE", "bairn_owner")

from bench.own_database import own_database  # noqa: E402 - the surroundings come first

WARM = 20


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--elsewhere", type=int, default=5)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="bairn-bench-") as name,
        own_database("bairn_bench_leak", Path(name)),
    ):
        nothing, something = measure(asked.rounds, asked.elsewhere)
    low, high = statistics.median(nothing), statistics.median(something)
    print(f"nothing elsewhere: median {low * 1e3:.3f} ms")
    print(f"{asked.elsewhere} elsewhere: median {high * 1e3:.3f} ms, ratio {high / low:.3f}")
    print(f"a guess by one time is right in {guessed(nothing, something):.3f} of all")


def measure(rounds: int, elsewhere: int) -> tuple[list[float], list[float]]:
    """Seconds of each look, of the case without and of the one with something elsewhere."""
    from bairn.access.terms import Role
    from bairn.kernel import clock
    from bairn.linkage import queries
    from tests import cast

    place = cast.place()
    actor = cast.staff("ada", Role.SUPERVISOR, unit=place.unit)
    cases = [compared(place, 0), compared(place, elsewhere)]
    taken: tuple[list[float], list[float]] = ([], [])
    for round_ in range(rounds + WARM):
        for which in random.sample((0, 1), 2):
            begun = time.perf_counter()
            queries.leads(actor=actor, at=clock.now(), case_id=cases[which])
            if round_ >= WARM:
                taken[which].append(time.perf_counter() - begun)
    return taken


def compared(place: object, elsewhere: int) -> uuid.UUID:
    """A case of one person, of whom so many leads lead to foreign cases."""
    from bairn.access import sessions
    from bairn.kernel import clock
    from bairn.linkage import actions
    from bairn.linkage.terms.leads import LeadSource, Side
    from tests import cast
    from tests.rooms.linkage.conftest import lead_of

    case = cast.holder("case", unit=place.unit)  # type: ignore[attr-defined] # of the tests' cast
    mine = Side(uuid.uuid4(), case)
    far = [
        Side(uuid.uuid4(), cast.holder("case", unit=place.other_unit))  # type: ignore[attr-defined]
        for _ in range(elsewhere)
    ]
    actions.keep_leads(
        actor=sessions.system(), at=clock.now(), found=[lead_of(mine, one) for one in far],
        source=LeadSource.INTAKE, model="1", keys="k", checked=[mine],
    )  # fmt: skip
    return case


def guessed(nothing: list[float], something: list[float]) -> float:
    """How often the better of two simple guesses is right: the area under the curve."""
    pairs = [(one < two) + 0.5 * (one == two) for one in nothing for two in something]
    area = sum(pairs) / len(pairs)
    return max(area, 1 - area)


if __name__ == "__main__":
    main()

"""The batch from records to pairs and clusters."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from bairn.kernel.refusal import Refusal
from bairn.likeness.batch import candidates, columns, ground, scoring, tidy, weights
from bairn.likeness.batch.candidates import Rule
from bairn.likeness.batch.clustering import clusters
from bairn.likeness.batch.comparing import Comparison, comparisons
from bairn.likeness.batch.engine import Compared, Engine, OnDuckDB, table_of
from bairn.likeness.batch.rarity import Rarity
from bairn.likeness.batch.terms import Columns, Floats, Ints, Judgement, Pairs, Result, Role, Step

MODEL = "batch-1"
RANDOM = 1_000_000  # pairs of any two records, to learn what strangers have in common
LEARNT_FROM = 300_000  # pairs of a rule at most
FLAG = 3  # values; a column of no more mostly says again what another says (a script, a sex)
FEW_VALUES = 12  # a column of so few values is compared, but no reason to compare
STEPS = ("read", "candidates", "compare", "learn", "weigh", "cluster")


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of this file is compared, and by which rules."""

    used: tuple[Comparison, ...]
    rules: tuple[Rule, ...]
    size: int


def link(  # long: the steps of the batch in their order, one line each
    table: pa.Table | duckdb.DuckDBPyConnection, roles: Columns | None = None, *,
    engine: str = "duckdb", judgements: Iterable[Judgement] = (), across: bool = False,
    step: Step | None = None, explain: float | None = None,
) -> Result:  # fmt: skip
    """Link the records of a table, or of the table `raw` on a connection (`ground.read`).

    Pairs from the probability `explain` on have their reasons.
    """
    began = time.monotonic()
    tell = _teller(step)
    connection = table if isinstance(table, duckdb.DuckDBPyConnection) else ground.opened()
    if connection is not table:
        ground.take(connection, table)
    roles = roles or columns.guess(ground.samples(connection))
    tell("read")
    plan, engines = _planned(connection, roles, engine)
    said = list(judgements)
    tell("candidates")
    compared_pairs = candidates.paired(connection, across)
    start = weights.shipped(plan.used)
    tell("compare")
    found = engines.compare("candidates", plan.used, start, 1e-4)
    tell("learn")
    training = time.monotonic()
    learnt, everywhere = _learnt(connection, engines, plan, found, start, said)
    training = time.monotonic() - training
    tell("weigh")
    rarity = Rarity(connection, plan.used)
    weighed = scoring.tables(learnt, plan.rules, plan.used, everywhere, rarity)
    logit, probability = scoring.scored(
        weighed, found.left, found.right, found.rules, found.levels, plan.used
    )
    pairs = Pairs(found.left, found.right, logit, probability)
    why = {}
    if explain is not None:
        shown = np.flatnonzero(probability >= explain)
        why = scoring.reasons(weighed, found, shown, plan.used)
    tell("cluster")
    grouped = clusters(plan.size, pairs.left, pairs.right, pairs.logit, said)
    tell("")
    taught = {code for one in learnt.values() for code in one.weights}
    return Result(
        pairs=pairs, clusters=grouped, compared=compared_pairs, model=MODEL, engine=engine,
        seconds=time.monotonic() - began, training=training, learnt=tuple(sorted(taught)),
        shipped=tuple(one.code for one in plan.used if one.code not in taught),
        understood={name: str(role) for name, role in roles.items() if role not in _NOT_READ},
        not_understood=tuple(name for name, role in roles.items() if role is Role.OTHER),
        reasons=why,
    )  # fmt: skip


_NOT_READ = (Role.OTHER, Role.IGNORED)


def _teller(step: Step | None) -> Callable[[str], None]:
    def tell(what: str) -> None:
        if step is not None:
            step(what, STEPS.index(what) if what else len(STEPS), len(STEPS))

    return tell


def _planned(
    connection: duckdb.DuckDBPyConnection, roles: Columns, engine: str
) -> tuple[_Plan, Engine]:
    distinct = {one: _distinct(connection, one) for one in tidy.tidied(connection, roles)}
    others = [one for one, values in distinct.items() if values > FLAG]
    size = int(connection.execute("select count(*) from tidy").fetchall()[0][0])
    engines = _engine(connection, engine)
    rules = candidates.rules([one for one in others if distinct[one] > FEW_VALUES])
    candidates.keyed(connection, rules)
    used = tuple(one for one in comparisons(engines.speak, others) if _holds(connection, one.needs))
    if not used or size < 2:
        raise Refusal(
            "link.nothing_to_compare",
            "No column of the file is understood as a name, a date of birth or an identifier. "
            "Say what the columns hold with --map.",
        )
    return _Plan(used, rules, size), engines


def _engine(connection: duckdb.DuckDBPyConnection, name: str) -> Engine:
    if name == "duckdb":
        return OnDuckDB(connection)
    if name == "spark":
        # It needs libraries that most houses do not have.
        from bairn.likeness.batch.spark import OnSpark  # noqa: PLC0415 - needs Java, asked for by name

        return OnSpark(connection)
    raise Refusal("link.unknown_engine", "The engine is duckdb or spark.")


def _distinct(connection: duckdb.DuckDBPyConnection, column: str) -> int:
    rows = connection.execute(f"select count(distinct {column}) from tidy").fetchall()
    return int(rows[0][0])


def _holds(connection: duckdb.DuckDBPyConnection, needs: Sequence[str]) -> bool:
    counts = " + ".join(f"count({one})" for one in needs)
    return bool(connection.execute(f"select {counts} from tidy").fetchall()[0][0])


def _learnt(
    connection: duckdb.DuckDBPyConnection, engine: Engine, plan: _Plan, found: Compared,
    start: Mapping[str, tuple[Floats, Floats]], said: Sequence[Judgement],
) -> tuple[dict[int, weights.Ruled], tuple[float, dict[str, tuple[Floats, Floats]]]]:  # fmt: skip
    """What each rule teaches, and what holds where none does."""
    candidates.at_random(connection, plan.size, min(RANDOM, plan.size * (plan.size - 1) // 2))
    strangers = weights.among_strangers(
        weights.patterns(engine.compare("sampled", plan.used, start, 1e-4).levels, plan.used),
        plan.used,
    )
    common = {code: (m, strangers[code]) for code, (m, _) in start.items()}
    if said:
        same, other = (
            _of_judged(connection, engine, plan, start, said, verdict) for verdict in (True, False)
        )
        common = weights.judged(common, plan.used, same.levels, other.levels)
    learnt = {}
    for number, rule in enumerate(plan.rules):
        here = np.flatnonzero((found.rules >> np.uint64(number)) & np.uint64(1))
        if len(here) < weights.ENOUGH:
            continue
        if len(here) > LEARNT_FROM:
            here = here[_some(found.left[here], found.right[here], LEARNT_FROM)]
        rows = weights.patterns({code: one[here] for code, one in found.levels.items()}, plan.used)
        if (one := weights.learn(rows, plan.used, rule.settles, common)) is not None:
            learnt[number] = one
    return learnt, (_prior(found, plan, common), common)


def _some(left: Ints, right: Ints, count: int) -> Ints:
    """So many of the pairs, the same ones in whatever order an engine gives them."""
    mixed = left.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + right.astype(np.uint64)
    mixed = (mixed ^ (mixed >> np.uint64(31))) * np.uint64(0xBF58476D1CE4E5B9)
    return np.argpartition(mixed ^ (mixed >> np.uint64(29)), count)[:count]


def _of_judged(
    connection: duckdb.DuckDBPyConnection, engine: Engine, plan: _Plan,
    start: Mapping[str, tuple[Floats, Floats]], said: Sequence[Judgement], same: bool,
) -> Compared:  # fmt: skip
    pairs = sorted({(min(j.left, j.right), max(j.left, j.right)) for j in said if j.same is same})
    sides = np.array(pairs, np.int64).reshape(-1, 2)
    connection.register("__judged", table_of(sides[:, 0], sides[:, 1]))
    connection.execute("create or replace table sampled as select * from __judged")
    connection.unregister("__judged")
    return engine.compare("sampled", plan.used, start, 1e-4)


def _prior(found: Compared, plan: _Plan, common: Mapping[str, tuple[Floats, Floats]]) -> float:
    """Of all pairs of the file, how many are of one person: the value that agrees with itself."""
    total = plan.size * (plan.size - 1) / 2
    logit = np.zeros(len(found.left))
    for one in plan.used:
        m, u = common[one.code]
        column = found.levels[one.code]
        logit += np.where(column >= 0, np.log(m / u)[column], 0.0)
    share = min(0.5, 0.2 * plan.size / total)
    for _ in range(30):
        odds = np.log(share / (1 - share))
        expected = float((1 / (1 + np.exp(-np.clip(logit + odds, -40, 40)))).sum())
        share = float(np.clip(expected / total, 0.5 / total, 0.5))
    return share

"""Which pairs are worth comparing: records that share a key, in blocks of bounded size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

FACTORS = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25)
PER_RECORD, FEWEST = 12, 3_000_000  # pairs, counted in every block that they stand in


_VAGUE = "('0101', '0000')"  # a day that stands for one that is not known
_INITIALS, _BEGIN = "substr(fam, 1, 1) || substr(giv, 1, 1)", "substr(giv, 1, 2)"
_HEARD = "fsound || substr(giv, 1, 1)"


@dataclass(frozen=True, slots=True)
class Rule:
    """Records with an equal key are compared; a block of more than `most` records is left out."""

    code: str
    key: str
    most: int
    settles: tuple[str, ...]  # comparisons that agree by the key itself


def rules(others: Iterable[str]) -> tuple[Rule, ...]:
    """From the surest keys to the vaguest."""
    return (
        Rule("number", "nid", 100, ("national_id",)),
        Rule("phone", "unnest(phones)", 60, ("phone",)),
        Rule("email", "email", 60, ("online",)),
        Rule("handle", "bare_handle", 60, ("online",)),
        Rule("local", "bare_local", 30, ("online",)),
        Rule("han", "case when length(han) > 1 then han end", 80, ("name",)),
        Rule("both", "parts", 80, ("name",)),
        Rule("sounds", "unnest(sounds)", 50, ("name",)),
        Rule("line", "line", 60, ("place",)),
        Rule("birth_family", "dob || fsound", 60, ("name", "birth")),
        Rule("birth_given", "dob || gsound", 60, ("name", "birth")),
        Rule("birth_place", "dob || coalesce(postcode, town)", 60, ("birth", "place")),
        Rule("birth_town", "dob || town", 60, ("birth", "place")),
        Rule("birth_initial", f"dob || {_INITIALS}", 60, ("name", "birth")),
        Rule("birth", f"case when substr(dob, 5) not in {_VAGUE} then dob end", 25, ("birth",)),
        Rule("place_family", "postcode || fam", 60, ("name", "place")),
        Rule("place_given", "postcode || giv", 60, ("name", "place")),
        Rule("district_sounds", "district || fsound || substr(giv, 1, 1)", 60, ("name", "place")),
        Rule("district_given", "district || gsound", 40, ("name", "place")),
        Rule("town_sounds", f"town || coalesce(fsound, '') || {_BEGIN}", 60, ("name", "place")),
        Rule("town_family", "town || fsound", 30, ("name", "place")),
        Rule("town_given", "town || gsound", 30, ("name", "place")),
        Rule("year_sounds", f"substr(dob, 1, 4) || {_HEARD}", 40, ("name", "birth")),
        Rule("day_sounds", f"substr(dob, 5) || {_HEARD}", 40, ("name", "birth")),
        Rule("postcode", "postcode", 25, ("place",)),
        *(
            Rule(f"{one}_{part}", f"{one} || ' ' || {part}", 25, (one, "name"))
            for one in others for part in ("fam", "giv")
        ),
        *(
            Rule(f"{one}_{code}", f"{one} || ' ' || {key}", 25, (one, code))
            for one in others
            for code, key in (("birth", "dob"), ("place", "coalesce(district, town)"))
        ),
    )  # fmt: skip


def keyed(connection: duckdb.DuckDBPyConnection, found: Sequence[Rule]) -> float:
    """The table `blocks`: rule, key and records of blocks that are not too large; by how much the
    sizes were widened or narrowed to keep the pairs within what a machine compares.
    """
    connection.execute("create or replace table keys (rule utinyint, key ubigint, id int)")
    for number, rule in enumerate(found):
        connection.execute(
            f"insert into keys select {number}, hash(k), unique_id from "
            f"(select {rule.key} as k, unique_id from tidy) where k is not null and k <> ''"
        )
    connection.execute(
        "create or replace table sizes as select rule, key, count(*) as size from keys "
        "group by 1, 2 having count(*) > 1"
    )
    size = int(connection.execute("select count(*) from tidy").fetchall()[0][0])
    most = f"case rule {' '.join(f'when {n} then {one.most}' for n, one in enumerate(found))} end"
    factor = _widest(connection, most, max(FEWEST, PER_RECORD * size))
    connection.execute(
        "create or replace table blocks as select k.rule, k.key, k.id from keys k "
        "join sizes s on k.rule = s.rule and k.key = s.key "
        f"where s.size <= greatest(2, {factor} * {most.replace('rule', 's.rule', 1)})"
    )
    connection.execute("drop table keys")
    connection.execute("drop table sizes")
    return factor


def _widest(connection: duckdb.DuckDBPyConnection, most: str, budget: int) -> float:
    """The largest factor whose pairs, each counted in every block that it stands in, are enough."""
    for factor in FACTORS:
        found = connection.execute(
            "select coalesce(sum(size * (size - 1) // 2), 0) from sizes "
            f"where size <= {factor} * {most}"
        ).fetchall()[0][0]
        if found <= budget:
            return factor
    return FACTORS[-1]


def paired(connection: duckdb.DuckDBPyConnection, across: bool) -> int:
    """The table `candidates`: each pair once, with a bit for each rule that it meets.

    With `across` only pairs of two files.
    """
    files = "join tidy f on f.unique_id = a.id join tidy g on g.unique_id = b.id" if across else ""
    apart = "and f.__file <> g.__file" if across else ""
    connection.execute(f"""
        create or replace table candidates as
        select a.id as join_key_l, b.id as join_key_r, bit_or(1::ubigint << a.rule) as match_key
        from blocks a join blocks b on a.key = b.key and a.rule = b.rule {files}
        where a.id < b.id {apart} group by 1, 2""")
    return int(connection.execute("select count(*) from candidates").fetchall()[0][0])


def at_random(connection: duckdb.DuckDBPyConnection, size: int, count: int) -> None:
    """The table `sampled`: pairs of any records, the same each time."""
    connection.execute(f"""
        create or replace table sampled as
        select l as join_key_l, r as join_key_r, 0::ubigint as match_key from (
            select distinct least(a, b) as l, greatest(a, b) as r from (
                select (hash(i * 2) % {size})::int as a, (hash(i * 2 + 1) % {size})::int as b
                from range({count}) t(i)) where a <> b)""")

"""Records in one spelling: the table `tidy` that candidates and comparisons read."""

from collections.abc import Iterable, Mapping, Sequence

import duckdb
import pyarrow as pa

from bairn.likeness.batch import spelling
from bairn.likeness.batch.ground import quoted
from bairn.likeness.batch.terms import Columns, Role

_WIDE = "".join(map(chr, range(0xFF01, 0xFF5F)))
_NARROW = "".join(map(chr, range(0x21, 0x7F))).replace("'", "''")
_MACROS = f"""
create or replace macro plain(x) as lower(strip_accents(translate(x, '{_WIDE}', '{_NARROW}')));
create or replace macro clean(x) as nullif(trim(
    case when regexp_full_match(lower(x), '[a-z0-9]+( [a-z0-9]+)*') then lower(x)
        else regexp_replace(plain(x), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g') end), '');
create or replace macro letters(x) as
    nullif(trim(regexp_replace(clean(x), '[\u3400-\u9fff]+', ' ', 'g')), '');
create or replace macro characters(x) as
    nullif(regexp_replace(x, '[^\u3400-\u9fff]+', '', 'g'), '');
create or replace macro squeezed(x) as nullif(replace(clean(x), ' ', ''), '');
create or replace macro bare(x) as replace(replace(x, '.', ''), '_', '');
create or replace macro digits(x) as nullif(regexp_replace(x, '[^0-9]+', '', 'g'), '');
"""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# What stands where nothing is known.
_NOTHING = (
    "('', 'null', 'none', 'nan', 'n/a', 'na', 'unknown', 'not known', '-', '?', '未知', '不详')"
)


def tidied(connection: duckdb.DuckDBPyConnection, columns: Columns) -> list[str]:
    """Make `tidy`; the names of the columns that are compared as they stand (o_0, o_1, …)."""
    connection.execute(_MACROS)
    by_role: dict[Role, list[str]] = {}
    for name, role in columns.items():
        by_role.setdefault(role, []).append(f"nullif(trim({quoted(name)}), '')")
    others = by_role.get(Role.OTHER, [])
    kept = [f"clean({one}) as o_{number}" for number, one in enumerate(others)]
    parts = [
        *_names(by_role),
        *_birth(connection, by_role),
        *_numbers(by_role),
        *_places(by_role),
        *kept,
    ]
    known = ", ".join(
        f"case when lower(trim({quoted(name)})) in {_NOTHING} then null else {quoted(name)} end "
        f"as {quoted(name)}"
        for name, role in columns.items() if role is not Role.IGNORED
    )  # fmt: skip
    source = f"(select __id, __file{', ' if known else ''}{known} from raw)"
    connection.execute(
        f"create table read as select __id, __file, {', '.join(parts)} from {source}"
    )
    _spell(connection)
    connection.execute("drop table read")
    return [f"o_{number}" for number in range(len(others))]


def _joined(found: Iterable[str]) -> str:
    items = list(found)
    return f"concat_ws(' ', {', '.join(items)})" if items else "null::varchar"


def _names(by_role: dict[Role, list[str]]) -> list[str]:
    family, given = _joined(by_role.get(Role.FAMILY, [])), _joined(by_role.get(Role.GIVEN, []))
    full = (by_role.get(Role.FULL) or ["null::varchar"])[0]
    han = (by_role.get(Role.HAN) or ["null::varchar"])[0]
    return [
        f"letters({family}) as family", f"letters({given}) as given",
        f"case when contains({full}, ',') then letters(regexp_replace({full}, '^([^,]*),(.*)$', "
        f"'\\2 \\1')) else letters({full}) end as whole",
        f"coalesce(characters({han}), characters({full}), "
        f"characters(concat_ws('', {family}, {given}))) as han",
    ]  # fmt: skip


def _birth(connection: duckdb.DuckDBPyConnection, by_role: dict[Role, list[str]]) -> list[str]:
    """Eight digits as they were written, right or wrong; 00 where month or day is not known."""
    if Role.BIRTH in by_role:
        return [f"{_date(connection, by_role[Role.BIRTH][0])} as dob"]
    if Role.YEAR not in by_role:
        return ["null::varchar as dob"]
    year, month, day = (
        f"coalesce(try_cast({(by_role.get(role) or ['null'])[0]} as double)::int, 0)"
        for role in (Role.YEAR, Role.MONTH, Role.DAY)
    )
    written = f"printf('%04d%02d%02d', {year}, {month}, {day})"
    return [f"case when {year} between 1 and 9999 then {written} end as dob"]


def _date(connection: duckdb.DuckDBPyConnection, column: str) -> str:
    day, month = ("1", "2") if _day_first(connection, column) else ("2", "1")
    short = r"^([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}).*$"
    worded = r"^([0-9]{1,2})[-/. ]*([a-z]{3})[a-z]*[-/., ]*([0-9]{4})$"
    months = "[" + ",".join(f"'{one}'" for one in _MONTHS) + "]"
    long = r"^([0-9]{4})[-/. 年]*([0-9]{1,2})?[-/. 月]*([0-9]{1,2})?.*$"
    low = f"lower({column})"

    def part(pattern: str, group: str | int) -> str:
        return f"regexp_extract({low}, '{pattern}', {group})"

    def pad(text: str) -> str:
        return f"lpad({text}, 2, '0')"

    named = f"coalesce(list_position({months}, {part(worded, 2)}), 0)::varchar"
    return f"""case
        when {column} is null then null
        when regexp_full_match({low}, '[0-9]{{8}}') then {low}
        when regexp_full_match({low}, '{short}')
            then {part(short, 3)} || {pad(part(short, month))} || {pad(part(short, day))}
        when regexp_full_match({low}, '{worded}')
            then {part(worded, 3)} || {pad(named)} || {pad(part(worded, 1))}
        when regexp_full_match({low}, '{long}')
            then {part(long, 1)} || {pad(part(long, 2))} || {pad(part(long, 3))} end"""


def _day_first(connection: duckdb.DuckDBPyConnection, column: str) -> bool:
    """The day stands first, unless the second number goes past twelve and the first never does."""
    first, second = connection.execute(
        f"select max(try_cast(regexp_extract(x, '^([0-9]{{1,2}})[-/. ]', 1) as int)), "
        "max(try_cast(regexp_extract(x, '^[0-9]{1,2}[-/. ]([0-9]{1,2})[-/. ]', 1) as int)) "
        f"from (select {column} x from raw)"
    ).fetchall()[0]
    return (first or 0) > 12 or not (second or 0) > 12


def _numbers(by_role: dict[Role, list[str]]) -> list[str]:
    phones = [f"right(digits({one}), 9)" for one in by_role.get(Role.PHONE, [])]
    kept = ", ".join(f"case when length({one}) >= 6 then {one} end" for one in phones)
    email = (by_role.get(Role.EMAIL) or ["null::varchar"])[0]
    handle = (by_role.get(Role.ACCOUNT) or ["null::varchar"])[0]
    number = (by_role.get(Role.NATIONAL_ID) or ["null::varchar"])[0]
    return [
        f"nullif(list_distinct(list_filter([{kept or 'null::varchar'}], "
        "lambda x: x is not null)), []) as phones",
        f"lower({email}) as email",
        f"nullif(split_part(lower({email}), '@', 1), '') as local",
        f"nullif(ltrim(lower({handle}), '@'), '') as handle",
        f"squeezed({number}) as nid",
    ]


def _places(by_role: dict[Role, list[str]]) -> list[str]:
    code = (by_role.get(Role.POSTCODE) or ["null::varchar"])[0]
    sex = (by_role.get(Role.SEX) or ["null::varchar"])[0]
    return [
        f"squeezed({_joined(by_role.get(Role.ADDRESS, []))}) as line",
        f"clean({_joined(by_role.get(Role.TOWN, []))}) as town",
        f"squeezed({code}) as postcode",
        f"case when lower({sex}) in ('2', 'f', 'female', 'woman', '女') then 'f' "
        f"when lower({sex}) in ('m', 'male', 'man', '男') then 'm' else lower({sex}) end as sex",
    ]


def _spell(connection: duckdb.DuckDBPyConnection) -> None:  # long: two statements of SQL
    """Names in one spelling, whatever script; what is not written in letters is read in pinyin."""
    _han(connection)
    connection.execute("""
        create table parts as select r.*, h.simple,
            coalesce(r.family, case when r.given is null and contains(r.whole, ' ')
                then regexp_extract(r.whole, '([^ ]+)$', 1) end, h.family) as fam,
            coalesce(r.given, case when r.family is null and contains(r.whole, ' ')
                then regexp_extract(r.whole, '^(.*) [^ ]+$', 1)
                when r.family is null then r.whole end, h.given) as giv, h.sounds as read_sounds
        from read r left join han_forms h on r.han = h.han""")
    tokens = connection.execute(
        "select distinct t from (select fam t from parts union all select giv from parts) "
        "where t is not null"
    ).fetchnumpy()["t"]
    texts = [str(one) for one in tokens]
    forms: dict[str, Sequence[object]] = {
        "token": texts,
        "sound": [spelling.sound(one) for one in texts],
        "long": [spelling.long_sound(one) for one in texts],
        "canton": [spelling.canton(one) for one in texts],
        "hong_kong": [spelling.from_hong_kong(one) for one in texts],
    }
    _register(connection, "token_sounds", forms)
    connection.execute("""
        create table tidy as select p.* exclude (family, given, whole, han, simple, fam, giv,
                read_sounds, pfam, pgiv),
            p.__id as unique_id, pfam as fam, pgiv as giv,
            split_part(p.giv, ' ', 1) as first, p.simple as han,
            case when pfam is not null and pgiv is not null
                then least(pfam, pgiv) || ' ' || greatest(pfam, pgiv) end as parts,
            case when pfam is null then pgiv when pgiv is null then pfam end as one,
            f.sound as fsound, g.sound as gsound,
            g.long as lsound,
            list_distinct(list_concat(coalesce(p.read_sounds, []),
                case when f.hong_kong and g.canton is not null
                then [f.canton || '.' || g.canton] else [] end,
                case when f.sound is not null and g.sound is not null
                then [f.sound || '.' || g.sound] else [] end)) as sounds,
            regexp_replace(p.postcode, '([0-9][a-z]{2}|..)$', '') as district,
            coalesce(nullif(regexp_extract(p.postcode, '^[a-z]{2,}'), ''),
                left(p.postcode, 2)) as area,
            substr(p.dob, 1, 4) as y,
            bare(p.local) as bare_local, bare(p.handle) as bare_handle
        from (select *, replace(fam, ' ', '') as pfam, replace(giv, ' ', '') as pgiv from parts) p
        left join token_sounds f on p.fam = f.token
        left join token_sounds g on p.giv = g.token""")
    for name in ("parts", "han_forms", "token_sounds"):
        connection.execute(f"drop table {name}")


def _han(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.execute("select distinct han from read where han is not null").fetchnumpy()[
        "han"
    ]
    texts = [str(one) for one in found]
    forms = [spelling.han_forms(one) for one in texts]
    _register(connection, "han_forms", {
        "han": texts, "simple": [one[0] for one in forms],
        "family": [one[1] or None for one in forms], "given": [one[2] or None for one in forms],
        "sounds": [one[3] for one in forms],
    })  # fmt: skip


def _register(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, Sequence[object]]
) -> None:
    types = {"sounds": pa.list_(pa.string()), "hong_kong": pa.bool_()}
    table = pa.table(
        {key: pa.array(values, types.get(key, pa.string())) for key, values in columns.items()}
    )
    connection.register("__made", table)
    connection.execute(f"create table {name} as select * from __made")
    connection.unregister("__made")

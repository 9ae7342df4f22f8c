"""The same questions asked of others: tantivy, pg_trgm, rapidfuzz, Splink. Names read as ours are.

Each gets what a careful user would give it: the name in Latin letters (characters as pinyin), the
birth date and every identifier. Each is asked a sample, the same for all, one question at a time.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from bairn.likeness import model
from bench.linkage import quality
from bench.linkage import reading_side as side
from bench.linkage.asking import ask
from bench.linkage.encode import asking as printed

MOST = 10
SAMPLES = {"ours": 2000, "tantivy": 2000, "pg_trgm": 300, "rapidfuzz": 150, "splink": 300}
Ask = Callable[[side.Told], Sequence[int]]
_EXACT = ("phone", "phone2", "email", "handle", "nid")
NGRAMS = "trigrams"


@dataclass(frozen=True, slots=True)
class Setting:
    """What everybody is asked of and about."""

    folder: Path
    entity: NDArray[Any]
    queries: pa.Table
    order: NDArray[Any]  # of the questions, mixed once; each takes as many as it can


def all_of(
    names: Sequence[str], folder: Path, entity: NDArray[Any], queries: pa.Table, ground: Any,
    weights: model.Model,
) -> dict[str, dict[str, Any]]:  # fmt: skip
    """Each of these, and ours on the same sample."""
    present = np.flatnonzero(np.isin(queries["ent"].to_numpy(), entity) & side.named(queries))
    setting = Setting(folder, entity, queries, np.random.default_rng(0).permutation(present))
    prints = printed(queries)

    def own(told: side.Told) -> Sequence[int]:
        one = prints[told.number]
        single = type(prints)(one.rows, np.array([0, len(one.rows)]), one.tokens,
                              np.array([0, len(one.tokens)]))  # fmt: skip
        return ask(ground, weights, single, most=MOST).record.tolist()

    found = {"ours": measured(setting, "ours", own, 0.0)}
    print("ours", found["ours"], flush=True)
    for name in names:
        found[name] = _ALL[name](setting)
        print(name, found[name], flush=True)
    return found


def measured(setting: Setting, name: str, asking: Ask, prepared: float) -> dict[str, Any]:
    """Recall and time of one, over its sample."""
    sought = setting.queries["ent"].to_numpy()
    picked = setting.order[: SAMPLES[name]]
    asked = side.told(setting.queries, picked)
    asking(asked[0])
    hits, times = [], []
    for one in asked:
        began = time.perf_counter()
        places = asking(one)
        times.append((time.perf_counter() - began) * 1e3)
        hits.append(bool(np.isin(sought[one.number], setting.entity[list(places)]).any()))
    p50, p95 = np.quantile(times, [0.5, 0.95])
    return {"recall@10, named": str(quality.share(np.array(hits))), "p50 ms": round(float(p50), 2),
            "p95 ms": round(float(p95), 2), "made ready, s": round(prepared, 1),
            "asked": len(asked)}  # fmt: skip


def _batches(setting: Setting) -> Any:
    """All records, a piece at a time."""
    at = 0
    for batch in pq.ParquetFile(setting.folder / "people.parquet").iter_batches(200_000):
        table = pa.Table.from_batches([batch])
        yield at, side.told(table, np.arange(len(table)))
        at += len(table)


def tantivy(setting: Setting) -> dict[str, Any]:
    """A search engine: letter trigrams of the name, birth date, identifiers."""
    import tantivy as engine

    began = time.monotonic()
    builder = engine.SchemaBuilder()
    builder.add_unsigned_field("at", stored=True)
    builder.add_text_field("name", tokenizer_name=NGRAMS, index_option="freq")
    for field in ("born", "exact", "place"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    with tempfile.TemporaryDirectory(prefix="bairn-tantivy-") as folder:
        index = engine.Index(builder.build(), path=folder)
        cut = engine.TextAnalyzerBuilder(engine.Tokenizer.ngram(3, 3, False)).build()
        index.register_tokenizer(NGRAMS, cut)
        writer = index.writer(heap_size=400_000_000, num_threads=1)
        for base, people in _batches(setting):
            for one in people:
                document = engine.Document(at=base + one.number, name=one.name)
                for field, text in _terms(one):
                    document.add_text(field, text)
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        ready = time.monotonic() - began
        searcher, schema = index.searcher(), index.schema

        def asking(one: side.Told) -> Sequence[int]:
            padded = one.name
            grams = {padded[n : n + 3] for n in range(len(padded) - 2)}
            terms = [("name", gram) for gram in grams] + list(_terms(one))
            clauses = [
                (engine.Occur.Should, engine.Query.term_query(schema, field, text, "basic"))
                for field, text in terms
            ]
            found = searcher.search(engine.Query.boolean_query(clauses), MOST)
            return [searcher.doc(at)["at"][0] for _, at in found.hits]

        return measured(setting, "tantivy", asking, ready)


def _terms(one: side.Told) -> list[tuple[str, str]]:
    terms = [("exact", text) for text in one.exact]
    if one.born:
        terms.append(("born", one.born))
    if one.place:
        terms.append(("place", one.place))
    return terms


def pg_trgm(setting: Setting) -> dict[str, Any]:
    """The embedded PostgreSQL with its trigram index, birth date and identifiers indexed too."""
    import psycopg

    from bairn.house import environment, postgres

    began = time.monotonic()
    postgres.start(environment.CHECKOUT)
    where, name = postgres.place(environment.CHECKOUT), f"bairn_bench_j1_{os.getpid()}"
    with psycopg.connect(
        where.url(role=postgres.SUPERUSER, database="postgres"), autocommit=True
    ) as root:
        root.execute(f"create database {name}")
        try:
            address = where.url(role=postgres.SUPERUSER, database=name)
            with psycopg.connect(address, autocommit=True) as database:
                _filled(database, setting)
                ready = time.monotonic() - began

                def asking(one: side.Told) -> Sequence[int]:
                    given = {"name": one.name, "born": one.born or None, "exact": list(one.exact)}
                    return [row[0] for row in database.execute(_TRGM, given).fetchall()]

                return measured(setting, "pg_trgm", asking, ready)
        finally:
            root.execute(f"drop database if exists {name} with (force)")


_TRGM = """
select at from person
where name %% %(name)s or born = %(born)s or exact && %(exact)s::text[]
order by similarity(name, %(name)s) + (born = %(born)s)::int * 0.6
       + (exact && %(exact)s::text[])::int desc nulls last
limit 10
"""


def _filled(database: Any, setting: Setting) -> None:
    database.execute("create extension pg_trgm")
    database.execute("create unlogged table person (at int, name text, born text, exact text[])")
    with database.cursor().copy("copy person from stdin") as copy:
        for base, people in _batches(setting):
            for one in people:
                copy.write_row((base + one.number, one.name, one.born or None, list(one.exact)))
    database.execute("create index on person using gin (name gin_trgm_ops)")
    database.execute("create index on person (born)")
    database.execute("create index on person using gin (exact)")
    database.execute("analyze person")
    database.execute("set pg_trgm.similarity_threshold = 0.4")


def rapidfuzz(setting: Setting) -> dict[str, Any]:
    """A scan over all names with the sorted words' likeness, birth date and identifiers added."""
    from rapidfuzz import fuzz, process

    began = time.monotonic()
    names: list[str] = []
    born: list[str] = []
    where: dict[str, list[int]] = {}
    for base, people in _batches(setting):
        for one in people:
            names.append(one.name)
            born.append(one.born)
            for text in one.exact:
                where.setdefault(text, []).append(base + one.number)
    dates = np.array(born)
    ready = time.monotonic() - began

    def asking(one: side.Told) -> Sequence[int]:
        likeness = process.cdist([one.name], names, scorer=fuzz.token_sort_ratio, dtype=np.uint8)[0]
        sums = likeness.astype(np.float32)
        if one.born:
            sums += 45 * (dates == one.born)
        for text in one.exact:
            sums[where.get(text, [])] += 70
        return np.argpartition(sums, -MOST)[-MOST:].tolist()

    return measured(setting, "rapidfuzz", asking, ready)


def splink(setting: Setting) -> dict[str, Any]:
    """Splink's own way for new records, `predict_between`, after training on the records."""
    from bench.linkage import splink_one

    began = time.monotonic()
    linked = splink_one.Linked(setting.folder / "people.parquet")
    ready = time.monotonic() - began
    sought = setting.queries["ent"].to_numpy()
    picked = setting.order[: SAMPLES["splink"]]
    began = time.monotonic()
    answers = linked.ask(setting.queries.take(picked))
    together = (time.monotonic() - began) * 1e3 / len(picked)
    hits = [
        bool(np.isin(sought[at], setting.entity[answers.get(n, [])]).any())
        for n, at in enumerate(picked)
    ]
    alone = []
    for at in picked[:8]:
        began = time.monotonic()
        linked.ask(setting.queries.take([at]))
        alone.append((time.monotonic() - began) * 1e3)
    return {"recall@10, named": str(quality.share(np.array(hits))),
            "p50 ms": round(float(np.median(alone)), 1), "p95 ms": round(max(alone), 1),
            "made ready, s": round(ready, 1), "asked": len(picked),
            "ms each when asked together": round(together, 1)}  # fmt: skip


_ALL = {"tantivy": tantivy, "pg_trgm": pg_trgm, "rapidfuzz": rapidfuzz, "splink": splink}

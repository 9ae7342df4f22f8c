"""J1: what "an equal identifier is a lead where nothing else can be compared" raises.

    .venv/bin/python -m bench.linkage.j1_identifiers [--size 100000] [--errors B] [--seed 5]

Each question of `j1.py` is stripped of name, birth and place: what is left is what a platform
reports of an account. Then each kind of identifier is asked alone. A lead on somebody who is in no
record is false, also where the telephone is their household's and so the household is right.
"""

import json
from typing import Any
from uuid import UUID

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bairn.likeness import model
from bairn.likeness.index import search
from bairn.linkage import matching
from bairn.linkage.terms.leads import Side
from bench.linkage import j1, quality
from bench.linkage.encode import asking

KINDS = {"phone": ("phone", "phone2"), "email": ("email",), "handle": ("handle", "platform")}
_KEPT = frozenset(name for names in KINDS.values() for name in names)
NOBODY = UUID(int=2**127)  # in no record
MOST = 50  # what the house asks the index for


def main() -> int:
    """Generate, ask, print."""
    asked = j1.options(__doc__).parse_args()
    with j1.made(asked) as folder:
        entity, ground = j1.grounded(folder)
        queries = pq.read_table(folder / "queries.parquet")
    told: dict[str, Any] = {"size": len(entity), "errors": asked.errors, "seed": asked.seed}
    for kind, kept in {"all of them": tuple(_KEPT), **KINDS}.items():
        told[kind] = measured(ground, entity, bare(queries, kept))
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return 0


def bare(queries: pa.Table, kept: tuple[str, ...]) -> pa.Table:
    """The questions that have one of these columns, with nothing else in them but who is sought."""
    for number, field in enumerate(queries.schema):
        if field.name not in {"ent", "zh", *kept}:
            nothing = "" if pa.types.is_string(field.type) else 0
            column = pa.array([nothing] * len(queries), field.type)
            queries = queries.set_column(number, field, column)
    some = np.zeros(len(queries), bool)
    for name in set(kept) - {"platform"}:
        some |= queries[name].to_numpy(zero_copy_only=False) != ""
    return queries.filter(pa.array(some))


def measured(ground: Any, entity: Any, queries: pa.Table) -> dict[str, str]:
    """Leads on the absent, the present who were found, and how many leads are right."""
    weights = model.load()
    sought = queries["ent"].to_numpy()
    present = np.isin(sought, entity)
    printed = asking(queries)
    warned, found, right = np.zeros(len(sought), bool), np.zeros(len(sought), bool), []
    by_weight = np.zeros(len(sought), bool)
    for number in range(len(sought)):
        matches = search.matches(ground, weights, printed[number], MOST, None)
        leads = matching.found(Side(NOBODY, NOBODY), matches, alert=weights.alert)
        true = [entity[one.other.subject_id.int] == sought[number] for one in leads]
        warned[number], found[number] = bool(leads), any(true)
        by_weight[number] = any(one.probability >= weights.alert for one in leads)
        right += true
    return {
        "questions": f"{len(sought):,}",
        "false leads on the absent": str(quality.share(warned[~present])),
        "… by the weights alone, on the absent": str(quality.share(by_weight[~present])),
        "of the present, found": str(quality.share(found[present])),
        "… by the weights alone, of the present": str(quality.share(by_weight[present])),
        "leads that are right": str(quality.share(np.array(right))),
    }


if __name__ == "__main__":
    raise SystemExit(main())

"""Records as those beside us are given them: one name in Latin letters, one date, identifiers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bench.linkage import encode


@dataclass(frozen=True, slots=True)
class Told:
    """One record."""

    number: int
    name: str
    born: str
    exact: tuple[str, ...]
    place: str


def told(table: pa.Table, which: NDArray[Any]) -> list[Told]:
    """These records of the table."""
    rows = table.take(pa.array(which))
    columns = {name: rows[name].to_pylist() for name in rows.column_names}
    found = []
    for n, number in enumerate(which.tolist()):
        one = {name: column[n] for name, column in columns.items()}
        found.append(Told(number, _name(one), born(one), _exact(one), one["postcode"]))
    return found


def _name(one: dict[str, Any]) -> str:
    parts = encode.facet_of(one["family"], one["given"], one["han"])
    return f"{parts.get('family', '')} {parts.get('given', '')}".strip()


def born(one: dict[str, Any]) -> str:
    """The birth date as eight digits, as far as it is known."""
    return f"{one['year']:04d}{one['month']:02d}{one['day']:02d}" if one["year"] else ""


def _exact(one: dict[str, Any]) -> tuple[str, ...]:
    texts = [encode.phone(one[name])[0] for name in ("phone", "phone2") if one[name]]
    texts += [one[name] for name in ("email", "nid") if one[name]]
    return tuple([*texts, one["handle"]] if one["handle"] else texts)


def named(queries: pa.Table) -> NDArray[np.bool_]:
    """Which questions have at least a family or a given name."""
    parts = [
        queries[name].to_numpy(zero_copy_only=False) != "" for name in ("family", "given", "han")
    ]
    return np.asarray(parts[0] | parts[1] | parts[2])

"""The batch as the house calls it: sightings in, pairs with their reasons out."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from bairn.likeness.batch.linking import link
from bairn.likeness.batch.terms import Columns, Judgement, Role, Step
from bairn.likeness.matches import Reason
from bairn.likeness.terms import Name, Sighting

PROBABLE = 0.5  # below it no lead is made
COLUMNS: Columns = {
    "family": Role.FAMILY, "given": Role.GIVEN, "full": Role.FULL, "dob": Role.BIRTH,
    "nid": Role.NATIONAL_ID, "phone_1": Role.PHONE, "phone_2": Role.PHONE, "phone_3": Role.PHONE,
    "email": Role.EMAIL, "handle": Role.ACCOUNT, "line": Role.ADDRESS, "town": Role.TOWN,
    "postcode": Role.POSTCODE, "sex": Role.SEX,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """One sighting with its subject and its holder."""

    subject: uuid.UUID
    holder: uuid.UUID
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody judged of two subjects."""

    one: uuid.UUID
    other: uuid.UUID
    same: bool


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two subjects that may be of one person; the reasons sum to `logit`."""

    one: uuid.UUID
    one_holder: uuid.UUID
    other: uuid.UUID
    other_holder: uuid.UUID
    logit: float
    probability: float
    together: bool  # in one cluster, and not only alike as a pair
    reasons: tuple[Reason, ...]
    model: str


def linked(
    seen: Iterable[Seen], judgements: Iterable[Said] = (), step: Step | None = None
) -> Iterator[LinkedPair]:
    """Pairs of two subjects that are probable enough to be shown; the same input gives the same."""
    rows = sorted(seen, key=lambda one: one.subject)  # the order of reading tells nothing
    if len(rows) < 2:
        return
    places = {one.subject: place for place, one in enumerate(rows)}
    said = [
        Judgement(places[one.one], places[one.other], one.same)
        for one in judgements
        if one.one in places and one.other in places
    ]
    found = link(_table(rows), COLUMNS, judgements=said, step=step, explain=PROBABLE)
    for place, reasons in found.reasons.items():
        left, right = rows[found.pairs.left[place]], rows[found.pairs.right[place]]
        together = (
            found.clusters[found.pairs.left[place]] == found.clusters[found.pairs.right[place]]
        )
        yield LinkedPair(
            left.subject, left.holder, right.subject, right.holder,
            float(found.pairs.logit[place]), float(found.pairs.probability[place]),
            bool(np.bool_(together)), reasons, found.model,
        )  # fmt: skip


def _table(rows: Sequence[Seen]) -> pa.Table:
    read = [_row(one.sighting) for one in rows]
    return pa.table(
        {name: pa.array([row.get(name) for row in read], pa.string()) for name in COLUMNS}
    )


def _row(one: Sighting) -> dict[str, str]:
    """The first of each, three telephones; what a batch of many does not need is left out."""
    name = one.names[0] if one.names else Name()
    place = one.addresses[0] if one.addresses else None
    row = {
        "family": name.family, "given": name.given, "full": name.full, "dob": _digits(one),
        "nid": one.national_ids[0][1] if one.national_ids else "",
        "email": one.emails[0] if one.emails else "",
        "handle": one.accounts[0][1] if one.accounts else "",
        "line": place.line if place else "", "town": place.town if place else "",
        "postcode": place.postcode if place else "", "sex": one.sex,
        **{f"phone_{number + 1}": phone for number, phone in enumerate(one.phones[:3])},
    }  # fmt: skip
    return {code: value for code, value in row.items() if value}


def _digits(one: Sighting) -> str:
    born = one.birth
    if born is None or born.year is None:
        return ""
    return f"{born.year:04d}{born.month or 0:02d}{born.day or 0:02d}"

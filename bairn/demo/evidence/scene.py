"""The evidence of the demo comes about: places first, then each case's, then counts."""

import io
import uuid
from datetime import datetime, timedelta

from bairn.access import actions as access
from bairn.demo.evidence import kits, things
from bairn.demo.evidence.book import book
from bairn.demo.fifteen import scenarios
from bairn.demo.moving_in import House
from bairn.demo.stage import Stage
from bairn.digests.importing import bring_in
from bairn.digests.terms import ListKind, NewList
from bairn.evidence import actions as evidence
from bairn.evidence import queries as looks
from bairn.evidence.terms import Carries, Filters

_COUNTED = timedelta(hours=1)  # before now
_LISTED = "s09"  # one of its files stands on the list, the others on none


def prepare(*, house: House, at: datetime) -> None:
    """Where things are kept, what moves about, and a list of digests; before any case."""
    for name, places in book()["places"].items():
        actor = house.staff[name]
        for place, condition in places:
            evidence.add_place(
                actor=actor, at=at, unit_id=_unit(house, name), name=place, condition=condition
            )
    for name, carriers in book()["carriers"].items():
        for what, carrier in carriers:
            evidence.add_carrier(
                actor=house.staff[name], at=at, unit_id=_unit(house, name),
                what=Carries(what), name=carrier,
            )  # fmt: skip
    _list(house, at)


def _unit(house: House, name: str) -> uuid.UUID:
    unit = house.staff[name].unit
    if unit is None:
        raise LookupError(f"{name} belongs to no unit")
    return unit


def _list(house: House, at: datetime) -> None:
    (told,) = [one for one in scenarios() if one.code == _LISTED]
    known, *_ = told.report(at=at).files
    said = book()["known"]
    table = f"sha256,md5,category\n{known.sha256},{known.md5},{said['category']}\n"
    bring_in(
        actor=house.system,
        at=at,
        stream=io.BytesIO(table.encode()),
        said=NewList(name=said["name"], kind=ListKind.KNOWN_ILLEGAL),
    )


def evidence_of(told: Stage) -> None:
    """What this scenario's case holds."""
    row = book()["cases"][told.scenario.code]
    for name, role in row.get("circle", ()):
        access.assign(
            actor=told.supervisor, at=told.at(0.5), case_id=told.case_id,
            staff_id=told.house.staff[name].id, role=role,
        )  # fmt: skip
    things.exhibits(told, row.get("exhibits", []))
    if "contacts" in row:
        things.contacts(told, row["contacts"])
    kits.kits(told, row.get("kits", []))
    if told.scenario.code == "s03":
        for one in book()["unreported"]:
            kits.unreported(told.house, one, told=told)


def count(*, house: House, now: datetime) -> None:
    """What lies in the stores of two units is counted, and all of it is there."""
    at = now - _COUNTED
    for name, place in book()["counted"]:
        actor = house.staff[name]
        (there,) = [one for one in looks.places(actor=actor, at=at) if one.name == place]
        page = looks.search(actor=actor, at=at, filters=Filters(place_id=there.id))
        evidence.audit_place(
            actor=actor, at=at, place_id=there.id, scanned=[one.code for one in page.exhibits]
        )

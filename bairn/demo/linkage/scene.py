"""The links of the demo come about, by the acts that staff and the house use."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from bairn.demo.linkage import alike, judged, old, people
from bairn.demo.moving_in import House


def link(*, house: House, made: Mapping[str, uuid.UUID], now: datetime) -> None:
    """Once all cases are there: who may be one, what was said of it, older records, series."""
    sides = people.add(house=house, made=made, now=now)
    judged.judge(house=house, sides=sides, now=now)
    judged.ask(house=house, sides=sides, now=now)
    judged.plan(house=house, made=made, sides=sides, now=now)
    old.bring_in(house=house, made=made, now=now)
    old.review(house=house, made=made, now=now)
    alike.code(house=house, made=made, now=now)

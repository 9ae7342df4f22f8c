"""Offences of the demo as codes: two coders, an analyst's series, a proposal to its cases."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from bairn.demo.linkage.book import Row, book
from bairn.demo.moving_in import House
from bairn.journeys import join_series
from bairn.series import actions as series
from bairn.series.terms import NewCoding, Place, Verdict

_TAKES = timedelta(minutes=50)


def code(*, house: House, made: Mapping[str, uuid.UUID], now: datetime) -> None:
    """Five offences are coded, one of them twice; three are held together and proposed."""
    rows = book()["offences"]
    coded = {row["key"]: _coded(house, row, made[row["case"]], now) for row in rows}
    again = book()["again"]
    (first,) = [row for row in rows if row["key"] == again["offence"]]
    series.code_again(
        actor=house.staff[again["by"]], at=now, case_id=made[first["case"]],
        offence_id=coded[first["key"]], codes={**first["codes"], **again["instead"]},
    )  # fmt: skip
    _propose(house, coded, now)


def _coded(house: House, row: Row, case_id: uuid.UUID, now: datetime) -> uuid.UUID:
    when = now - timedelta(days=row["days"])
    latitude, longitude = row["at"]
    return series.code_offence(
        actor=house.staff[row["by"]],
        at=now,
        case_id=case_id,
        said=NewCoding(
            codes=row["codes"], earliest=when, latest=when + _TAKES,
            place=Place(latitude=latitude, longitude=longitude),
        ),
    )  # fmt: skip


def _propose(house: House, coded: Mapping[str, uuid.UUID], now: datetime) -> None:
    row = book()["series"]
    analyst = house.staff[row["by"]]
    held = [coded[key] for key in row["offences"]]
    one, other = (coded[key] for key in row["judged"])
    series.judge_series_lead(
        actor=analyst, at=now, offence_id=one, other_id=other, verdict=Verdict.POSITIVE,
        reason="looked",
    )  # fmt: skip
    series.open_series(actor=analyst, at=now, offence_ids=held)
    join_series.join_series(actor=analyst, at=now, offence_ids=held, reason=row["reason"])

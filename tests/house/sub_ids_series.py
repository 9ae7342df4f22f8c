"""What of series takes an id beside a case."""

import uuid
from typing import Any

from bairn.journeys import join_series, lay_result
from bairn.series import actions, queries
from bairn.series.terms import Answer, NewCoding, Ruling

ROOMS = (actions, queries, join_series, lay_result)
NOT_HERE = {"series.no_offence", "series.no_part"}
# The other offence of a pair may be of any case in sight; the exhibit is asked for by the journey.
HARMLESS = {
    (actions.place_forensic, "other_id"),
    (lay_result.lay_result, "other_id"),
    (actions.place_forensic, "exhibit_id"),
    (queries.offences, "after"),  # where a page begins
}
_CODES = {"approach_way": "helped"}
_PAIR = {"other_id": uuid.uuid4(), "ruling": Ruling.EXCLUDED}
_OFFENCE: dict[Any, dict[str, Any]] = {
    actions.amend_coding: {"said": NewCoding(codes=_CODES), "reason": "news"},
    actions.code_again: {"codes": _CODES},
    actions.place_forensic: _PAIR,
    lay_result.lay_result: _PAIR,
    queries.to_code_again: {},
}
SUB_IDS = {(act, "offence_id"): ("series_holding", more) for act, more in _OFFENCE.items()} | {
    (actions.answer_part, "part_id"): (
        "series_part", {"answer": Answer.YES, "reference": "Any", "unit_id": uuid.uuid4()},
    ),
    (join_series.answer_series, "part_id"): ("series_part", {"answer": Answer.YES}),
    (lay_result.lay_result, "exhibit_id"): (
        "evidence_exhibit", {**_PAIR, "offence_id": uuid.uuid4()},
    ),
}  # fmt: skip

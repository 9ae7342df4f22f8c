"""A row in every table of series, made by the room's own acts and its journeys."""

import uuid
from datetime import timedelta

from bairn.cases import actions as cases
from bairn.journeys import join_series
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.series import actions, queries
from bairn.series.terms import Answer, NewCoding, Place, Ruling, Verdict

CODES = {"approach_way": "helped", "precaution_face": "helmet", "victim_age": "from_18"}


def fill_series(supervisor: Actor, investigator: Actor, analyst: Actor, case_id: uuid.UUID) -> None:
    """Two offences of the case and one of another that is related to it since both agreed."""
    assert supervisor.unit
    other = cases.open_case(actor=supervisor, at=clock.now(), unit_id=supervisor.unit, circle={})
    one, two = _code(supervisor, case_id, 1), _code(supervisor, case_id, 2)
    far = _code(supervisor, other, 3)
    actions.code_again(
        actor=investigator, at=clock.now(), case_id=case_id, offence_id=one, codes=CODES
    )
    actions.place_forensic(
        actor=investigator, at=clock.now(), case_id=case_id, offence_id=one, other_id=two,
        ruling=Ruling.SAME_SOURCE,
    )  # fmt: skip
    actions.judge_series_lead(
        actor=analyst, at=clock.now(), offence_id=one, other_id=far, verdict=Verdict.POSITIVE,
        reason="looked",
    )  # fmt: skip
    actions.open_series(actor=analyst, at=clock.now(), offence_ids=[one, far])
    _relate(supervisor, analyst, (case_id, other), (one, far))
    # One proposal still waits.
    join_series.join_series(
        actor=analyst, at=clock.now(), offence_ids=[two, far], reason="place_time"
    )


def _relate(
    supervisor: Actor,
    analyst: Actor,
    case_ids: tuple[uuid.UUID, ...],
    offences: tuple[uuid.UUID, ...],
) -> None:
    join_series.join_series(actor=analyst, at=clock.now(), offence_ids=offences, reason="behaviour")
    for case_id in case_ids:
        (part,) = queries.to_review(actor=supervisor, at=clock.now(), case_id=case_id)
        join_series.answer_series(
            actor=supervisor, at=clock.now(), case_id=case_id, part_id=part.id, answer=Answer.YES
        )


def _code(actor: Actor, case_id: uuid.UUID, days: int) -> uuid.UUID:
    when = clock.now() - timedelta(days=40 * days)
    said = NewCoding(
        codes=CODES, earliest=when, latest=when + timedelta(hours=1),
        place=Place(latitude=30.25, longitude=120.15),
    )  # fmt: skip
    return actions.code_offence(actor=actor, at=clock.now(), case_id=case_id, said=said)


def addresses(supervisor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """What the addresses of series name: an offence, a series, a part that waits."""
    ask = {"actor": supervisor, "at": clock.now()}
    offences = queries.offences(**ask, case_id=case_id)
    return {
        "offence_id": str(offences[0].id),
        "other_id": str(offences[1].id),
        "series_id": str(queries.all_series(**ask)[0].id),
        "part_id": str(queries.to_review(**ask, case_id=case_id)[0].id),
    }

"""A row in every table of leads and reveals, made by the room's own acts."""

import uuid
from datetime import timedelta

from bairn.access import sessions
from bairn.access.terms import Role
from bairn.cases import actions as cases
from bairn.cases import queries as case_looks
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.intake import queries as intake
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.linkage import actions, queries
from bairn.linkage.terms.leads import FoundLead, LeadSource, Reason, Side
from bairn.linkage.terms.reveals import PartAnswer, RevealPurpose
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast

HOUR = timedelta(hours=1)


def fill_linkage(
    supervisor: Actor, investigator: Actor, case_id: uuid.UUID, report_id: uuid.UUID
) -> None:
    """Somebody of the case may be somebody of another agency's; each asked, one agreed to show."""
    _revealed(supervisor, investigator, case_id)
    _judged(supervisor, case_id)
    _of_report(supervisor, report_id)


def _of_report(supervisor: Actor, report_id: uuid.UUID) -> None:
    """Somebody of a report was compared, and asked for."""
    card = intake.report(actor=supervisor, at=clock.now(), report_id=report_id)
    side = Side(card.people[0].subject_id, report_id)
    actions.keep_leads(
        actor=sessions.system(), at=clock.now(), found=[], source=LeadSource.INTAKE, model="1",
        keys="first", checked=[side],
    )  # fmt: skip
    actions.ask_reveal(
        actor=supervisor, at=clock.now(), subject_id=side.subject_id, report_id=report_id,
        purpose=RevealPurpose.PROTECT, words="Quillfeather: where she is now.",
    )  # fmt: skip


def _judged(supervisor: Actor, case_id: uuid.UUID) -> None:
    """Brought together with somebody of another case of the unit, whom both are about to visit."""
    house, mine = sessions.system(), _last_of(supervisor, case_id)
    there = _elsewhere(supervisor)
    part = NewParticipant(subject_id=there.subject_id, role=ParticipantRole.SUSPECT)
    cases.add_participants(actor=supervisor, at=clock.now(), case_id=there.holder_id, people=[part])
    (lead_id,) = actions.keep_leads(
        actor=house, at=clock.now(), found=[_found(mine, there)], source=LeadSource.INTAKE,
        model="1", keys="first", checked=[mine, there],
    )  # fmt: skip
    this = {"actor": supervisor, "case_id": case_id}
    actions.judge(
        **this, at=clock.now(), lead_id=lead_id, verdict="positive", reason="document_seen",
        words="Quillfeather: both papers lay here.",
    )  # fmt: skip
    actions.merge(**this, at=clock.now(), lead_id=lead_id)
    one = _first_of(supervisor, case_id)
    actions.relate(**this, at=clock.now(), one=one, other=there, how="household")
    actions.note_trace(
        **this, at=clock.now(), kind="vehicle", value="Quillfeather 1", source="person"
    )
    for side in (mine, there):
        actions.plan_action(
            actor=supervisor, at=clock.now(), case_id=side.holder_id, subject_id=side.subject_id,
            what="search", from_at=clock.now() + HOUR, until_at=clock.now() + 9 * HOUR,
            contact_id=supervisor.id,
        )  # fmt: skip
    assert actions.meet_plans(actor=house, at=clock.now()) == 2


def _revealed(supervisor: Actor, investigator: Actor, case_id: uuid.UUID) -> None:
    house, unit = sessions.system(), cast.place().other_unit
    far, other = (cast.staff(name, Role.SUPERVISOR, unit=unit) for name in ("isla", "tove"))
    mine, there = _first_of(supervisor, case_id), _elsewhere(far)
    actions.keep_leads(
        actor=house, at=clock.now(), found=[_found(mine, there)], source=LeadSource.INTAKE,
        model="1", keys="first", checked=[mine, there],
    )  # fmt: skip
    _asked(house, mine, investigator, supervisor)
    _asked(house, there, far, other)  # waits for an answer of the case's own
    (part,) = queries.asked_of_us(actor=far, at=clock.now())
    actions.answer_reveal(actor=far, at=clock.now(), part_id=part.part_id, answer=PartAnswer.YES)
    actions.settle_part(actor=house, at=clock.now(), part_id=part.part_id)


def _asked(house: Actor, side: Side, by: Actor, agrees: Actor) -> None:
    reveal = actions.ask_reveal(
        actor=by, at=clock.now(), subject_id=side.subject_id, case_id=side.holder_id,
        purpose=RevealPurpose.IDENTIFY, words="Quillfeather: whether it is the same person.",
    )  # fmt: skip
    actions.decide_reveal(
        actor=agrees, at=clock.now(), reveal_id=reveal, agreed=True, case_id=side.holder_id
    )
    actions.fan_out(actor=house, at=clock.now(), reveal_id=reveal)


def addresses_of_report(supervisor: Actor, report_id: uuid.UUID) -> dict[str, str]:
    """What the same addresses name beside a report, by route."""
    (asked,) = queries.reveals(actor=supervisor, at=clock.now(), report_id=report_id).asked
    return {
        "desk:report_reveal_ask.subject_id": str(asked.subject_id),
        "desk:report_reveal.reveal_id": str(asked.id),
    }


def addresses(supervisor: Actor, case_id: uuid.UUID) -> dict[str, str]:
    """What the addresses of links name: somebody of the case, its request, a part."""
    asked = queries.reveals(actor=supervisor, at=clock.now(), case_id=case_id).asked
    return {
        "subject_id": str(asked[0].subject_id),
        "reveal_id": str(asked[0].id),
        "asked_id": str(uuid.uuid4()),
        "lead_id": str(_judged_lead(supervisor, case_id)),
    }


def _judged_lead(supervisor: Actor, case_id: uuid.UUID) -> uuid.UUID:
    here = queries.leads(actor=supervisor, at=clock.now(), case_id=case_id)
    return next(one.id for one in here.leads if one.verdict)


def _last_of(supervisor: Actor, case_id: uuid.UUID) -> Side:
    people = case_looks.participants(actor=supervisor, at=clock.now(), case_id=case_id)
    return Side(people[-1].subject_id, case_id)


def _first_of(supervisor: Actor, case_id: uuid.UUID) -> Side:
    people = case_looks.participants(actor=supervisor, at=clock.now(), case_id=case_id)
    return Side(people[0].subject_id, case_id)


def _elsewhere(far: Actor) -> Side:
    assert far.unit
    case_id = cases.open_case(actor=far, at=clock.now(), unit_id=far.unit, circle={})
    subject = vault.seal(
        actor=far, at=clock.now(), kind=SubjectKind.PERSON,
        fields={"given_name": "Quillfeather"}, case_id=case_id,
    )  # fmt: skip
    return Side(subject, case_id)


def _found(one: Side, other: Side) -> FoundLead:
    return FoundLead(
        one=one, other=other, logit=2.3, probability=0.91, low=0.86, high=0.95,
        reasons=(Reason("name", "same", 6.0),), shared=(("phone", "account"),), model="1",
    )  # fmt: skip

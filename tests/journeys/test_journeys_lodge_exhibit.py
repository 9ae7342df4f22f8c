"""Lodging an exhibit: the room keeps it, the case its milestone, and proof may name its code."""

from dataclasses import replace

import pytest

from bairn.cases import queries as cases
from bairn.evidence import queries
from bairn.evidence.terms import Omitted, Registered
from bairn.journeys import lodge_exhibit
from bairn.journeys.lodge_exhibit import lodge_exhibit as lodge
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.proof import actions as proof
from bairn.proof import queries as boards
from bairn.proof.terms import ItemState, Put, Serves
from bairn.protocols import actions as protocols
from tests.rooms.evidence.store import AT, COAT, DAY, HOUR, Store, open_store


@pytest.fixture
def store(db: None) -> Store:
    made = open_store()
    protocols.start(
        actor=made.cleo, at=AT - DAY, case_id=made.case, pack_id="cn-2023",
        time_zone="Asia/Shanghai",
    )  # fmt: skip
    return made


def lodged(store: Store, *, by: Actor | None = None, **said) -> Registered:
    actor = by or store.ben
    told = replace(COAT, **({"collected_by": actor.id} | said))
    return lodge(actor=actor, at=AT, case_id=store.case, said=told)


def marks(store: Store) -> list[tuple]:
    rows = cases.milestones(actor=store.ben, at=AT, case_id=store.case)
    return [(one.kind, one.at, dict(one.detail)) for one in rows if one.kind.endswith(
        ("acquired", "taken"))]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "milestone"), [("phone", "device_acquired"), ("reference_sample", "dna_taken")]
)
def test_a_device_or_a_sample_is_a_milestone_when_it_was_collected(
    store: Store, kind: str, milestone: str
) -> None:
    made = lodged(store, kind=kind)
    assert marks(store) == [(milestone, AT - HOUR, {"exhibit": made.number})]


def test_other_things_are_registered_and_mark_nothing(store: Store) -> None:
    made = lodged(store)
    assert marks(store) == []
    assert store.file(made.id).card.number == 1


def test_what_a_laboratory_takes_from_an_exhibit_marks_nothing_more(store: Store) -> None:
    phone = lodged(store, kind="phone")
    store.to_lab(phone.id)
    assert len(marks(store)) == 1
    card = lodged(
        store, by=store.lee, kind="storage_medium", source="exhibit", parent_id=phone.id,
        method="sub_sample",
    )  # fmt: skip
    assert len(marks(store)) == 1
    assert store.file(card.id, by=store.lee).card.kind == "storage_medium"


def test_neither_is_kept_when_one_of_them_is_refused(store: Store, monkeypatch) -> None:
    def refuse(**_told):
        raise Refusal("cases.closed", "This case is closed. Reopen it first.")

    monkeypatch.setattr(lodge_exhibit.do_step, "record", refuse)
    with pytest.raises(Refusal, match=r"cases\.closed"):
        lodged(store, kind="phone")
    assert queries.exhibits(actor=store.ben, at=AT, case_id=store.case) == ()


def test_a_piece_of_proof_names_an_exhibit_by_its_code(store: Store) -> None:
    made = lodged(store, kind="document")
    this = {"actor": store.ben, "at": AT, "case_id": store.case}
    proof.consider(**this, offence="rape_under_14_236")
    item = proof.put(
        **this,
        said=Put(
            kind="age_document", state=ItemState.HELD, reference=made.code,
            serves=(Serves(offence="rape_under_14_236", element="under_14"),),
        ),
    )  # fmt: skip
    named = boards.board(**this).items[item].now.reference
    card = queries.by_code(actor=store.ben, at=AT, code=named)
    assert card is not None
    assert card.id == made.id


def test_the_steps_of_a_kit_that_could_not_be_done_each_have_a_reason(store: Store) -> None:
    """S13: a child who cannot speak is examined all the same; nothing is left out in silence."""
    made = lodge(
        actor=store.mo, at=AT, case_id=store.case,
        said=_kit(
            store,
            omitted=(
                Omitted(step="history", reason="no_account_possible"),
                Omitted(step="urine", reason="distress"),
            ),
        ),
    )  # fmt: skip
    file = store.file(made.id, by=store.mo)
    assert [(one.step, one.reason) for one in file.omitted] == [
        ("history", "no_account_possible"), ("urine", "distress"),
    ]  # fmt: skip
    with pytest.raises(Refusal, match=r"evidence\.code"):
        lodge(
            actor=store.mo, at=AT, case_id=store.case,
            said=_kit(store, omitted=(Omitted(step="history", reason=""),)),
        )  # fmt: skip


def _kit(store: Store, **more):
    return replace(
        COAT, kind="kit", source="person", about=store.people[0], method="medical_examination",
        collected_by=store.mo.id, kit_lot="LOT-26/4", **more,
    )  # fmt: skip

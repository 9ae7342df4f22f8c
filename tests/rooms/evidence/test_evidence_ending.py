"""Examined, kept, objected to, given back, disposed of: by two people and never against a hold."""

import pytest

from bairn.access import actions as access
from bairn.cases import actions as cases
from bairn.cases.terms import Outcome
from bairn.evidence import actions, disposal_rows, queries
from bairn.evidence.terms import Obstacle
from bairn.kernel.refusal import Refusal
from bairn.kernel.text import Text
from bairn.vault import actions as vault
from bairn.vault.terms import HoldReason
from tests.rooms.evidence.store import AT, DAY, HOUR, RECEIPT, Store, open_store


@pytest.fixture
def store(db: None) -> Store:
    return open_store()


def no(code: str):
    return pytest.raises(Refusal, match=code)


def closed(store: Store) -> None:
    """The case is over."""
    cases.propose_closing(
        actor=store.cleo, at=AT + HOUR, case_id=store.case, outcome=Outcome.TRANSFERRED,
        reasons=("receipt_confirmed",),
    )  # fmt: skip
    card = next(iter(_waiting(store)), None)
    if card is not None:
        cases.confirm_closing(actor=store.dana, at=AT + 2 * HOUR, case_id=store.case)


def _waiting(store: Store):
    from bairn.cases import queries as looks

    found = looks.closing_of(actor=store.cleo, at=AT + HOUR, case_id=store.case)
    return [found] if found is not None and found.waiting else []


class Coat:
    """The acts on one exhibit, by whom is said."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.id = store.register().id

    def do(self, act, by: str = "ben", *, at=AT + DAY, **more):
        return act(
            actor=getattr(self.store, by), at=at, case_id=self.store.case, exhibit_id=self.id,
            **more,
        )  # fmt: skip

    def propose(self, **more):
        return self.do(actions.propose_disposal, basis="retention_over", **more)

    def agree(self, by: str = "cleo", **more):
        return self.do(actions.agree_disposal, by, **more)

    def dispose(self, **more):
        told = {"method": "shredded", "witness": self.store.ada.id} | more
        return self.do(actions.dispose, **told)

    def stands_against(self) -> list[str]:
        file = self.do(queries.disposal_of)
        return [one.code for one in file.obstacles]


@pytest.fixture
def coat(store: Store) -> Coat:
    return Coat(store)


def test_an_examination_says_what_for_what_was_used_up_and_what_came_of_it(coat: Coat) -> None:
    coat.do(actions.break_seal, at=AT + HOUR, reason="examination")
    coat.do(
        actions.examine, at=AT + 4 * HOUR, what_for="dna", from_at=AT + 2 * HOUR,
        until_at=AT + 3 * HOUR, seal_after="S-2", consumed="part", result="findings",
        words="A calm finding",
    )  # fmt: skip
    (examined,) = coat.do(queries.examinations)
    assert (examined.what_for, examined.consumed, examined.result) == ("dna", "part", "findings")
    assert (examined.seal_before, examined.seal_after) == ("", "S-2")
    assert examined.words_id is not None
    assert coat.store.breaks(coat.id) == []


def test_an_examination_that_cannot_be_is_refused(coat: Coat) -> None:
    told = {"what_for": "dna", "from_at": AT, "until_at": AT + HOUR, "seal_after": "S-2"}
    with no("evidence.not_in_your_hands"):
        coat.do(actions.examine, "cleo", **told)
    for wrong, code in (
        ({"from_at": AT + 2 * HOUR}, "evidence.until"),
        ({"until_at": AT + 3 * DAY}, "evidence.future"),
        ({"consumed": "a bit"}, "evidence.code"),
    ):
        with no(code):
            coat.do(actions.examine, **(told | wrong))


def test_a_laboratory_makes_a_part_of_what_it_examines(store: Store, coat: Coat) -> None:
    store.to_lab(coat.id)
    made = store.register(
        by=store.lee, kind="swab", source="exhibit", parent_id=coat.id, method="sub_sample",
        basis="examination_of_exhibit", basis_reference="", at=AT + 5 * HOUR,
        collected_at=AT + 4 * HOUR,
    )  # fmt: skip
    assert [one.id for one in store.file(coat.id, by=store.lee).children] == [made.id]
    assert store.file(made.id, by=store.lee).card.hands.staff_id == store.lee.id


def test_it_is_disposed_of_once_another_agreed_and_before_anothers_eyes(coat: Coat) -> None:
    coat.propose(at=AT)
    closed(coat.store)
    assert coat.stands_against() == []
    coat.agree()
    coat.dispose(at=AT + 2 * DAY)
    file = coat.store.file(coat.id, at=AT + 3 * DAY)
    assert (file.card.state, file.chain.now) == ("disposed", None)
    assert file.chain.breaks == ()
    (wish,) = coat.do(queries.disposal_of, at=AT + 3 * DAY).proposals
    assert (wish.done_by, wish.witness) == (coat.store.ben.id, coat.store.ada.id)
    with no("evidence.not_here"):
        coat.store.offer(coat.id, at=AT + 3 * DAY)


def test_an_open_case_stands_against_it(coat: Coat) -> None:
    coat.propose()
    assert coat.stands_against() == ["evidence.case_open"]
    with no("evidence.case_open"):
        coat.agree()


def test_a_hold_stands_against_it_also_after_somebody_agreed(coat: Coat) -> None:
    coat.propose(at=AT)
    closed(coat.store)
    coat.agree()
    vault.hold(
        actor=coat.store.cleo, at=AT + DAY, case_id=coat.store.case, reason=HoldReason.APPEAL
    )
    assert coat.stands_against() == ["evidence.held"]
    with no("evidence.held"):
        coat.dispose(at=AT + 2 * DAY)


def test_an_objection_stands_against_it_until_another_answers_it(coat: Coat) -> None:
    coat.propose(at=AT)
    objection = coat.do(actions.object_to_disposal, by_whom="victim", words="Please keep it")
    closed(coat.store)
    with no("evidence.objection"):
        coat.agree()
    settle = {"at": AT + DAY, "case_id": coat.store.case, "objection_id": objection}
    with no("evidence.code"):
        actions.settle_objection(actor=coat.store.dana, **settle, outcome="whatever")
    actions.settle_objection(actor=coat.store.dana, **settle, outcome="withdrawn")
    assert coat.stands_against() == []
    with no("evidence.answered"):
        actions.settle_objection(actor=coat.store.dana, **settle, outcome="withdrawn")


def test_whoever_wrote_an_objection_down_does_not_answer_it(coat: Coat) -> None:
    objection = coat.do(actions.object_to_disposal, "cleo", by_whom="victim")
    with no("evidence.second_person"):
        actions.settle_objection(
            actor=coat.store.cleo, at=AT + DAY, case_id=coat.store.case, objection_id=objection,
            outcome="withdrawn",
        )  # fmt: skip


def test_a_day_until_which_it_is_kept_stands_against_it_and_the_latest_counts(coat: Coat) -> None:
    coat.propose(at=AT)
    coat.do(actions.keep_until, at=AT, until_at=AT + 30 * DAY, basis="law")
    coat.do(actions.keep_until, at=AT, until_at=AT + 10 * DAY, basis="agency_rule")
    closed(coat.store)
    with no("evidence.kept_until"):
        coat.agree(at=AT + 20 * DAY)
    coat.agree(at=AT + 31 * DAY)
    with no("evidence.past"):
        coat.do(actions.keep_until, until_at=AT, basis="law")


def test_a_part_of_the_room_may_have_obstacles_of_its_own(coat: Coat, monkeypatch) -> None:
    asked = []

    def kits(*, actor, at, case_id, exhibit_id):
        asked.append(exhibit_id)
        return [Obstacle(code="evidence.kit_notice", text=Text("Not told.", "尚未告知。"))]

    monkeypatch.setattr(disposal_rows, "ASKED", [kits])
    coat.propose(at=AT)
    closed(coat.store)
    with no("evidence.kit_notice"):
        coat.agree()
    assert asked == [coat.id]


def test_whoever_proposed_it_does_not_agree(coat: Coat) -> None:
    coat.do(actions.propose_disposal, "cleo", at=AT, basis="spoiled")
    closed(coat.store)
    with no("evidence.second_person"):
        coat.agree()
    with no("evidence.proposed"):
        coat.propose()


def test_it_is_not_disposed_of_before_it_was_agreed_or_without_a_witness(coat: Coat) -> None:
    with no("evidence.no_disposal"):
        coat.dispose()
    coat.propose(at=AT)
    closed(coat.store)
    with no("evidence.not_agreed"):
        coat.dispose()
    coat.agree()
    for nobody in (coat.store.ben.id, coat.store.emil.id):
        with no("evidence.witness"):
            coat.dispose(witness=nobody)


def test_somebody_says_no_and_it_may_be_proposed_again(coat: Coat) -> None:
    coat.propose()
    with no("evidence.code"):
        coat.do(actions.decline_disposal, "dana", reason="no")
    coat.do(actions.decline_disposal, "dana", reason="still_needed")
    with no("evidence.no_disposal"):
        coat.agree()
    coat.propose(at=AT + 2 * DAY)
    file = coat.do(queries.disposal_of, at=AT + 3 * DAY)
    assert [one.declined_for for one in file.proposals] == ["", "still_needed"]


def test_whoever_is_kept_out_agrees_to_nothing(coat: Coat) -> None:
    coat.propose(at=AT)
    closed(coat.store)
    access.exclude(
        actor=coat.store.cleo, at=AT + DAY, case_id=coat.store.case, staff_id=coat.store.dana.id,
        reason="implicated",
    )  # fmt: skip
    with no("access.reach"):
        coat.agree("dana")


def test_nobody_of_a_unit_that_is_kept_out_agrees_to_anything(coat: Coat) -> None:
    coat.propose(at=AT)
    closed(coat.store)
    access.exclude(
        actor=coat.store.cleo, at=AT + DAY, case_id=coat.store.case,
        unit_id=coat.store.place.other_unit.id, reason="implicated",
    )  # fmt: skip
    with no("access.reach"):
        coat.agree("dana")
    with no("access.reach"):
        coat.do(queries.disposal_of, "lee")


def test_the_wishes_that_wait_are_seen_by_those_who_may_agree(coat: Coat) -> None:
    coat.propose()
    (waiting,) = queries.disposals_waiting(actor=coat.store.dana, at=AT + DAY)
    assert waiting.exhibit_id == coat.id
    assert queries.disposals_waiting(actor=coat.store.emil, at=AT + DAY) == ()


def test_it_goes_back_to_its_owner_by_a_receipt_while_the_case_is_open(coat: Coat) -> None:
    with no("evidence.owner"):
        coat.do(actions.give_back, owner=" ", receipt=RECEIPT)
    coat.do(actions.give_back, owner="Whoever wore it", receipt=RECEIPT)
    file = coat.store.file(coat.id, at=AT + 2 * DAY)
    assert (file.card.state, file.card.hands.outside) == ("given_back", "owner")
    assert file.chain.breaks == ()
    with no("evidence.gone"):
        coat.propose(at=AT + 2 * DAY)


def test_it_does_not_go_back_while_a_hold_stands(coat: Coat) -> None:
    vault.hold(actor=coat.store.cleo, at=AT, case_id=coat.store.case, reason=HoldReason.COURT_ORDER)
    with no("evidence.held"):
        coat.do(actions.give_back, owner="Whoever wore it", receipt=RECEIPT)


def test_it_is_not_said_to_have_gone_before_somebody_agreed(coat: Coat) -> None:
    coat.propose(at=AT)
    closed(coat.store)
    coat.agree()
    with no("evidence.before_agreed"):
        coat.dispose(at=AT + 2 * DAY, happened_at=AT + DAY - HOUR)
    coat.dispose(at=AT + 2 * DAY, happened_at=AT + DAY + HOUR)


def test_whoever_proposed_it_answers_no_objection_against_it(coat: Coat) -> None:
    coat.do(actions.propose_disposal, "cleo", basis="retention_over", at=AT)
    objection = coat.do(actions.object_to_disposal, by_whom="victim")
    settle = {"at": AT + DAY, "case_id": coat.store.case, "objection_id": objection}
    with no("evidence.second_person"):
        actions.settle_objection(actor=coat.store.cleo, **settle, outcome="withdrawn")
    actions.settle_objection(actor=coat.store.dana, **settle, outcome="withdrawn")


def test_what_has_to_be_kept_is_not_given_back_either(coat: Coat) -> None:
    coat.do(actions.keep_until, until_at=AT + 30 * DAY, basis="court_order")
    told = {"owner": "Whoever wore it", "receipt": RECEIPT}
    with no("evidence.kept_until"):
        coat.do(actions.give_back, **told)
    coat.do(actions.give_back, at=AT + 31 * DAY, **told)

"""A request that left shows in the case with the duty it fulfils; removal is watched."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bairn.cases import queries as cases
from bairn.digests import queries as digests
from bairn.digests.terms import Algorithm, Digest
from bairn.evidence import queries as evidence
from bairn.journeys import ask_holder, receive_answer
from bairn.kernel.refusal import Refusal
from bairn.preservation.terms import Answer, Kind, State
from bairn.protocols import actions as protocols
from bairn.protocols import queries as duties
from bairn.protocols.terms import CaseFacts, StepState
from tests.cast import AT
from tests.rooms.preservation.post import DAY, HOUR, PDF, WORDS, Post, open_post

TAKEDOWN = {"kind": Kind.TAKEDOWN, "basis": "us_take_it_down", "items": ("page",)}


@pytest.fixture
def post(db: None) -> Post:
    return open_post(images_spreading=True)


def ask(post: Post, *made, at=AT + HOUR, channel="portal", letters=True):
    for one in made if letters else ():
        post.do("finish_letter", one, pdf=PDF)
    return ask_holder.ask_holder(
        actor=post.ben, at=at, case_id=post.case, request_ids=made, channel=channel, happened_at=at
    )


def marks(post: Post, at=AT + 10 * DAY):
    found = cases.milestones(actor=post.ben, at=at, case_id=post.case)
    return {one.kind: one for one in found}


def states(post: Post, at=AT + 10 * DAY):
    rows = duties.steps_of_case(actor=post.ben, at=at, case_id=post.case)
    return {row.step: row.state for row in rows}


def test_preservation_letters_mark_the_duty_of_the_pack_once(post: Post):
    first = post.draft()
    second = post.draft(
        holder_class="telecom", basis="budapest_16", items=("call_records",), holder_id=None,
        words=replace(WORDS, addressee="Hill"),
    )  # fmt: skip
    assert "preservation_sent" in ask(post, first, second)
    mark = marks(post)["preservation_sent"]
    assert (mark.step, mark.at) == ("preservation", AT + HOUR)
    assert states(post)["preservation"] is StepState.DONE


def test_all_of_them_left_or_none_did(post: Post):
    first, second = post.draft(), post.draft()
    post.do("finish_letter", first, pdf=PDF)
    with pytest.raises(Refusal, match=r"preservation\.no_letter"):
        ask(post, first, second, letters=False)
    assert post.read(first).state is State.DRAFTED
    assert "preservation_sent" not in marks(post)


def test_an_emergency_that_was_phoned_in_marks_its_own_duty(post: Post):
    protocols.record_facts(
        actor=post.ben, at=AT, case_id=post.case, facts=CaseFacts({"meeting_planned": True})
    )
    made = post.draft(kind=Kind.EMERGENCY, basis="us_2702", items=("login_ips", "location"))
    assert ask(post, made, channel="phone", letters=False) == ("emergency_request_sent",)
    assert marks(post)["emergency_request_sent"].step == "emergency_disclosure"


def test_takedowns_are_done_once_the_last_is_gone_and_copies_are_watched_for(post: Post):
    first, second = post.draft(**TAKEDOWN), post.draft(**TAKEDOWN)
    assert ask(post, first, second) == ("takedown_requested",)
    assert states(post)["takedown_done"] is not StepState.DONE
    digest = Digest(Algorithm.SHA256, b"\x07" * 32)

    def removed(one, hours, **more):
        return receive_answer.content_removed(
            actor=post.ben, at=AT + hours * HOUR, case_id=post.case, request_id=one,
            happened_at=AT + hours * HOUR, **more,
        )  # fmt: skip

    assert removed(first, 20, digests_to_watch=[digest]) is False
    assert "takedown_done" not in marks(post)
    assert removed(second, 30) is True
    assert marks(post)["takedown_done"].step == "takedown_done"
    (watch,) = digests.watches(actor=post.ben, at=AT + DAY, case_id=post.case)
    assert (watch.digest, watch.until_at) == (digest, None)


def test_records_are_held_where_the_pack_asks_for_it(db: None):
    post = open_post(non_recent=True)
    wish = {"kind": Kind.HOLD_RECORD, "holder_class": "school", "basis": "please_keep",
            "items": ("attendance", "complaints"), "holder_id": None,
            "words": replace(WORDS, addressee="Hill School")}  # fmt: skip
    made = post.draft(**wish)
    marked = ask(post, made, channel="mail")
    assert marked == ("records_hold",)
    assert states(post)["records_hold"] is StepState.DONE


def test_what_came_becomes_an_exhibit_from_its_holder_on_the_ground_of_the_request(post: Post):
    made = post.sent(kind=Kind.DISCLOSE, basis="consent", without="handed_at_once")
    receive_answer.receive_answer(
        actor=post.ben, at=AT + DAY, case_id=post.case, request_id=made, happened_at=AT + DAY,
        answer=Answer(sha256="cd" * 32, size_bytes=900), lodge=True,
    )  # fmt: skip
    (card,) = evidence.exhibits(actor=post.ben, at=AT + DAY, case_id=post.case)
    assert (card.kind, card.id) == ("file", post.steps(made)[-1].exhibit_id)
    shown = evidence.exhibit(actor=post.ben, at=AT + DAY, case_id=post.case, exhibit_id=card.id)
    assert (shown.source, shown.method, shown.basis) == ("holder", "exported_by_holder", "consent")


def test_what_came_is_kept_by_its_digest(post: Post):
    made = post.sent()
    receive_answer.receive_answer(
        actor=post.ben, at=AT + DAY, case_id=post.case, request_id=made,
        happened_at=AT + DAY - timedelta(hours=1),
        answer=Answer(sha256="cd" * 32, size_bytes=900),
    )  # fmt: skip
    assert post.steps(made)[-1].sha256 == "cd" * 32
    with pytest.raises(Refusal, match=r"preservation\.digest"):
        receive_answer.receive_answer(
            actor=post.ben, at=AT + DAY, case_id=post.case, request_id=made, happened_at=AT + DAY,
            answer=Answer(sha256="CD" * 32, size_bytes=900),
        )  # fmt: skip

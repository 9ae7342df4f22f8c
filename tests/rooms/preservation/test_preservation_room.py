"""What the room keeps: sealed words, steps with both times, clocks, a directory without people."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from bairn.access import gate, sessions
from bairn.access.terms import Purpose
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation import actions, models, queries
from bairn.preservation.terms import Answer, Counted, Kind, Move, NewRequest, State
from bairn.vault.queries import words
from tests import cast
from tests.cast import AT
from tests.rooms.preservation.post import CANARY, DAY, HOUR, PDF, WORDS, Post, open_post

SHA = "ab" * 32
PLAIN = {"holder_class": "premises_video", "items": ("video",), "holder_id": None}


def refused(code):
    """The act is refused with this code."""
    return pytest.raises(Refusal, match=rf"^{code}:")


def test_a_request_goes_its_way_and_every_step_has_both_times(post: Post):
    made = post.draft()
    post.do("finish_letter", made, AT + HOUR, pdf=PDF)
    post.do("send", made, AT + 3 * HOUR, channel="portal", happened_at=AT + 2 * HOUR)
    post.do("acknowledge", made, AT + DAY, happened_at=AT + 5 * HOUR)
    answer = Answer(sha256=SHA, size_bytes=12)
    post.do("receive", made, AT + 3 * DAY, happened_at=AT + 2 * DAY, answer=answer)
    assert post.read(made).state is State.RECEIVED
    taken = [(one.move, one.happened_at - AT, one.recorded_at - AT) for one in post.steps(made)]
    assert taken == [
        (Move.DRAFT, timedelta(), timedelta()),
        (Move.SEND, 2 * HOUR, 3 * HOUR),
        (Move.ACKNOWLEDGE, 5 * HOUR, DAY),
        (Move.RECEIVE, 2 * DAY, 3 * DAY),
    ]
    sent, got = post.steps(made)[1], post.steps(made)[3]
    assert (sent.channel, len(sent.sha256)) == ("portal", 64)
    assert (got.sha256, got.size_bytes) == (SHA, 12)
    assert {one.by_id for one in post.steps(made)} == {post.ben.id}


@pytest.mark.django_db(transaction=True)
def test_the_words_are_sealed_and_no_table_of_the_room_holds_any(post: Post):
    made = post.draft(words=replace(WORDS, addressee="Heroncanary school"), **PLAIN,
                      basis="national_power")  # fmt: skip
    one = post.read(made)
    (opened,) = words.read_words(
        actor=post.ben, at=AT, subject_ids=[one.words_id], case_id=post.case
    )
    assert CANARY in opened.fields["accounts"]
    assert opened.fields["addressee"] == "Heroncanary school"
    assert "eroncanary" not in str(one)


@pytest.mark.django_db(transaction=True)
def test_the_letter_that_left_is_kept_to_the_byte_and_never_replaced(post: Post):
    made = post.sent()
    one = post.read(made)
    (kept,) = words.read_documents(
        actor=post.ben, at=AT, subject_ids=[one.letter_id], case_id=post.case
    )
    assert kept.parts["letter"] == PDF
    assert post.steps(made)[-1].sha256 == one.letter_sha256
    with refused(r"preservation\.sent"):
        post.do("finish_letter", made, pdf=b"%PDF another")


def test_disclosure_and_its_preservation_are_drafted_together(post: Post):
    more = {"kind": Kind.DISCLOSE, "basis": "us_warrant"}
    with refused(r"preservation\.first"):
        post.draft(**more)
    made = post.draft(together=True, **more)
    first, second = sorted(
        queries.requests(actor=post.ben, at=AT, case_id=post.case), key=lambda one: one.number
    )
    assert (first.kind, first.basis, second.id) == (Kind.PRESERVE, "us_2703f", made)
    assert second.with_id == first.id
    post.draft(**more)  # it is kept already
    urgent = post.draft(kind=Kind.EMERGENCY, basis="us_2702", items=("login_ips",), holder_id=None,
                        words=replace(WORDS, addressee="Hill Chat"))  # fmt: skip
    assert post.read(urgent).state is State.DRAFTED


@pytest.mark.parametrize(
    "holder_class",
    [
        "us_provider",
        "telecom",
        "school",
        "premises_video",
        "bank",
        "transport_bus",
        "other_provider",
    ],
)
def test_every_class_can_be_asked_to_keep_before_it_hands_over(post: Post, holder_class):
    items = {"us_provider": "messages", "telecom": "call_records", "school": "attendance",
             "bank": "payments", "other_provider": "messages"}  # fmt: skip
    made = post.draft(
        kind=Kind.DISCLOSE, basis="court_order", holder_class=holder_class, together=True,
        items=(items.get(holder_class, "video"),), holder_id=None,
        words=replace(WORDS, addressee="Corner"),
    )  # fmt: skip
    with_it = post.read(post.read(made).with_id)
    assert with_it.kind is Kind.PRESERVE


@pytest.mark.parametrize(
    ("to", "basis", "kept_by"),
    [
        ("us_provider", "us_warrant", "us_2703f"),
        ("telecom", "cn_opinions_21", "cn_opinions_21"),
        ("telecom", "us_subpoena", "us_2703f"),
        ("premises_video", "national_power", "national_power"),
        ("premises_video", "court_order", "national_power"),
        ("eu_provider", "eu_production", "budapest_16"),
    ],
)
def test_a_preservation_goes_on_a_ground_of_the_same_law_that_needs_nobody(
    post: Post, to, basis, kept_by
):
    items = {"telecom": "call_records", "premises_video": "video"}
    made = post.draft(
        AT + 365 * DAY, kind=Kind.DISCLOSE, basis=basis, holder_class=to, together=True,
        items=(items.get(to, "messages"),), holder_id=None,
        words=replace(WORDS, addressee="Corner"),
    )  # fmt: skip
    assert post.read(post.read(made).with_id).basis == kept_by


def test_who_drafted_does_not_agree_and_without_agreement_nothing_leaves(post: Post):
    made = post.draft(kind=Kind.DISCLOSE, basis="us_subpoena", without="kept_by_law")
    post.do("finish_letter", made, pdf=PDF)
    with refused(r"preservation\.not_approved"):
        post.do("send", made, channel="portal", happened_at=AT)
    with refused(r"preservation\.authority"):
        post.do("approve", made, actor=post.cleo)
    post.do("approve", made, actor=post.pia)
    post.do("send", made, channel="portal", happened_at=AT)
    assert post.read(made).state is State.SENT
    own = post.draft(actor=post.pia, kind=Kind.DISCLOSE, basis="us_subpoena", without="kept_by_law")
    with refused(r"preservation\.own"):
        post.do("approve", own, actor=post.pia)


def test_it_left_after_it_was_agreed_to_and_its_letter_was_made(post: Post):
    made = post.draft(kind=Kind.DISCLOSE, basis="us_subpoena", without="kept_by_law")
    post.do("approve", made, AT + 2 * HOUR, actor=post.pia)
    post.do("finish_letter", made, AT + 3 * HOUR, pdf=PDF)
    for hours in (1, 2):
        with refused(r"preservation\.before"):
            post.do("send", made, AT + 4 * HOUR, channel="mail", happened_at=AT + hours * HOUR)
    post.do("send", made, AT + 4 * HOUR, channel="mail", happened_at=AT + 3 * HOUR)


def test_after_a_call_the_letter_follows_and_nothing_but_an_emergency_goes_twice(post: Post):
    made = post.draft(kind=Kind.EMERGENCY, basis="us_2702", items=("login_ips",))
    post.do("send", made, channel="phone", happened_at=AT)
    with refused(r"preservation\.no_letter"):
        post.do("send", made, AT + HOUR, channel="portal", happened_at=AT + HOUR)
    post.do("finish_letter", made, AT + HOUR, pdf=PDF)
    post.do("send", made, AT + HOUR, channel="portal", happened_at=AT + HOUR)
    assert (post.read(made).sent_at, len(post.steps(made))) == (AT, 3)
    with refused(r"preservation\.sent"):
        post.do("finish_letter", made, AT + HOUR, pdf=PDF)
    with refused(r"preservation\.state"):
        post.do("send", post.sent(), AT + HOUR, channel="portal", happened_at=AT + HOUR)


def test_what_waits_for_agreement_is_seen_by_whoever_may_agree(post: Post):
    made = post.draft(kind=Kind.DISCLOSE, basis="us_subpoena", without="kept_by_law")
    for actor in (post.pia, post.cleo):
        (one,) = queries.waiting(actor=actor, at=AT)
        assert (one.request.id, one.needs) == (made, "prosecutor")
    assert queries.waiting(actor=post.emil, at=AT) == ()


def test_an_extension_runs_once_and_a_preservation_expires_unwritten(post: Post):
    made = post.sent()
    post.do("acknowledge", made, AT + HOUR, happened_at=AT + HOUR)
    assert post.read(made).next.counted is Counted.EXTEND
    until = post.do("extend", made, AT + 80 * DAY, happened_at=AT + 80 * DAY)
    assert until == AT + 180 * DAY
    with refused(r"preservation\.no_extension"):
        post.do("extend", made, AT + 81 * DAY, happened_at=AT + 81 * DAY)
    last = AT + 180 * DAY - timedelta(seconds=1)
    assert post.read(made, last).state is State.ACKNOWLEDGED
    assert post.read(made, AT + 180 * DAY).state is State.EXPIRED


def test_what_the_holder_says_of_the_time_counts(post: Post):
    made = post.sent()
    post.do("acknowledge", made, AT + HOUR, happened_at=AT + HOUR, until=AT + 30 * DAY)
    held = [one for one in post.read(made).readings if one.counted is Counted.HELD]
    assert held[0].until == AT + 30 * DAY


def test_a_refusal_has_a_code_and_ends_the_request(post: Post):
    made = post.sent()
    with refused(r"preservation\.code"):
        post.do("refuse", made, happened_at=AT, reason="because")
    post.do("refuse", made, happened_at=AT, reason="too_broad", words="They want minutes.")
    assert post.read(made).readings == ()
    assert post.steps(made)[-1].words_id is not None
    with refused(r"preservation\.state"):
        post.do("acknowledge", made, happened_at=AT)


def test_moments_come_in_their_order(post: Post):
    made = post.draft()
    post.do("finish_letter", made, pdf=PDF)
    with refused(r"preservation\.future"):
        post.do("send", made, channel="portal", happened_at=AT + HOUR)
    with refused(r"preservation\.before"):
        post.do("send", made, channel="portal", happened_at=AT - HOUR)
    post.do("send", made, channel="portal", happened_at=AT)
    with refused(r"preservation\.before"):
        post.do("acknowledge", made, AT + HOUR, happened_at=AT - HOUR)


def test_content_that_came_back_is_asked_for_again_with_a_letter_of_its_own(post: Post):
    takedown = {"kind": Kind.TAKEDOWN, "basis": "us_take_it_down", "items": ("page",)}
    made = post.sent(**takedown)
    assert post.read(made).next.until == AT + 48 * HOUR
    post.do("note_removed", made, AT + DAY, happened_at=AT + DAY)
    assert post.read(made).readings == ()
    post.do("note_reuploaded", made, AT + 2 * DAY, happened_at=AT + 2 * DAY)
    assert (post.read(made).state, post.read(made).letter_id) == (State.REUPLOADED, None)
    post.send(made, AT + 3 * DAY)
    assert post.read(made).next.until == AT + 5 * DAY
    assert [one.move for one in post.steps(made)].count(Move.SEND) == 2
    with refused(r"preservation\.kind"):
        post.do("note_removed", post.sent(), happened_at=AT)


def test_the_directory_names_companies_alone(post: Post):
    def add(**more):
        said = {
            "holder_class": "telecom", "name": "Hill Mobile", "channel": "mail",
            "contact": "Lawful requests, PO Box 9", "language": "en",
        }  # fmt: skip
        return actions.add_holder(actor=post.ben, at=AT, **(said | more))

    made = add()
    with refused(r"preservation\.unnamed"):
        add(holder_class="school", name="Hill School")
    with refused(r"preservation\.person"):
        add(name="Vale Mobile", contact="ada.officer@vale.example")
    with refused(r"preservation\.twice"):
        add()
    assert {one.name for one in queries.holders(actor=post.cleo, at=AT)} == {
        "Hill Mobile",
        "Meadow Social",
    }
    assert queries.holders(actor=post.emil, at=AT) == ()
    with refused(r"preservation\.holder_none"):
        actions.retire_holder(actor=post.emil, at=AT, holder_id=made)
    actions.retire_holder(actor=post.cleo, at=AT, holder_id=made)
    assert len(queries.holders(actor=post.cleo, at=AT)) == 1


def test_what_runs_out_first_stands_first_and_leads_on(post: Post):
    worn = {"holder_class": "transport_worn", "basis": "national_power", "items": ("video",),
            "holder_id": None, "words": replace(WORDS, addressee="Line 4")}  # fmt: skip
    soon = post.draft(**worn, period=Bounds.exactly(AT - 20 * HOUR))
    later = post.sent()
    bus = post.draft(**(worn | {"holder_class": "transport_bus"}), period=Bounds.exactly(AT))
    found = queries.running_out(actor=post.ben, at=AT)
    assert [one.id for one in found.requests] == [soon, bus, later]
    page = queries.running_out(actor=post.ben, at=AT, limit=1)
    rest = queries.running_out(actor=post.ben, at=AT, after=page.next)
    assert [one.id for one in (*page.requests, *rest.requests)] == [soon, bus, later]
    day = queries.running_out(actor=post.ben, at=AT, until=AT + DAY)
    assert [one.id for one in day.requests] == [soon]
    assert queries.running_out(actor=post.emil, at=AT).requests == ()
    assert len(queries.running_out(actor=post.cleo, at=AT).requests) == 3


def test_the_kept_order_is_what_the_clock_says(post: Post):
    made = post.sent()
    post.do("acknowledge", made, AT + HOUR, happened_at=AT + HOUR)
    drafted = post.draft(period=Bounds())
    house = cast_house()
    for page in (queries.preservation_watch(actor=house, at=AT + HOUR),):
        due = {one.request_id: one.due_at for one in page.requests}
    assert due == {made: AT + 76 * DAY, drafted: AT}
    found = queries.running_out(actor=post.ben, at=AT + HOUR)
    assert [one.id for one in found.requests] == sorted(due, key=due.__getitem__)


def cast_house():
    """The house itself."""
    return sessions.system()


def test_holders_are_measured_by_how_they_answer(post: Post):
    for hours in (2, 4, 9):
        made = post.sent()
        post.do("acknowledge", made, AT + DAY, happened_at=AT + hours * HOUR)
    post.do("refuse", post.sent(), AT + DAY, happened_at=AT + 10 * HOUR, reason="basis")
    post.sent()
    (one,) = queries.quality(actor=post.ben, at=AT + 4 * DAY)
    assert (one.name, one.asked, one.acknowledged, one.refused) == ("Meadow Social", 5, 3, 1)
    assert (one.hours_to_acknowledge, one.hours_to_answer, one.late) == (4.0, 10.0, 1)
    assert queries.quality(actor=post.emil, at=AT) == ()


def test_the_house_counts_what_is_due_and_names_nobody(post: Post):
    post.sent()
    post.draft(period=Bounds())
    (one,) = queries.due_counts(actor=cast_house(), at=AT)
    assert (one.open, one.unsent, one.over, one.week) == (2, 1, 1, 2)
    page = queries.preservation_watch(actor=cast_house(), at=AT, limit=1)
    rest = queries.preservation_watch(actor=cast_house(), at=AT, after=page.next)
    assert len({row.request_id for row in (*page.requests, *rest.requests)}) == 2
    with refused(r"access\.\w+"):
        queries.due_counts(actor=post.cleo, at=AT)


def _removal(**more):
    return NewRequest(**{
        "kind": Kind.TAKEDOWN, "holder_class": "us_provider", "basis": "us_take_it_down",
        "items": ("page",), "words": replace(WORDS, addressee="Meadow Social"), **more,
    })  # fmt: skip


def _fay(post: Post):
    fay = cast.staff("fay", "support_worker", unit=post.place.other_unit, purpose=Purpose.SUPPORT)
    cast.assign(fay, post.case, role="support_worker")
    return fay


def test_support_drafts_a_removal_where_the_pack_names_support_and_police_send_it(db):
    post = open_post(images_spreading=True)
    fay = _fay(post)
    named = queries.removal_named(actor=fay, at=AT, case_id=post.case)
    assert named == {"police", "advocate"}
    (made,) = actions.draft_takedown(actor=fay, at=AT, case_id=post.case, said=_removal())
    assert post.read(made).drafted_by == fay.id
    for act, more in (("finish_letter", {"pdf": PDF}), ("withdraw", {"reason": "mistake"})):
        with refused(r"access\.role"):
            post.do(act, made, actor=fay, **more)
    post.send(made)
    assert post.read(made).state is State.SENT


def test_support_drafts_nothing_else_and_nothing_where_no_step_names_them(db):
    post = open_post()
    fay = _fay(post)
    with refused(r"preservation\.not_named"):
        actions.draft_takedown(actor=fay, at=AT, case_id=post.case, said=_removal())
    with refused(r"preservation\.not_takedown"):
        actions.draft_takedown(
            actor=fay, at=AT, case_id=post.case,
            said=_removal(kind=Kind.PRESERVE, basis="us_2703f", items=("messages",)),
        )  # fmt: skip
    with refused(r"access\.role"):
        actions.draft(actor=fay, at=AT, case_id=post.case, said=_removal())
    assert actions.draft_takedown(actor=post.ben, at=AT, case_id=post.case, said=_removal())


def test_nobody_reaches_a_request_of_another_case(post: Post):
    made = post.sent()
    for act in ("requests", "request"):
        more = {"request_id": made} if act == "request" else {}
        with refused(r"access\.\w+"):
            getattr(queries, act)(actor=post.emil, at=AT, case_id=post.case, **more)
    with refused(r"preservation\.none"):
        post.do("acknowledge", uuid.uuid4(), happened_at=AT)


def test_the_database_keeps_what_was_asked(post: Post):
    made = post.draft()

    @gate.act("preservation.draft")
    def meddle(*, actor, at, case_id):
        with transaction.atomic():
            models.Request.objects.filter(id=made).update(basis="us_warrant")

    with pytest.raises(ProgrammingError, match="what was asked does not change"):
        meddle(actor=post.ben, at=AT, case_id=post.case)


def test_somebody_of_another_case_is_not_what_it_is_about(post: Post):
    with refused(r"preservation\.about"):
        post.draft(about=uuid.uuid4())
    with refused(r"preservation\.holder"):
        post.draft(holder_id=uuid.uuid4())

"""What runs out, waits or was answered is found by one's cases, and is what a plain look says."""

import pytest

from bairn.access import gate, sessions
from bairn.access.models import Holder
from bairn.cases import actions as cases
from bairn.kernel import ids
from bairn.preservation import kept, models, queries
from bairn.preservation.terms import Kind, State
from tests import cast
from tests.cast import AT
from tests.rooms.preservation.post import DAY, Post

LATER = AT + 2 * DAY
WHO = ["ben", "cleo", "pia", "emil", "mia"]


@gate.look("preservation.running_out")
def plain(*, actor, at):
    """Every request that the database lets one see, none looked up by its case."""
    return list(models.Request.objects.order_by("due_at", "id"))


@gate.look("preservation.running_out")
def copied(*, actor, at, to):
    """The same requests once more, in other cases."""
    for row in list(models.Request.objects.all()):
        for case in to:
            row.pk, row.case_id = ids.new_id(), case
            row.save(force_insert=True)


@pytest.fixture
def house(post: Post):
    """Requests of three cases: one of Ben's, one of Emil's unit, one kept shut for Cleo."""
    mia = cast.staff("mia", "investigator", unit=post.place.other_unit)
    sol = cast.staff("sol", "supervisor", unit=post.place.unit)
    far = cases.open_case(
        actor=post.emil, at=AT, unit_id=post.place.other_unit.id, circle={mia.id: "investigator"}
    )
    shut = cases.open_case(
        actor=sol, at=AT, unit_id=post.place.unit.id, circle={post.ben.id: "investigator"}
    )
    post.sent()
    post.draft(kind=Kind.DISCLOSE, basis="us_subpoena", without="kept_by_law")
    ended = post.sent()
    post.do("refuse", ended, AT + DAY, happened_at=AT + DAY, reason="basis")
    copied(actor=sessions.system(), at=AT, to=(far, shut))
    Holder.objects.filter(id=shut).update(restricted=True)
    yield {name: getattr(post, name, mia) for name in WHO}
    sessions._kept.clear()


@pytest.mark.parametrize("name", WHO)
def test_what_runs_out_is_what_a_plain_look_says(house, name):
    open_ones = [
        one.id for one in plain(actor=house[name], at=LATER) if one.state in kept.OPEN_STATES
    ]
    found, after = [], None
    while True:
        page = queries.running_out(actor=house[name], at=LATER, after=after, limit=1)
        found += [one.id for one in page.requests]
        after = page.next
        if after is None:
            break
    assert found == open_ones
    assert len(found) == {"ben": 4, "cleo": 2, "pia": 2, "emil": 2, "mia": 2}[name]


@pytest.mark.parametrize("name", ["cleo", "pia", "emil"])
def test_what_waits_and_was_answered_is_what_a_plain_look_says(house, name):
    rows = plain(actor=house[name], at=LATER)
    waits = [one.request.id for one in queries.waiting(actor=house[name], at=LATER)]
    assert waits == [one.id for one in rows if one.state == State.DRAFTED.value]
    assert len(waits) == 1


@pytest.mark.parametrize("name", ["ben", "cleo", "emil"])
def test_what_was_sent_is_counted_over_ones_reach_alone(house, name):
    rows = plain(actor=house[name], at=LATER)
    asked = sum(one.asked for one in queries.quality(actor=house[name], at=LATER))
    assert asked == sum(one.sent_at is not None for one in rows)
    assert asked == {"ben": 4, "cleo": 2, "emil": 2}[name]

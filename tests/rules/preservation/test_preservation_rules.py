"""The catalogue hangs together; drafts, agreements, moves and letters obey their rules."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.kernel.catalogue import CatalogueError, load
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal
from bairn.preservation import asking, codes, letters, states
from bairn.preservation.terms import Kind, Move, NewRequest, Request, RequestWords, State
from bairn.protocols import packs

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = AT.date()
BOOK = codes.book()
WORDS = RequestWords(
    accounts="heron_42 (user 881)\nhttps://example.org/p/7",
    details="Rooms 2 and 3",
    purpose="To find who wrote on 3 March.",
    addressee="Corner shop\nHigh Street",
    power="Police Act, section 9",
    signed_by="Ada Officer",
    contact="Office of the unit, +47 5550 0100",
)
WISH = NewRequest(
    kind=Kind.PRESERVE, holder_class="us_provider", basis="us_2703f", items=("subscriber",),
    words=WORDS,
)  # fmt: skip


def refused(code):
    """The rule says no with this code."""
    return pytest.raises(Refusal, match=rf"^preservation\.{code}:")


def draft(wish=WISH, today=TODAY):
    return asking.may_draft(wish, book=BOOK, today=today)


def asked(**more):
    """A request as it is kept."""
    known = {
        "id": uuid.UUID(int=7), "case_id": uuid.UUID(int=1), "number": 1, "kind": Kind.PRESERVE,
        "state": State.DRAFTED, "holder_class": "us_provider", "holder_id": None,
        "holder_name": "", "about": None, "basis": "us_2703f", "items": ("subscriber", "messages"),
        "period": Bounds(AT - timedelta(days=2), None), "confidential": True, "language": "en",
        "window": "", "with_id": None, "without": "", "words_id": uuid.UUID(int=2),
        "drafted_by": uuid.UUID(int=3), "drafted_at": AT, "sent_at": None, "letter_id": None,
        "letter_sha256": "", "letter_at": None,
    }  # fmt: skip
    return Request(**(known | more))


def test_every_kind_may_be_asked_of_somebody_and_every_class_may_be_asked_to_keep():
    for kind in Kind:
        assert any(kind in one.kinds for one in BOOK.bases.values())
    for holder in BOOK.classes:
        assert BOOK.bases_for(kind=Kind.PRESERVE, holder_class=holder)


def test_no_emergency_waits_for_an_agreement():
    for basis in BOOK.bases.values():
        assert not (Kind.EMERGENCY in basis.kinds and basis.needs)


def test_every_window_that_a_class_names_stands_in_a_pack():
    known = {row.id for one in packs.ids() for row in packs.current(one).windows}
    named = {window for row in BOOK.classes.values() for window in row.windows}
    assert named
    assert named <= known


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("holders", "classes", "school", "items"), ["tea"]),
        (("bases", "bases", "us_2703f", "of"), ["nobody"]),
        (("bases", "bases", "us_warrant", "needs"), "mayor"),
        (("holders", "classes", "school", "source", "mark"), "Z"),
    ],
)
def test_a_loose_end_of_the_catalogue_is_named(path, value):
    names = ("holders", "bases", "clocks", "codes")
    documents = {name: load(codes.FOLDER / f"{name}.yaml") for name in names}
    row = documents
    for part in path[:-1]:
        row = row[part]
    row[path[-1]] = value
    with pytest.raises((CatalogueError, ValueError)):
        codes.read_book(documents)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"holder_class": "moon"}, "holder"),
        ({"basis": "eu_production"}, "basis"),
        ({"kind": Kind.TAKEDOWN}, "basis"),
        ({"items": ()}, "items"),
        ({"items": ("video",)}, "items"),
        ({"words": replace(WORDS, accounts="  ")}, "accounts"),
        ({"words": replace(WORDS, accounts="x\n" * 401)}, "many"),
        ({"words": replace(WORDS, purpose="")}, "purpose"),
        ({"words": replace(WORDS, power=""), "basis": "national_power"}, "power"),
        ({"words": replace(WORDS, signed_by="")}, "signed"),
        ({"words": replace(WORDS, details="y" * 20_001)}, "long"),
        ({"words": replace(WORDS, addressee="")}, "addressee"),
        ({"period": Bounds(datetime(1700, 1, 1, tzinfo=UTC), None)}, "period"),
    ],
)
def test_what_no_holder_could_act_on_is_not_drafted(change, code):
    assert draft().id == "us_2703f"
    with refused(code):
        draft(replace(WISH, **change))


def test_a_regulation_counts_from_the_day_it_is_in_force():
    wish = replace(WISH, holder_class="eu_provider", basis="eu_preservation")
    assert draft(wish, date(2026, 8, 18)).needs == "prosecutor"
    with refused("not_in_force"):
        draft(wish, date(2026, 8, 17))


DISCLOSE = replace(WISH, kind=Kind.DISCLOSE, basis="us_warrant")


def test_disclosure_without_preservation_is_warned_of_and_an_emergency_never_is():
    with refused("first"):
        asking.preservation_first(DISCLOSE, others=[])
    asking.preservation_first(replace(DISCLOSE, together=True), others=[])
    asking.preservation_first(replace(DISCLOSE, without="kept_by_law"), others=[])
    asking.preservation_first(replace(WISH, kind=Kind.EMERGENCY, basis="us_2702"), others=[])
    asking.preservation_first(DISCLOSE, others=[asked(state=State.SENT)])


@pytest.mark.parametrize(
    "other",
    [
        asked(state=State.WITHDRAWN),
        asked(state=State.REFUSED),
        asked(state=State.EXPIRED),
        asked(holder_class="telecom"),
        asked(holder_id=uuid.UUID(int=9)),
        asked(kind=Kind.TAKEDOWN),
    ],
)
def test_a_preservation_that_does_not_keep_this_does_not_count(other):
    with refused("first"):
        asking.preservation_first(DISCLOSE, others=[other])


def test_a_ground_is_agreed_to_by_somebody_else_with_the_authority():
    basis, other = BOOK.bases["us_subpoena"], uuid.UUID(int=8)
    one = asked(kind=Kind.DISCLOSE, basis="us_subpoena")
    asking.may_approve(one, basis=basis, by=other, roles={"prosecutor"})
    with refused("own"):
        asking.may_approve(one, basis=basis, by=one.drafted_by, roles={"prosecutor"})
    with refused("authority"):
        asking.may_approve(one, basis=basis, by=other, roles={"supervisor"})
    with refused("no_need"):
        asking.may_approve(one, basis=BOOK.bases["us_2703f"], by=other, roles={"prosecutor"})
    # What a judge ordered is written down by a supervisor.
    asking.may_approve(one, basis=BOOK.bases["us_warrant"], by=other, roles={"supervisor"})


def test_it_leaves_with_its_letter_and_agreement_and_danger_may_be_phoned_in():
    basis = BOOK.bases["us_warrant"]
    with refused("not_approved"):
        asking.may_send(asked(letter_id=uuid.UUID(int=5)), basis=basis, channel="portal")
    with refused("no_letter"):
        asking.may_send(asked(state=State.APPROVED), basis=basis, channel="portal")
    urgent = asked(kind=Kind.EMERGENCY, basis="us_2702")
    asking.may_send(urgent, basis=BOOK.bases["us_2702"], channel="phone")
    with refused("no_letter"):
        asking.may_send(urgent, basis=BOOK.bases["us_2702"], channel="portal")


@given(st.lists(st.sampled_from(list(Move)), max_size=12), st.sampled_from(list(Kind)))
def test_no_way_leads_out_of_what_is_over_and_none_round_the_sending(way, kind):
    state, gone = State.DRAFTED, False
    for move in way:
        try:
            state = states.move(state, move, kind=kind)
        except Refusal:
            continue
        gone = gone or move is Move.SEND
        answered = {State.ACKNOWLEDGED, State.RECEIVED, State.REFUSED, State.REMOVED}
        assert gone or state not in answered
    if state in (State.REFUSED, State.NOTHING_HELD, State.WITHDRAWN):
        assert states.moves(state, kind=kind) == ()


def test_every_state_stands_in_the_table_and_in_the_diagram():
    assert set(states.TABLE) == set(State)
    drawn = states.mermaid()
    assert all(state.value in drawn for state in State)
    for state in states.OPEN:
        assert states.TABLE[state], "what is open can go on"


@pytest.mark.parametrize("language", letters.LANGUAGES)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_letter_is_whole_in_both_languages_and_what_was_told_stays_text(kind, language):
    hostile = replace(WORDS, accounts="{{7*7}} {basis} %(x)s\n{0.__class__}", purpose="{reference}")
    basis = next(one for one in BOOK.bases.values() if kind in one.kinds)
    made = letters.letter(
        asked(kind=kind, basis=basis.id), hostile, unit="Children's unit", addressee="A\nB",
        language=language, zone=ZoneInfo("Europe/Oslo"), at=AT,
    )  # fmt: skip
    lines = [line for part in made.parts for line in part.lines]
    assert "{{7*7}} {basis} %(x)s" in lines
    assert "{0.__class__}" in lines
    assert "{reference}" in lines
    assert basis.cite.say(language) in made.opening
    assert made.reference.endswith(asked().reference)
    assert any("2026-11-22 09:00 UTC" in line and "10:00" in line for line in lines)
    assert any("Police Act" in line for line in lines)
    margin = ("check locally", "本地核实", "from knowledge")
    assert not any(word in line for line in (*lines, made.opening) for word in margin)


def test_an_open_letter_asks_for_no_silence():
    one = asked(confidential=False)
    made = letters.letter(
        one, WORDS, unit="U", addressee="A", language="en", zone=ZoneInfo("UTC"), at=AT
    )
    assert all("tell nobody" not in part.heading for part in made.parts)


@pytest.mark.parametrize(
    ("holder", "law", "first"),
    [
        ("transport_bus", "eu", "national_power"),
        ("transport_bus", "cn", "cn_opinions_21"),
        ("telecom", "us", "us_2703f"),
        ("telecom", "eu", "budapest_16"),
        ("us_provider", "eu", "us_2703f"),  # the holder's own law
    ],
)
def test_the_grounds_of_ones_own_law_and_of_the_holders_stand_first(holder, law, first):
    found = BOOK.bases_for(kind=Kind.PRESERVE, holder_class=holder, law=law)
    assert found[0].id == first
    assert {one.id for one in found} == {
        one.id for one in BOOK.bases_for(kind=Kind.PRESERVE, holder_class=holder)
    }


def test_every_law_of_a_ground_is_that_of_a_pack():
    assert {one.law for one in BOOK.bases.values()} - {""} == set(BOOK.laws.values())
    assert set(BOOK.laws) == set(packs.ids())


def test_every_pack_names_somebody_who_supports_for_asking_that_images_go():
    for pack in map(packs.current, packs.ids()):
        named = {
            who for step in pack.steps if step.id == "takedown_requested" for who in step.roles
        }
        assert named & asking.SUPPORTS
        asking.may_ask_removal(roles=["support_worker"], named=named)


def test_only_support_needs_to_be_named_and_only_a_removal_goes_that_way():
    with refused("not_named"):
        asking.may_ask_removal(roles=["support_worker"], named=["police"])
    asking.may_ask_removal(roles=["support_worker", "investigator"], named=[])
    asking.only_removal(Kind.TAKEDOWN)
    for kind in set(Kind) - {Kind.TAKEDOWN}:
        with refused("not_takedown"):
            asking.only_removal(kind)

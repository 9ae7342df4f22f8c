"""What may be said on a schedule, what may be withheld, and what may leave on which ground."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bairn.disclosure import codes, releasing, scheduling
from bairn.disclosure.terms import (
    Answer,
    Held,
    Line,
    NewRelease,
    Piece,
    Release,
    Row,
    Said,
    Schedule,
    Use,
)
from bairn.kernel.refusal import Refusal, why_not

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CASE, ANA, BEN, CLEO = (uuid.UUID(int=n) for n in range(1, 5))
COAT = Piece(uuid.UUID(int=10))
PHONE = Piece(uuid.UUID(int=11))
CLIP = Piece(PHONE.exhibit_id, uuid.UUID(int=20))
COPY = Piece(PHONE.exhibit_id, uuid.UUID(int=21))
LISTS = codes.lists()


def line(piece: Piece, use: Use = Use.USED, **more: object) -> Line:
    said = {"reason": "third_party", "words_id": CASE} if use is Use.WITHHELD else {}
    told = {"id": uuid.uuid4(), "number": 1, "reason": "", "words_id": None, "at": AT, "by_id": ANA}
    return Line(piece=piece, use=use, **{**told, **said, **more})  # type: ignore[arg-type]


def held(piece: Piece, **more: object) -> Held:
    kind = "file" if piece.file_id else "phone"
    told = {"code": "B1", "number": "1", "kind": kind, "content": bool(piece.file_id)}
    return Held(piece=piece, **{**told, **more})  # type: ignore[arg-type]


def schedule(*rows: Row) -> Schedule:
    given = rows or tuple(Row(held=held(one), line=line(one)) for one in (COAT, PHONE, CLIP))
    return Schedule(case_id=CASE, rows=given)


def asked(**more: object) -> NewRelease:
    told = {
        "recipient": "court",
        "authority": "file_to_court",
        "reference": "4 Ks 12/26",
        "until": AT + timedelta(days=30),
        "pieces": (COAT, CLIP),
    }
    return NewRelease(**{**told, **more})  # type: ignore[arg-type]


def released(**more: object) -> Release:
    told = {
        "id": uuid.uuid4(),
        "case_id": CASE,
        "number": 1,
        "recipient": "court",
        "authority": "file_to_court",
        "identities": False,
        "words_id": CASE,
        "until": AT + timedelta(days=30),
        "at": AT,
        "by_id": ANA,
        "pieces": (COAT, CLIP),
    }
    return Release(**{**told, **more})  # type: ignore[arg-type]


def why(said: NewRelease, on: Schedule | None = None) -> str:
    found = why_not(releasing.may_release, said, on or schedule(), at=AT, lists=LISTS)
    return found.code if found else ""


# --------------------------------------------------------------------------- the schedule


def test_everything_that_the_case_holds_may_be_said_to_be_used() -> None:
    scheduling.may_say(Said(use=Use.USED), [COAT, CLIP], held={COAT, CLIP}, lists=LISTS)


@pytest.mark.parametrize(
    ("said", "pieces", "code"),
    [
        (Said(use=Use.USED), [], "disclosure.no_piece"),
        (Said(use=Use.USED), [PHONE], "disclosure.not_here"),
        (Said(use=Use.USED), [COAT] * 501, "disclosure.too_many"),
        (Said(use=Use.UNUSED, reason="method"), [COAT], "disclosure.reason_unasked"),
        (Said(use=Use.USED, description="x" * 2001), [COAT], "disclosure.words_long"),
        (Said(use=Use.WITHHELD, description="a note"), [COAT], "disclosure.reason"),
        (Said(use=Use.WITHHELD, reason="whim", description="x"), [COAT], "disclosure.reason"),
        (Said(use=Use.WITHHELD, reason="method"), [COAT], "disclosure.describe"),
    ],
)
def test_the_schedule_refuses_what_it_cannot_hold(said, pieces, code) -> None:
    with pytest.raises(Refusal) as refused:
        scheduling.may_say(said, pieces, held={COAT}, lists=LISTS)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("on", "answer", "declined_for", "code"),
    [
        (None, Answer.AGREED, "", "disclosure.not_withheld"),
        (line(COAT), Answer.AGREED, "", "disclosure.not_withheld"),
        (line(COAT, Use.WITHHELD, answer=Answer.AGREED), Answer.AGREED, "", "disclosure.answered"),
        (line(COAT, Use.WITHHELD, by_id=BEN), Answer.AGREED, "", "disclosure.own"),
        (line(COAT, Use.WITHHELD), Answer.DECLINED, "", "disclosure.declined_for"),
        (line(COAT, Use.WITHHELD), Answer.AGREED, "no_ground", "disclosure.reason_unasked"),
    ],
)
def test_nothing_is_withheld_by_whoever_wants_it_or_without_a_word(
    on, answer, declined_for, code
) -> None:
    with pytest.raises(Refusal) as refused:
        scheduling.may_answer(on, answer, by=BEN, declined_for=declined_for, lists=LISTS)
    assert refused.value.code == code


# ------------------------------------------------------------------------------ releases


def test_what_was_looked_at_may_leave_on_a_ground_that_fits() -> None:
    assert why(asked()) == ""
    assert why(asked(identities=True)) == ""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"recipient": "neighbour"}, "disclosure.recipient"),
        ({"authority": "favour"}, "disclosure.authority"),
        ({"recipient": "defence"}, "disclosure.not_to_them"),
        (
            {"recipient": "defence", "authority": "duty_to_disclose", "identities": True},
            "disclosure.no_identities",
        ),
        ({"reference": " "}, "disclosure.reference"),
        ({"reference": "x" * 1001}, "disclosure.words_long"),
        ({"until": AT}, "disclosure.until"),
        ({"until": AT + timedelta(days=400)}, "disclosure.until"),
        ({"pieces": ()}, "disclosure.no_piece"),
        ({"pieces": (COPY,)}, "disclosure.not_here"),
    ],
)
def test_a_release_is_refused_with_its_reason(more, code) -> None:
    assert why(asked(**more)) == code


@pytest.mark.parametrize("recipient", sorted(LISTS["recipient"]))
@pytest.mark.parametrize("authority", sorted(LISTS["authority"]))
def test_identities_leave_on_a_ground_that_says_so_and_to_nobody_else(recipient, authority) -> None:
    ground = LISTS["authority"][authority]
    said = asked(recipient=recipient, authority=authority, identities=True)
    expected = "" if ground.identities else "disclosure.no_identities"
    assert why(said) == ("disclosure.not_to_them" if recipient not in ground.to else expected)


def test_nothing_leaves_before_everything_was_looked_at() -> None:
    half = schedule(Row(held=held(COAT), line=line(COAT)), Row(held=held(PHONE), line=None))
    assert why(asked(pieces=(COAT,)), half) == "disclosure.incomplete"


def test_nothing_leaves_while_a_prosecutor_has_not_answered() -> None:
    waits = schedule(
        Row(held=held(COAT), line=line(COAT)),
        Row(held=held(PHONE), line=line(PHONE, Use.WITHHELD)),
    )
    assert why(asked(pieces=(COAT,)), waits) == "disclosure.waits"


def test_what_a_prosecutor_did_not_want_withheld_has_to_be_said_anew() -> None:
    declined = line(PHONE, Use.WITHHELD, answer=Answer.DECLINED, declined_for="no_ground")
    on = schedule(Row(held=held(COAT), line=line(COAT)), Row(held=held(PHONE), line=declined))
    assert why(asked(pieces=(COAT,)), on) == "disclosure.incomplete"


@pytest.mark.parametrize("withheld", [PHONE, CLIP])
def test_what_is_withheld_does_not_leave_nor_does_a_file_of_it(withheld) -> None:
    rows = [
        Row(
            held=held(one),
            line=line(one, Use.WITHHELD, answer=Answer.AGREED) if one == withheld else line(one),
        )
        for one in (COAT, PHONE, CLIP)
    ]
    assert why(asked(pieces=(CLIP,)), schedule(*rows)) == "disclosure.withheld"
    assert why(asked(pieces=(COAT,)), schedule(*rows)) == ""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"restricted": True}, "disclosure.restricted"),
        ({"content": False}, "disclosure.no_content"),
    ],
)
def test_restricted_material_and_what_lies_elsewhere_never_leave(more, code) -> None:
    on = schedule(
        Row(held=held(PHONE), line=line(PHONE)), Row(held=held(CLIP, **more), line=line(CLIP))
    )
    assert why(asked(pieces=(CLIP,)), on) == code


def test_a_redacted_copy_leaves_in_the_place_of_its_original() -> None:
    on = schedule(
        Row(held=held(PHONE), line=line(PHONE)),
        Row(held=held(CLIP), line=line(CLIP)),
        Row(held=held(COPY, copy_of=CLIP.file_id), line=line(COPY)),
    )
    assert why(asked(pieces=(CLIP,)), on) == "disclosure.original"
    assert why(asked(pieces=(COPY,)), on) == ""
    assert why(asked(pieces=(CLIP,), identities=True), on) == ""


def test_an_original_that_was_redacted_since_its_release_stays() -> None:
    rows = [Row(held=held(one), line=line(one)) for one in (PHONE, CLIP)]
    copied = Row(held=held(COPY, copy_of=CLIP.file_id), line=line(COPY))
    given = released(pieces=(PHONE, CLIP))
    releasing.may_bundle(given, schedule(*rows), at=AT)
    refused = why_not(releasing.may_bundle, given, schedule(*rows, copied), at=AT)
    assert refused is not None
    assert refused.code == "disclosure.original"


def test_a_piece_that_the_case_does_not_hold_is_missed_and_not_passed_over() -> None:
    refused = why_not(releasing.may_bundle, released(pieces=(COPY,)), schedule(), at=AT)
    assert refused is not None
    assert refused.code == "disclosure.not_here"


# --------------------------------------------------------------- agreeing, taking back, making


def test_a_custodian_who_did_not_ask_agrees_once_that_identities_leave() -> None:
    wanted = released(identities=True)
    releasing.may_agree(wanted, by=BEN)
    for on, by, code in (
        (released(), BEN, "disclosure.nothing_to_agree"),
        (wanted, ANA, "disclosure.own"),
        (replace(wanted, agreed_at=AT), BEN, "disclosure.agreed"),
        (replace(wanted, revoked_at=AT), BEN, "disclosure.revoked"),
    ):
        found = why_not(releasing.may_agree, on, by=by)
        assert found is not None
        assert found.code == code


def test_a_release_is_taken_back_once_and_for_a_reason() -> None:
    releasing.may_revoke(released(), reason="replaced", lists=LISTS)
    no_reason = why_not(releasing.may_revoke, released(), reason="whim", lists=LISTS)
    again = why_not(releasing.may_revoke, released(revoked_at=AT), reason="replaced", lists=LISTS)
    assert no_reason is not None
    assert no_reason.code == "disclosure.revoked_for"
    assert again is not None
    assert again.code == "disclosure.revoked"


@pytest.mark.parametrize(
    ("more", "later", "code"),
    [
        ({}, timedelta(), ""),
        ({"revoked_at": AT}, timedelta(), "disclosure.revoked"),
        ({}, timedelta(days=30), "disclosure.over"),
        ({"identities": True}, timedelta(), "disclosure.not_agreed"),
        ({"identities": True, "agreed_at": AT}, timedelta(), ""),
    ],
)
def test_a_bundle_is_made_of_what_may_leave_now(more, later, code) -> None:
    found = why_not(releasing.may_bundle, released(**more), schedule(), at=AT + later)
    assert (found.code if found else "") == code


def test_what_was_withheld_since_the_release_is_in_no_bundle() -> None:
    rows = [
        Row(held=held(COAT), line=line(COAT, Use.WITHHELD, answer=Answer.AGREED)),
        Row(held=held(PHONE), line=line(PHONE)),
        Row(held=held(CLIP), line=line(CLIP)),
    ]
    found = why_not(releasing.may_bundle, released(), schedule(*rows), at=AT)
    assert found is not None
    assert found.code == "disclosure.withheld_since"


@pytest.mark.parametrize("act", ["supervision.review", "proof.give_advice", "identity.open"])
def test_the_defence_does_not_get_how_the_inquiry_was_led(act) -> None:
    assert releasing.takes_entry("court", act)
    assert not releasing.takes_entry("defence", act)
    assert releasing.takes_entry("defence", "evidence.accept")


def test_every_list_says_its_codes_in_both_languages() -> None:
    for rows in LISTS.values():
        assert all(one.text.en and one.text.zh for one in rows.values())

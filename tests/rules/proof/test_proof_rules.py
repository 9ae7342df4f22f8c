"""What may be said on a board, how it is laid out, and that nothing on it foretells anything."""

import dataclasses
import typing
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bairn.cases.terms import Milestone
from bairn.kernel.refusal import Refusal, why_not
from bairn.proof import advising, boarding, offences, putting, terms
from bairn.proof.boarding import Looked
from bairn.proof.putting import Surroundings
from bairn.proof.terms import Advice, Change, Item, ItemState, Put, Serves, Want

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
DAY = timedelta(days=1)
CASE, ME, OTHER, SUSPECT, MARK = (uuid.UUID(int=n) for n in range(1, 6))
TABLE, BOOK = offences.table("cn-2023"), offences.book()
AGE = Serves(offence="rape_under_14_236", element="under_14")
ACT = Serves(offence="rape_under_14_236", element="act")
AROUND = Surroundings(
    table=TABLE,
    book=BOOK,
    standing={("rape_under_14_236", None)},
    staff={ME},
    roles={"investigator"},
    milestones={MARK},
)
MISSING = Put(kind="age_document", state=ItemState.MISSING, serves=(AGE,))
HELD = replace(MISSING, state=ItemState.HELD, reference="EX-2026-14")


def code(said: Put, *, before: Put | None = None) -> str:
    refusal = why_not(putting.may_put, said, AROUND, at=AT, before=before)
    return refusal.code if refusal else ""


def item(*changes: Put, kind: str = "age_document", since: datetime = AT) -> Item:
    said = changes or (MISSING,)
    return Item(
        id=uuid.uuid4(),
        case_id=CASE,
        advice_id=None,
        changes=tuple(
            Change(number=n, said=one, words_id=None, at=since + n * DAY, by_id=ME)
            for n, one in enumerate(said, 1)
        ),
    )


def mark(kind: str, *, at: datetime = AT, recorded: datetime | None = None) -> Milestone:
    return Milestone(
        id=uuid.uuid4(), case_id=CASE, kind=kind, at=at, recorded_at=recorded or at, by_id=ME
    )


def row(serves: Serves, *items: Item, marks: tuple[Milestone, ...] = ()) -> terms.ElementRow:
    offence = TABLE.offence(serves.offence)
    assert offence is not None
    element = offence.element(serves.element)
    assert element is not None
    return boarding.element_row(element, serves, items, marks, BOOK)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        (MISSING, ""),
        (HELD, ""),
        (replace(HELD, reference=str(MARK)), ""),
        (replace(MISSING, kind="rumour"), "proof.kind"),
        (replace(MISSING, serves=()), "proof.serves"),
        (replace(MISSING, serves=(replace(AGE, element="colour"),)), "proof.element"),
        (replace(MISSING, serves=(replace(AGE, suspect=SUSPECT),)), "proof.element"),
        (replace(MISSING, serves=(replace(AGE, offence="rape_236"),)), "proof.element"),
        (replace(HELD, reference=""), "proof.reference_needed"),
        (replace(HELD, reference=str(OTHER)), "proof.milestone"),
        (replace(HELD, reference="a letter from the aunt"), "proof.reference"),
        (replace(HELD, reference="Mei"), "proof.reference"),
        (replace(HELD, reference="MEI"), "proof.reference"),
        (replace(MISSING, state=ItemState.REQUESTED), "proof.asked_of"),
        (replace(MISSING, state=ItemState.REQUESTED, from_whom="registry"), ""),
        (replace(MISSING, from_whom="neighbour"), "proof.from_whom"),
        (replace(MISSING, state=ItemState.REFUSED), "proof.reason"),
        (replace(MISSING, state=ItemState.REFUSED, reason="holder_refuses"), ""),
        (replace(MISSING, state=ItemState.REFUSED, reason="destroyed"), "proof.reason"),
        (replace(MISSING, state=ItemState.IMPOSSIBLE, reason="destroyed"), ""),
        (replace(MISSING, reason="destroyed"), "proof.no_reason"),
        (replace(MISSING, by_whom=ME), "proof.who_by_when"),
        (replace(MISSING, by_at=AT + DAY), "proof.who_by_when"),
        (replace(MISSING, by_whom=ME, by_at=AT + DAY), ""),
        (replace(MISSING, by_role="investigator", by_at=AT + DAY), ""),
        (replace(MISSING, by_role="lab", by_at=AT + DAY), "proof.by_role"),
        (replace(MISSING, by_whom=OTHER, by_at=AT + DAY), "proof.by_whom"),
        (replace(MISSING, by_whom=ME, by_at=AT), "proof.past"),
        (
            replace(MISSING, by_whom=ME, by_role="investigator", by_at=AT + DAY),
            "proof.both",
        ),
    ],
)
def test_an_item_is_put_in_codes_with_who_by_when_and_where_it_is(said: Put, refused: str) -> None:
    assert code(said) == refused


@pytest.mark.parametrize("kind", ["specimen", "medical_finding"])
@pytest.mark.parametrize("reason", ["never_existed", "not_kept", "holder_gone"])
def test_only_a_clinician_says_that_a_specimen_or_a_finding_can_no_longer_be_had(
    kind: str, reason: str
) -> None:
    gone = Put(kind=kind, state=ItemState.IMPOSSIBLE, serves=(ACT,), reason=reason)
    assert code(gone) == "proof.clinician"
    assert code(replace(gone, reason="clinician_decided")) == ""
    assert code(replace(gone, kind="video")) == ""


def test_no_reason_speaks_of_time_for_a_specimen() -> None:
    """A window never turns into "do not collect" (facts 0.2)."""
    assert not any("time" in reason or "window" in reason for reason in BOOK.reasons)


def test_a_day_that_has_passed_stays_with_an_item_and_cannot_be_given_to_it() -> None:
    before = replace(MISSING, by_whom=ME, by_at=AT - DAY)
    assert code(replace(before, from_whom="registry"), before=before) == ""
    assert code(replace(before, by_at=AT - 2 * DAY), before=before) == "proof.past"


def test_somebody_who_left_the_circle_stays_named_until_another_is() -> None:
    before = replace(MISSING, by_whom=OTHER, by_at=AT + DAY)
    assert code(replace(before, from_whom="registry"), before=before) == ""
    assert code(replace(before, by_whom=SUSPECT), before=before) == "proof.by_whom"


def test_an_item_keeps_an_element_that_left_the_board_and_gets_none_such_anew() -> None:
    gone = replace(AGE, offence="rape_236", element="act")
    before = replace(MISSING, serves=(AGE, gone))
    assert code(before, before=before) == ""
    assert code(before, before=MISSING) == "proof.element"
    assert code(replace(HELD, kind="records"), before=HELD) == "proof.same_kind"


def test_nobody_is_to_get_what_is_held_refused_or_impossible() -> None:
    said = replace(HELD, by_whom=ME, by_at=AT + DAY)
    assert putting.tidied(said) == HELD
    asked = replace(said, state=ItemState.MISSING)
    assert putting.tidied(asked) == asked


@given(st.text(max_size=60))
def test_a_reference_never_holds_a_small_letter_a_space_or_a_word_without_a_number(
    text: str,
) -> None:
    if code(replace(HELD, reference=text)) == "":
        assert text == text.upper()
        assert " " not in text
        assert text.isascii()
        assert any(letter.isdigit() for letter in text)


def test_an_offence_is_considered_without_a_suspect_and_once_for_each() -> None:
    ask = {"table": TABLE, "suspects": {SUSPECT}, "standing": {("rape_236", None)}}
    consider = putting.may_consider
    assert why_not(consider, offence="buying_241", suspect=None, **ask) is None
    assert why_not(consider, offence="rape_236", suspect=SUSPECT, **ask) is None
    for offence, suspect, refused in (
        ("rape_236", None, "proof.twice"),
        ("arson", None, "proof.offence"),
        ("rape_236", OTHER, "proof.suspect"),
    ):
        refusal = why_not(consider, offence=offence, suspect=suspect, **ask)
        assert refusal is not None
        assert refusal.code == refused


def test_an_offence_leaves_the_board_for_a_listed_reason_alone() -> None:
    ask = {"suspect": None, "standing": {("rape_236", None)}, "drops": BOOK.drops}
    drop = putting.may_drop
    assert why_not(drop, offence="rape_236", reason="facts_differ", **ask) is None
    for offence, reason in (("rape_236", "family_matter"), ("buying_241", "facts_differ")):
        with pytest.raises(Refusal):
            drop(offence=offence, reason=reason, **ask)


def test_an_element_that_nobody_has_put_anything_for_says_so() -> None:
    assert row(AGE).nobody_asked
    assert not row(AGE, item()).nobody_asked
    assert row(AGE, item(replace(MISSING, serves=(ACT,)))).nobody_asked


def test_an_item_serves_several_elements_and_stands_under_its_state_at_each() -> None:
    both = item(MISSING, replace(HELD, serves=(AGE, ACT)))
    for serves in (AGE, ACT):
        assert row(serves, both).items[ItemState.HELD] == (both,)
        assert row(serves, both).items[ItemState.MISSING] == ()


def test_what_the_case_holds_is_on_record_until_somebody_puts_it() -> None:
    held = mark("interview_held", at=AT)
    (seen,) = row(ACT, marks=(held, mark("case_opened"))).on_record
    assert (seen.kind, seen.state, seen.milestone_id) == (
        "interview_recording", ItemState.HELD, held.id,
    )  # fmt: skip
    put = item(Put(kind="interview_recording", state=ItemState.HELD, serves=(ACT,),
                   reference=str(held.id)))  # fmt: skip
    assert row(ACT, put, marks=(held,)).on_record == ()
    again = mark("interview_held", at=AT, recorded=AT + 5 * DAY)
    (new,) = row(ACT, put, marks=(held, again)).on_record
    assert new.milestone_id == again.id


def test_a_milestone_never_puts_anything_by_itself() -> None:
    seen = row(ACT, marks=(mark("interview_held"), mark("exam_done")))
    assert all(items == () for items in seen.items.values())
    assert seen.nobody_asked
    assert {one.kind for one in seen.on_record} == {"interview_recording", "medical_finding"}


def test_a_request_for_preservation_is_on_record_as_requested() -> None:
    who = replace(ACT, element="who")
    (seen,) = row(who, marks=(mark("preservation_sent"),)).on_record
    assert (seen.kind, seen.state) == ("platform_data", ItemState.REQUESTED)


def test_a_statement_of_the_suspect_alone_is_said_to_be_never_enough() -> None:
    told = item(replace(HELD, kind="suspect_statement", serves=(ACT,)))
    assert row(ACT, told).never_alone
    assert not row(ACT).never_alone
    assert not row(ACT, told, item(replace(HELD, kind="witness", serves=(ACT,)))).never_alone


def test_a_board_keeps_what_left_it_as_loose_items() -> None:
    looked = [Looked("rape_under_14_236", None, AT, ME), Looked("gone_from_the_law", None, AT, ME)]
    there, away = item(), item(replace(MISSING, serves=(replace(AGE, offence="rape_236"),)))
    considered = boarding.laid_out(looked, [there, away], [], TABLE, BOOK)
    assert [one.offence.id for one in considered] == ["rape_under_14_236"]
    assert boarding.loose([there, away], considered) == (away,)


def test_a_fact_of_sentencing_is_kept_in_mind_by_prosecutors_alone() -> None:
    considered = boarding.laid_out([Looked("buying_241", None, AT, ME)], [], [], TABLE, BOOK)
    seen = {
        prosecutor: {
            one.id for one in boarding.reminders_for(TABLE, considered, prosecutor=prosecutor)
        }
        for prosecutor in (True, False)
    }
    assert seen[True] - seen[False] == {"leniency_241"}
    assert "captive_woman" in seen[False]
    assert "age_knowledge" not in seen[True]


def test_lateness_and_postponement_are_read_from_what_was_said() -> None:
    days = [AT + 2 * DAY, AT + 5 * DAY, AT + 4 * DAY, AT + 9 * DAY]
    one = item(*(replace(MISSING, by_whom=ME, by_at=day) for day in days))
    assert one.put_off == 2
    assert one.first_by_at == days[0]
    assert one.late(AT + 9 * DAY)
    assert not one.late(AT + 9 * DAY - timedelta(seconds=1))
    assert not item(HELD).late(AT + 100 * DAY)


def asked(by: uuid.UUID = ME) -> Advice:
    return Advice(
        id=uuid.uuid4(), case_id=CASE, questions=("what_else",), words_id=None, at=AT, by_id=by
    )


def test_advice_is_asked_in_listed_questions_and_one_at_a_time() -> None:
    ask = advising.may_ask
    listed = BOOK.questions
    assert why_not(ask, questions=["what_else"], listed=listed, advice=()) is None
    for questions, advice, refused in (
        ([], (), "proof.questions"),
        (["will_it_win"], (), "proof.questions"),
        (["what_else"], (asked(),), "proof.asked"),
    ):
        refusal = why_not(ask, questions=questions, listed=listed, advice=advice)
        assert refusal is not None
        assert refusal.code == refused


def test_advice_is_given_by_somebody_else_in_a_listed_code() -> None:
    want = Want(serves=AGE, kind="age_document")
    give = {"listed": BOOK.advice, "wants": [want]}
    assert advising.may_give(asked=(one := asked()), by=OTHER, code="secure_first", **give) == one
    for waits, by, chosen, wants, refused in (
        (None, OTHER, "secure_first", [], "proof.not_asked"),
        (asked(), ME, "secure_first", [], "proof.own_question"),
        (asked(), OTHER, "drop_the_case", [], "proof.advice_code"),
        (asked(), OTHER, "get_what_is_listed", [], "proof.wants"),
        (asked(), OTHER, "get_what_is_listed", [want] * 61, "proof.too_many_wants"),
    ):
        with pytest.raises(Refusal, match=refused):
            advising.may_give(asked=waits, by=by, code=chosen, listed=BOOK.advice, wants=wants)


def _words_in(name: str) -> set[str]:
    return set(name.lower().split("_"))


def test_no_term_of_the_board_weighs_or_foretells() -> None:
    """Nothing is predicted: no score, no share, no rank, and no number that is not a count."""
    weighs = {
        "score", "percent", "percentage", "share", "weight", "probability", "likelihood",
        "chance", "rank", "strength", "strong", "weak", "prospect", "confidence", "credibility",
    }  # fmt: skip
    found = [getattr(terms, name) for name in terms.__all__]
    classes = [one for one in found if dataclasses.is_dataclass(one)]
    assert len(classes) > 15
    for one in classes:
        assert not _words_in(one.__name__) & weighs
        hints = typing.get_type_hints(one)
        for field in dataclasses.fields(one):
            assert not _words_in(field.name) & weighs, (one, field.name)
            assert "float" not in str(hints[field.name]), (one, field.name)
    for codes in (BOOK.advice, BOOK.questions, BOOK.reasons, BOOK.drops):
        assert not any(_words_in(one) & weighs for one in codes)

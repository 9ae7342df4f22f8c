"""What can be done on a board: consider offences, put proof, ask for advice and give it."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bairn.access import gate
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.proof import advising, boarding, kept, putting, surroundings
from bairn.proof.kept import Hand
from bairn.proof.terms import Item, ItemState, Put, Want
from bairn.vault import wording


@gate.act("proof.consider")
def consider(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    offence: str,
    suspect: uuid.UUID | None = None,
) -> None:
    """Put an offence on the board; no suspect need be known.

    Refuses an offence that the case's pack does not have, and one that stands there already.
    """
    surroundings.still_worked_on(actor, at, case_id)
    putting.may_consider(
        offence=offence,
        suspect=suspect,
        table=surroundings.table_of(actor, at, case_id),
        suspects=surroundings.suspects(actor, at, case_id),
        standing=boarding.standing(kept.looked(case_id)),
    )
    kept.keep_look(Hand(case_id=case_id, by_id=actor.id, at=at), offence=offence, suspect=suspect)
    gate.note(offence=offence, suspect=suspect is not None)


@gate.act("proof.drop")
def drop_offence(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    offence: str,
    reason: str,
    suspect: uuid.UUID | None = None,
) -> None:
    """Take an offence off the board, for a coded reason; what was put for it is kept."""
    surroundings.still_worked_on(actor, at, case_id)
    putting.may_drop(
        offence=offence,
        suspect=suspect,
        reason=reason,
        standing=boarding.standing(kept.looked(case_id)),
        drops=surroundings.book().drops,
    )
    kept.keep_look(
        Hand(case_id=case_id, by_id=actor.id, at=at),
        offence=offence,
        suspect=suspect,
        dropped_for=reason,
    )
    gate.note(offence=offence, reason=reason)


@gate.act("proof.put")
def put(*, actor: Actor, at: datetime, case_id: uuid.UUID, said: Put, words: str = "") -> uuid.UUID:
    """Put a piece of proof on the board with everything that is said of it; its id.

    `words` is a note, sealed. Refuses whatever `putting.may_put` refuses.
    """
    surroundings.still_worked_on(actor, at, case_id)
    said = putting.tidied(said)
    putting.may_put(said, surroundings.of_case(actor, at, case_id), at=at)
    item_id = kept.keep_item(
        Hand(case_id=case_id, by_id=actor.id, at=at),
        said,
        words_id=wording.sealed(actor, at, {"proof_note": words}, case_id=case_id),
    )
    _note(said)
    return item_id


@gate.act("proof.change")
def change(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    item_id: uuid.UUID,
    after: int,
    said: Put,
    words: str = "",
) -> None:
    """Say anew how an item stands; what was said before is kept.

    `after` is the number of the change that was seen: a newer one refuses this.
    """
    surroundings.still_worked_on(actor, at, case_id)
    item = next((one for one in kept.items(case_id) if one.id == item_id), None)
    if item is None:
        raise Refusal("proof.no_item", "This case has no such item.")
    said = putting.tidied(said)
    putting.may_put(said, surroundings.of_case(actor, at, case_id), at=at, before=item.now)
    _something_new(item, said, words)
    kept.keep_change(
        Hand(case_id=case_id, by_id=actor.id, at=at),
        item_id,
        said,
        number=after + 1,
        words_id=wording.sealed(actor, at, {"proof_note": words}, case_id=case_id),
    )
    _note(said)


def _something_new(item: Item, said: Put, words: str) -> None:
    if said == item.now and not words.strip():
        raise Refusal("proof.same", "Nothing of this is new.")


@gate.act("proof.pass_on")
def pass_on(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    from_staff: uuid.UUID,
    to_staff: uuid.UUID,
) -> int:
    """Everything that one person was still to get is now another's to get; how many items.

    For a hand-over: the days stay as they are, also those that have passed.
    """
    around = surroundings.of_case(actor, at, case_id)
    hand = Hand(case_id=case_id, by_id=actor.id, at=at)
    mine = [one for one in kept.items(case_id) if one.open and one.now.by_whom == from_staff]
    for item in mine:
        said = replace(item.now, by_whom=to_staff)
        putting.may_put(said, around, at=at, before=item.now)
        kept.keep_change(hand, item.id, said, number=item.last.number + 1)
    gate.note(items=len(mine))
    return len(mine)


@gate.act("proof.ask_advice")
def ask_advice(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    questions: Sequence[str],
    words: str = "",
) -> uuid.UUID:
    """Ask a prosecutor for early advice; the question's id.

    `words` are sealed. Refuses while an earlier question waits for its answer.
    """
    surroundings.still_worked_on(actor, at, case_id)
    asked = tuple(dict.fromkeys(questions))
    advising.may_ask(
        questions=asked,
        listed=surroundings.book().questions,
        advice=kept.advice_of([case_id]).get(case_id, ()),
    )
    question = kept.keep_question(
        Hand(case_id=case_id, by_id=actor.id, at=at),
        asked,
        wording.sealed(actor, at, {"proof_question": words}, case_id=case_id),
    )
    gate.note(questions=len(asked))
    return question


@gate.act("proof.give_advice")
def give_advice(
    *,
    actor: Actor,
    at: datetime,
    case_id: uuid.UUID,
    code: str,
    words: str = "",
    wants: Sequence[Want] = (),
) -> tuple[uuid.UUID, ...]:
    """Answer the question that waits; ids of the items that were asked for, each missing so far.

    `words` are sealed. Refuses when nobody waits, and whoever asked.
    """
    surroundings.still_worked_on(actor, at, case_id)
    asked = advising.may_give(
        asked=advising.waiting(kept.advice_of([case_id]).get(case_id, ())),
        by=actor.id,
        code=code,
        listed=surroundings.book().advice,
        wants=wants,
    )
    hand = Hand(case_id=case_id, by_id=actor.id, at=at)
    around = surroundings.of_case(actor, at, case_id)
    made = []
    for said in map(_missing, wants):
        putting.may_put(said, around, at=at)
        made.append(kept.keep_item(hand, said, advice_id=asked.id))
    kept.keep_answer(
        hand,
        asked.id,
        code=code,
        words_id=wording.sealed(actor, at, {"proof_advice": words}, case_id=case_id),
        items=len(made),
    )
    gate.note(advice=code, items=len(made))
    return tuple(made)


def _missing(want: Want) -> Put:
    return Put(
        kind=want.kind,
        state=ItemState.MISSING,
        serves=(want.serves,),
        from_whom=want.from_whom,
        by_whom=want.by_whom,
        by_role=want.by_role,
        by_at=want.by_at,
    )


def _note(said: Put) -> None:
    gate.note(kind=said.kind, state=said.state.value, serves=len(said.serves))

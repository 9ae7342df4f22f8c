"""Between the tables of proof and its terms, and the one place where each is written."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

from bairn.kernel import ids
from bairn.kernel.refusal import Refusal
from bairn.proof.boarding import Looked
from bairn.proof.models import Answer, Change, Item, Look, Question
from bairn.proof.terms import Advice, AdviceGiven, ItemState, Put, Serves
from bairn.proof.terms import Change as Changed
from bairn.proof.terms import Item as ItemNow

_FAR = datetime.max.replace(tzinfo=UTC)
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Whose hand writes, when, in which case."""

    case_id: uuid.UUID
    by_id: uuid.UUID
    at: datetime


def looked(case_id: uuid.UUID) -> tuple[Looked, ...]:
    """The offences that stand on the board, in the order in which they came onto it."""
    newest: dict[tuple[str, uuid.UUID | None], Look] = {}
    for row in Look.objects.filter(case_id=case_id).order_by("number"):
        newest.pop((row.offence, row.suspect), None)
        newest[(row.offence, row.suspect)] = row
    return tuple(
        Looked(row.offence, row.suspect, row.at, row.by_id)
        for row in newest.values()
        if not row.dropped_for
    )


def keep_look(
    hand: Hand, *, offence: str, suspect: uuid.UUID | None, dropped_for: str = ""
) -> None:
    """An offence comes onto the board or, for a reason, leaves it."""
    _keep(
        Look(
            case_id=hand.case_id,
            number=Look.objects.filter(case_id=hand.case_id).count() + 1,
            offence=offence,
            suspect=suspect,
            dropped_for=dropped_for,
            at=hand.at,
            by_id=hand.by_id,
        )
    )


def keep_item(
    hand: Hand, said: Put, *, words_id: uuid.UUID | None = None, advice_id: uuid.UUID | None = None
) -> uuid.UUID:
    """A new piece of proof with what is said of it first; its id."""
    item = Item.objects.create(id=ids.new_id(), case_id=hand.case_id, advice_id=advice_id)
    keep_change(hand, item.id, said, number=1, words_id=words_id)
    return item.id


def keep_change(
    hand: Hand, item_id: uuid.UUID, said: Put, *, number: int, words_id: uuid.UUID | None = None
) -> None:
    """What is said of an item from now on. Refuses when somebody else has said something since."""
    _keep(
        Change(
            item_id=item_id,
            case_id=hand.case_id,
            number=number,
            kind=said.kind,
            state=said.state.value,
            serves=[one.key for one in said.serves],
            reference=said.reference,
            from_whom=said.from_whom,
            by_whom=said.by_whom,
            by_role=said.by_role,
            by_at=said.by_at,
            reason=said.reason,
            words_id=words_id,
            at=hand.at,
            by_id=hand.by_id,
        )
    )


def keep_question(hand: Hand, questions: Sequence[str], words_id: uuid.UUID | None) -> uuid.UUID:
    """A question to a prosecutor; its id."""
    row = Question(
        case_id=hand.case_id,
        number=Question.objects.filter(case_id=hand.case_id).count() + 1,
        questions=list(questions),
        words_id=words_id,
        at=hand.at,
        by_id=hand.by_id,
    )
    return _keep(row).id


def keep_answer(
    hand: Hand, question: uuid.UUID, *, code: str, words_id: uuid.UUID | None, items: int
) -> None:
    """What a prosecutor advised. Refuses a second answer to one question."""
    _keep(
        Answer(
            question_id=question,
            case_id=hand.case_id,
            code=code,
            words_id=words_id,
            items=items,
            at=hand.at,
            by_id=hand.by_id,
        )
    )


def _keep(row: M) -> M:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:
        raise Refusal(
            "proof.meanwhile", "Somebody has changed this meanwhile. Look at it again."
        ) from twice
    return row


def advice_of(case_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, tuple[Advice, ...]]:
    """What was asked and answered in each of these cases, newest first."""
    rows = Question.objects.filter(case_id__in=case_ids).order_by("-number")
    found: dict[uuid.UUID, list[Advice]] = defaultdict(list)
    for row in rows.select_related("answer"):
        found[row.case_id].append(advice(row))
    return {case_id: tuple(asked) for case_id, asked in found.items()}


def advice(row: Question) -> Advice:
    """A question with its answer, once that is here."""
    given: Answer | None = getattr(row, "answer", None)
    return Advice(
        id=row.id,
        case_id=row.case_id,
        questions=tuple(row.questions),
        words_id=row.words_id,
        at=row.at,
        by_id=row.by_id,
        given=None
        if given is None
        else AdviceGiven(
            code=given.code,
            words_id=given.words_id,
            at=given.at,
            by_id=given.by_id,
            items=given.items,
        ),
    )


def items(case_id: uuid.UUID) -> tuple[ItemNow, ...]:
    """Every piece of proof of the case with its whole history, oldest first."""
    changes: dict[uuid.UUID, list[Changed]] = defaultdict(list)
    for row in Change.objects.filter(case_id=case_id).order_by("number"):
        changes[row.item_id].append(
            Changed(
                number=row.number,
                said=said(row),
                words_id=row.words_id,
                at=row.at,
                by_id=row.by_id,
            )
        )
    return tuple(
        ItemNow(id=row.id, case_id=case_id, advice_id=row.advice_id, changes=tuple(changes[row.id]))
        for row in Item.objects.filter(case_id=case_id).order_by("id")
    )


def said(row: Change) -> Put:
    """Everything that a change says."""
    return Put(
        kind=row.kind,
        state=ItemState(row.state),
        serves=tuple(map(Serves.of, row.serves)),
        reference=row.reference,
        from_whom=row.from_whom,
        by_whom=row.by_whom,
        by_role=row.by_role,
        by_at=row.by_at,
        reason=row.reason,
    )


def still_open() -> models.QuerySet[Change]:
    """Changes that hold now and say that somebody still has to get something."""
    later = Change.objects.filter(
        item_id=models.OuterRef("item_id"), number__gt=models.OuterRef("number")
    )
    return Change.objects.filter(state__in=["requested", "missing"]).exclude(models.Exists(later))


def by_day(row: Change) -> tuple[Any, ...]:
    """The order of what is wanted: earliest day first, without a day last."""
    return (row.by_at or _FAR, row.at, row.id)

"""Not to test a kit: three reasons, asked by one person, agreed by a prosecutor, never final."""

import uuid
from collections.abc import Sequence

from bairn.evidence import kits_way
from bairn.evidence.kit_book import no
from bairn.evidence.terms.kits import KitBook, KitWay, Untested


def may_ask(
    *, reason: str, of_child: bool, now: KitWay, asked: Sequence[Untested], book: KitBook
) -> None:
    """Refuses whatever is no reason, a wish for a child, a second question, a kit on its way."""
    if reason in book.lists["never_reasons"]:
        said = book.lists["never_reasons"][reason].text
        raise no(
            "never_a_reason",
            f"“{said.en}” is never a reason: such a kit is tested and its profile kept.",
            f"“{said.zh}”不是理由：此类检材盒仍须检测并入库。",
            field="reason",
        )
    row = book.lists["do_not_test"].get(reason)
    if row is None:
        raise no("code", "Choose one of the listed answers.", "请选择列出的选项。", field="reason")
    if row.only and of_child:
        raise no(
            "childs_kit",
            "This is a child's kit: a wish, whosever it is, is no reason to leave it untested.",
            "这是儿童的检材盒：任何人的意愿都不是不检测的理由。",
            field="reason",
        )
    may_be_asked(now=now, asked=asked, book=book)


def may_be_asked(*, now: KitWay, asked: Sequence[Untested], book: KitBook) -> None:
    """Refuses a second question while one waits, and a kit that is tested already."""
    if any(one.waits for one in asked):
        raise no("asked", "A prosecutor has this question already.", "已提请检察官，等待答复。")
    kits_way.may_happen("not_tested", now, book)


def may_answer(*, asked: Untested | None, by: uuid.UUID) -> Untested:
    """The question that waits. Refuses whoever asked it, and an answer to nothing."""
    if asked is None or not asked.waits:
        raise no("nothing_asked", "Nobody waits for this answer.", "没有等待答复的请求。")
    if asked.asked_by == by:
        raise no("own_question", "Somebody else has to answer this.", "须由他人答复。")
    return asked


def check_answer(*, agreed: bool, refused_for: str, book: KitBook) -> None:
    """Refuses a no without its reason, and a reason beside a yes."""
    if agreed == (refused_for in book.lists["refused_for"]) or (agreed and refused_for):
        raise no(
            "answer",
            "A no needs its reason; a yes has none.",
            "不同意须说明理由；同意则无须。",
            field="refused_for",
        )


def may_reverse(asked: Sequence[Untested]) -> Untested:
    """What is taken back: the question that waits, or the agreement that stands."""
    for one in reversed(asked):
        if one.waits or (one.agreed and one.reversed_at is None):
            return one
    raise no("nothing_asked", "There is nothing to take back.", "没有可撤回的内容。")

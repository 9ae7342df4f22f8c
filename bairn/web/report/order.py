"""In which order the pages come. A page that does not apply to these answers is passed over."""

from dataclasses import replace

from bairn.web.report.asking import Page
from bairn.web.report.country import Country
from bairn.web.report.draft import Draft
from bairn.web.report.questions import (
    Child,
    Contact,
    Danger,
    Heard,
    Person,
    Signs,
    Urgent,
    What,
    When,
    Where,
    Who,
    Whom,
)
from bairn.web.report.work import Situation, Work

PAGES: tuple[type[Page], ...] = (
    Danger,
    Urgent,
    Who,
    Country,
    Work,
    Situation,
    What,
    Whom,
    When,
    Where,
    Signs,
    Child,
    Person,
    Heard,
    Contact,
)
FIRST = PAGES[0]
BY_KEY = {page.key: page for page in PAGES}


def asked(draft: Draft) -> list[type[Page]]:
    """The pages that apply to the answers so far, in order."""
    return [page for page in PAGES if page.asked_of(draft)]


def only_asked(draft: Draft) -> Draft:
    """The draft without answers to pages that its other answers have made pointless."""
    keys = {page.key for page in asked(draft)}
    return replace(draft, answers={k: v for k, v in draft.answers.items() if k in keys})


def after(page: type[Page], draft: Draft) -> type[Page] | None:
    """The page that follows, None when the answers can be checked.

    Somebody who changes one answer goes back to the list, by way of pages that have become
    necessary and have not been seen.
    """
    later = asked(draft)[_place(page, draft) + 1 :]
    if draft.checking:
        later = [p for p in later if p.key not in draft.answers]
    return later[0] if later else None


def before(page: type[Page], draft: Draft) -> type[Page] | None:
    """The page that comes before, None at the beginning."""
    place = _place(page, draft)
    return asked(draft)[place - 1] if place > 0 else None


def progress(page: type[Page], draft: Draft) -> tuple[int, int]:
    """Which page of how many, counted for these answers; from 1."""
    return _place(page, draft) + 1, len(asked(draft))


def _place(page: type[Page], draft: Draft) -> int:
    pages = asked(draft)
    return pages.index(page) if page in pages else 0

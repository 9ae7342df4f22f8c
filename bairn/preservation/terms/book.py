"""The rows of the catalogues: classes of holders, legal bases, clocks, codes to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bairn.kernel.periods import Span
from bairn.kernel.text import Text
from bairn.preservation.terms.coded import Kind
from bairn.protocols.terms import Source


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time, with where it comes from."""

    span: Span
    source: Source


@dataclass(frozen=True, slots=True)
class Choice:
    """A code that may be chosen, with its words."""

    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a holder refused, what to do next, and which kind of request may be tried then."""

    code: str
    text: Text
    next: Text
    then: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class HolderClass:
    """Holders of one kind: how long data lives there, what may be asked of them."""

    id: str
    title: Text
    advice: Text
    named: bool  # a company that serves many; otherwise the addressee is sealed with the case
    group: str  # data, video, records
    lives: Span | None  # from when it was recorded; None: nobody says, so now
    items: tuple[str, ...]
    report_year: Term | None
    windows: tuple[str, ...]  # windows of the packs that such a holder is asked for
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A ground on which something may be asked, and what it gives."""

    id: str
    law: str  # whose law it is: us, eu, cn; empty: anybody's
    title: Text
    cite: Text  # as it stands in the letter
    kinds: frozenset[Kind]
    of: frozenset[str]
    needs: str  # whose agreement, by code; empty: nobody's
    holds: Span | None  # how long a holder keeps it on this ground
    again: Span | None  # how long an extension is
    times: int  # how often it may be extended
    answers: Span | None
    from_day: date | None  # in force since
    reference: bool  # the letter has to name the power or the order
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """What counts where neither class nor basis says more."""

    ask_by: Term
    extend_before: Term
    second_route: Term
    answers: Mapping[Kind, Term]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Everything the catalogues say."""

    classes: Mapping[str, HolderClass]
    bases: Mapping[str, LegalBasis]
    clocks: Clocks
    refusals: Mapping[str, Refused]
    lists: Mapping[str, Mapping[str, Choice]]
    laws: Mapping[str, str]  # whose law a pack works under

    def bases_for(self, *, kind: Kind, holder_class: str, law: str = "") -> tuple[LegalBasis, ...]:
        """The grounds on which this may be asked of such a holder.

        Those of `law`, of the holder's own and of nobody's in particular stand before the others.
        """
        near = {law, holder_class.partition("_")[0], ""}
        rows = [one for one in self.bases.values() if kind in one.kinds and holder_class in one.of]
        return tuple(sorted(rows, key=lambda one: one.law not in near))

    def classes_for_window(self, window: str) -> tuple[HolderClass, ...]:
        """Who is asked for what a window of a pack is about."""
        return tuple(one for one in self.classes.values() if window in one.windows)

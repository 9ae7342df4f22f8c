"""The words of exhibits: what is said of one when it is registered, and how a list shows it."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from bairn.evidence.terms.custody import Chain, Explanation, Hands
from bairn.kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code that may be chosen, with its words and whose rule it is."""

    code: str
    text: Text
    mark: str = ""  # V, V2, K or D, where facts stand behind it
    storage: tuple[str, ...] = ()  # of a kind of exhibit: the conditions it may be kept in
    rank: int = 0  # of a condition: the higher, the worse
    needs_person: bool = False  # of a source: it names somebody who takes part
    advice: Text | None = None  # of a kind: how it is packed


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitWords:
    """What is said of an exhibit in words; each is sealed."""

    description: str = field(repr=False)
    source: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Omitted:
    """A step that was not done, and why; nothing is left out in silence."""

    step: str
    reason: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """How the data of a device was taken; tool and version are sealed with the words."""

    tool: str
    tool_version: str
    write_blocked: bool
    sha256: str  # of what was taken, 64 hexadecimal digits


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExhibit:
    """Everything that is said when something is registered."""

    kind: str
    words: ExhibitWords
    collected_at: datetime  # with its UTC offset
    source: str  # a person, a place, a device, an address …
    method: str
    basis: str  # lawful authority or consent; "none" needs `no_basis`
    collected_by: uuid.UUID | None = None  # of the staff; None: `collector_words` says who
    collector_words: str = field(default="", repr=False)
    kit_lot: str = ""
    witness: str = field(default="", repr=False)
    basis_reference: str = field(default="", repr=False)
    no_basis: str = ""
    about: uuid.UUID | None = None  # participant of the same case
    parent_id: uuid.UUID | None = None
    omitted: tuple[Omitted, ...] = ()
    sensitivity: str = "ordinary"
    seal: str = ""
    condition: str = "intact"
    receipt: str = field(default="", repr=False)  # by which it came from an outside collector
    acquisition: Acquisition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What a new exhibit is called: in its case, and in the whole house."""

    id: uuid.UUID
    number: int
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitCard:
    """An exhibit as a list shows it, as it stands now."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: int
    code: str
    kind: str
    sensitivity: str
    parent_id: uuid.UUID | None
    root_id: uuid.UUID
    about: uuid.UUID | None
    collected_at: datetime  # in the offset in which it was said
    registered_at: datetime
    state: str  # held, stored, outside, given_back, disposed
    hands: Hands
    place_id: uuid.UUID | None
    seal: str
    condition: str
    since: datetime
    handover_id: uuid.UUID | None  # the offer that waits for an answer
    breaks: int = 0  # of its chain when something last happened to it
    explained: int = 0  # of these, how many somebody explained


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """A step that was not done, as it is kept."""

    step: str
    reason: str
    words_id: uuid.UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was said anew of one field; what was said before stays beside it."""

    number: int
    field: str
    value: str  # a code; empty where words were corrected
    before: str
    words_id: uuid.UUID | None
    reason: str
    at: datetime
    by_id: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitFile:
    """One exhibit with everything that is known of it."""

    card: ExhibitCard
    words_id: uuid.UUID
    source: str
    method: str
    kit_lot: str
    basis: str
    no_basis: str
    collected_by: uuid.UUID | None
    registered_by: uuid.UUID
    write_blocked: bool | None
    sha256: str
    omitted: tuple[Omission, ...]
    corrections: tuple[Correction, ...]
    chain: Chain
    children: tuple[ExhibitCard, ...]
    storage: tuple[str, ...]  # conditions it may be kept in; none: any
    explanations: tuple[Explanation, ...] = ()  # of breaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a search is narrowed by; empty means all."""

    kind: str = ""
    state: str = ""
    place_id: uuid.UUID | None = None
    case_id: uuid.UUID | None = None
    in_hands_of: uuid.UUID | None = None
    broken: bool = False  # only those whose chain has a break that nobody explained


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitPage:
    """A page of exhibits, newest first; `next` leads on, None at the end."""

    exhibits: tuple[ExhibitCard, ...]
    next: uuid.UUID | None

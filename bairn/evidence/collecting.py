"""What has to be said when an exhibit is registered, and what may be said anew later."""

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from bairn.evidence import handing
from bairn.evidence.terms import Choice, ExhibitCard, NewExhibit
from bairn.kernel.refusal import Refusal

Check = Callable[..., str]
MOST_WORDS = 4000
DIGITAL = frozenset({"extraction", "recording", "photograph", "web_capture", "file"})
# Data of a device says by what it was taken, or it cannot be repeated.
ACQUIRED = frozenset({"extraction"})
# What may be said anew: by code, or in words.
CODED = {"kind": "kind", "method": "method", "basis": "basis", "sensitivity": "sensitivity",
         "source": "source"}  # fmt: skip
SAID = frozenset({"description", "source_words", "place", "note", "collector", "witness",
                  "basis_reference"})  # fmt: skip


def may_register(
    said: NewExhibit,
    *,
    at: datetime,
    check: Check,
    sources: Mapping[str, Choice],
    people: Collection[uuid.UUID],
    staff: Collection[uuid.UUID],
    parent: ExhibitCard | None,
) -> None:
    """Raises Refusal unless everything is said that has to be, and nothing that may not."""
    for which, code in (
        ("kind", said.kind),
        ("sensitivity", said.sensitivity),
        ("source", said.source),
        ("method", said.method),
        ("condition", said.condition),
    ):
        check(which, code)
    handing.moment(said.collected_at, at=at, after=None, field="collected_at")
    _words(said)
    _collector(said, staff)
    _basis(said, check)
    _about(said, sources, people, parent)
    _omitted(said, check)
    _acquisition(said)
    handing.number(said.seal, field="seal")
    handing.number(said.kit_lot, field="kit_lot")


def _words(said: NewExhibit) -> None:
    if not said.words.description.strip():
        raise Refusal("evidence.description", "Say what it is.", field="description")
    texts = (said.words.description, said.words.source, said.words.place, said.words.note,
             said.collector_words, said.witness, said.basis_reference, said.receipt)  # fmt: skip
    if any(len(text) > MOST_WORDS for text in texts):
        raise Refusal("evidence.long", "At most 4,000 letters.", field="description")


def _collector(said: NewExhibit, staff: Collection[uuid.UUID]) -> None:
    if (said.collected_by is None) == (not said.collector_words.strip()):
        raise Refusal("evidence.collector", "Say who collected it, once.", field="collected_by")
    if said.collected_by is not None and said.collected_by not in staff:
        raise Refusal(
            "evidence.collector_unknown", "Choose somebody of the circle.", field="collected_by"
        )


def _basis(said: NewExhibit, check: Check) -> None:
    check("basis", said.basis)
    if said.basis == "none":
        check("no_basis", said.no_basis)
    elif said.no_basis:
        raise Refusal(
            "evidence.basis_and_reason", "Only without a basis is there a reason.", field="no_basis"
        )


def _about(
    said: NewExhibit,
    sources: Mapping[str, Choice],
    people: Collection[uuid.UUID],
    parent: ExhibitCard | None,
) -> None:
    if said.about is None:
        if sources[said.source].needs_person:
            raise Refusal("evidence.about", "Say from whom it was taken.", field="about")
    elif said.about not in people and (parent is None or parent.about != said.about):
        raise Refusal("evidence.participant", "Choose somebody of this case.", field="about")
    if said.source == "exhibit" and parent is None:
        raise Refusal("evidence.parent", "Say from which exhibit it was taken.", field="parent")


def _omitted(said: NewExhibit, check: Check) -> None:
    steps = [one.step for one in said.omitted]
    if len(set(steps)) != len(steps):
        raise Refusal("evidence.omitted_twice", "Each step is left out once.", field="omitted")
    for one in said.omitted:
        check("omitted_step", one.step, field="omitted")
        check("omit_reason", one.reason, field="omitted")


def _acquisition(said: NewExhibit) -> None:
    taken = said.acquisition
    if taken is None:
        if said.kind in ACQUIRED:
            raise Refusal(
                "evidence.acquisition", "Say with which tool the data was taken.", field="tool"
            )
        return
    if said.kind not in DIGITAL:
        raise Refusal("evidence.not_digital", "Only data is acquired with a tool.", field="tool")
    if not taken.tool.strip() or not taken.tool_version.strip():
        raise Refusal("evidence.tool", "Say the tool and its version.", field="tool")
    if not handing.sha256(taken.sha256):
        raise Refusal("evidence.no_digest", "Say the digest of what was taken.", field="sha256")


def may_correct(
    field: str, *, value: str, words: str, before: str, reason: str, check: Check
) -> None:
    """Raises Refusal unless this field may be said anew in this way, and is new."""
    check("correct_reason", reason, field="reason")
    if field in CODED:
        check(CODED[field], value, field="value")
        if value == before:
            raise Refusal("evidence.same", "Nothing of this is new.", field="value")
        if field == "basis" and value == "none":
            raise Refusal("evidence.no_basis_anew", "A basis is not taken away.", field="value")
    elif field in SAID:
        if not words.strip() or len(words) > MOST_WORDS:
            raise Refusal("evidence.words", "Say it anew, in at most 4,000 letters.", field="words")
    else:
        raise Refusal("evidence.field", "Choose what is to be said anew.", field="field")

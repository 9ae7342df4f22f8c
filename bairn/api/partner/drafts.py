"""What a partner sent becomes a ReportDraft: field by field, so nothing else can slip in."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from bairn.api.partner import reading
from bairn.api.partner.problems import name_of
from bairn.api.partner.schemas import (
    BoundsIn,
    FileIn,
    IdentityIn,
    NotedIn,
    PersonIn,
    ReportIn,
    WordsIn,
    whole,
)
from bairn.intake import vocabulary
from bairn.intake.terms import (
    Account,
    Channel,
    FactValue,
    FileNote,
    Identity,
    NationalId,
    Noted,
    PersonDraft,
    ReportDraft,
    Words,
)
from bairn.kernel.periods import Bounds
from bairn.kernel.refusal import Refusal

MOST_UNKNOWN = 500


def draft_of(sent: ReportIn, original: bytes) -> ReportDraft:
    """The report, with everything that was sent beside it, byte for byte."""
    return ReportDraft(
        channel=Channel.PARTNER_API,
        sender_number=sent.sender_number,
        pack=sent.pack,
        language=sent.language,
        situation=sent.situation or "",
        incident_codes=tuple(sent.incident_codes),
        incident=_bounds(sent.incident),
        last_contact=_bounds(sent.last_contact),
        facts=known_facts(sent.facts),
        people=tuple(map(_person, sent.people)),
        words=_words(sent.words),
        files=tuple(map(_file, sent.files)),
        elements=tuple(reading.elements(reading.read(original), "report")),
        kept_unknown=unknown_in(sent),
        original=original,
    )


def known_facts(said: Mapping[str, Any]) -> dict[str, FactValue]:
    """Those of the facts that the vocabulary names; it checks their values when they are taken.

    Raises Refusal intake.fact for a null: what nobody knows is left out, as the description says.
    """
    known = {name: whole(value) for name, value in said.items() if name in vocabulary.facts()}
    for name, value in known.items():
        if value is None:
            raise Refusal("intake.fact", "Leave out what nobody knows.", field=f"facts.{name}")
    return known


def unknown_in(sent: BaseModel) -> tuple[str, ...]:
    """The paths of all that no schema names: `people[2]/identity/shoe_size`, numbered from one."""
    return tuple(dict.fromkeys(_unknown(sent, "")))[:MOST_UNKNOWN]


def _unknown(sent: BaseModel, path: str) -> Iterator[str]:
    for name in sent.model_extra or ():
        yield f"{path}{name_of(name)}"
    for name in type(sent).model_fields:
        value = getattr(sent, name)
        if isinstance(value, BaseModel):
            yield from _unknown(value, f"{path}{name}/")
        elif isinstance(value, list):
            for place, one in enumerate(value, start=1):
                if isinstance(one, BaseModel):
                    yield from _unknown(one, f"{path}{name}[{place}]/")
        elif isinstance(value, dict):
            unknown = (one for one in value if one not in vocabulary.facts())
            yield from (f"{path}{name}/{name_of(one)}" for one in unknown)


def _bounds(sent: BoundsIn) -> Bounds:
    """The bounds; the other way round they mean the same."""
    if sent.earliest and sent.latest and sent.latest < sent.earliest:
        return Bounds(sent.latest, sent.earliest)
    return Bounds(sent.earliest, sent.latest)


def _person(sent: PersonIn) -> PersonDraft:
    facts = {name: getattr(sent.facts, name) for name in type(sent.facts).model_fields}
    return PersonDraft(
        role=sent.role,
        identity=_identity(sent.identity),
        facts={name: value for name, value in facts.items() if value is not None},
    )


def _identity(sent: IdentityIn) -> Identity:
    return Identity(
        family_name=sent.family_name,
        given_name=sent.given_name,
        full_name=sent.full_name,
        other_names=tuple(sent.other_names),
        birth_date=sent.birth_date,
        phones=tuple(sent.phones),
        emails=tuple(sent.emails),
        addresses=tuple(map(_noted, sent.addresses)),
        accounts=tuple(Account(one.platform, one.handle) for one in sent.accounts),
        national_ids=tuple(NationalId(one.country, one.number) for one in sent.national_ids),
        devices=tuple(map(_noted, sent.devices)),
        ip_addresses=tuple(map(_noted, sent.ip_addresses)),
        urls=tuple(sent.urls),
        school=sent.school,
        notes=tuple(map(_noted, sent.notes)),
    )


def _noted(sent: NotedIn) -> Noted:
    return Noted(sent.kind, sent.value, sent.note)


def _words(sent: WordsIn) -> Words:
    return Words(
        narrative=sent.narrative,
        first_account=sent.first_account,
        who_told=sent.who_told,
        when=sent.when,
        where=sent.where,
        how_known=sent.how_known,
        contact_wish=sent.contact_wish,
        platform=sent.platform,
    )


def _file(sent: FileIn) -> FileNote:
    digests = {"md5": sent.md5, "sha1": sent.sha1, "sha256": sent.sha256}
    return FileNote(
        stated_digests=tuple((kind, value.lower()) for kind, value in digests.items() if value),
        size=sent.size,
        name=sent.name,
        locator=sent.locator,
    )

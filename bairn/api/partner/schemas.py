"""What a partner may send and is told: named fields alone are read, others are kept and shown."""

import uuid
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)

from bairn.intake import vocabulary
from bairn.intake.terms import PersonRole

_JSON_KIND = {"yes_no": "boolean", "number": "integer", "code": "string"}

Short = Annotated[str, StringConstraints(max_length=300)]
Long = Annotated[str, StringConstraints(max_length=2_000)]
Told = Annotated[str, StringConstraints(max_length=100_000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{16,512}$")]


def _facts_schema() -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for fact in vocabulary.facts().values():
        row: dict[str, Any] = {"type": _JSON_KIND[fact.kind], "description": fact.text["en"]}
        if fact.kind == "code":
            row["enum"] = list(fact.codes)
        if fact.kind == "number":
            row |= {"minimum": 0, "maximum": vocabulary.MOST}
        properties[fact.name] = row
    return {
        "type": "object",
        "properties": properties,
        "description": "Leave out what nobody knows. A fact with another name is kept and shown.",
    }


def whole(said: Any) -> Any:
    """JSON writes a whole number as 12 or as 12.0."""
    return int(said) if isinstance(said, float) and said.is_integer() else said


def _in_utc(said: datetime) -> datetime:
    """The same moment in UTC: a zone may be further off than any that a database keeps."""
    try:
        return said.astimezone(UTC)
    except OverflowError:  # at the ends of the calendar its zone makes no difference to anybody
        return said.replace(tzinfo=UTC)


def _told_schema(schema: dict[str, Any]) -> None:
    """An addition tells something: words that are not blank, or a fact."""
    words = {"required": ["text"], "properties": {"text": {"pattern": r"\S"}}}
    facts = {"anyOf": [{"required": [name]} for name in vocabulary.facts()]}
    schema["anyOf"] = [words, {"required": ["facts"], "properties": {"facts": facts}}]


def _one_of(codes: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": codes}


# Whatever stands in it is taken here: the vocabulary checks what it names, the rest is kept.
Facts = Annotated[dict[str, Any], Field(max_length=200), WithJsonSchema(_facts_schema())]
# Bounds stand before the reading of 12.0, or the description would not show them.
Age = Annotated[StrictInt, Field(ge=0, le=150), BeforeValidator(whole)]
Bytes = Annotated[StrictInt, Field(ge=0, le=2**53), BeforeValidator(whole)]
Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Incident = Annotated[Code, WithJsonSchema(_one_of(sorted(vocabulary.incidents())))]
Situation = Annotated[
    Code,
    WithJsonSchema(
        _one_of([row.code for one in vocabulary.situations().values() for row in one.rows])
    ),
]


class Sent(BaseModel):
    """Something sent: fields that are not named here are kept, never acted on."""

    model_config = ConfigDict(extra="allow")


class BoundsIn(Sent):
    """A time known to lie between two moments; each needs its zone. Either may be left out."""

    earliest: Moment | None = None
    latest: Moment | None = None


class AccountIn(Sent):
    """An account on a platform."""

    platform: Short
    handle: Short


class NationalIdIn(Sent):
    """A number that a state gave to a person."""

    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    number: Short


class NotedIn(Sent):
    """A value of some kind: an address, a device, an IP address, anything else."""

    kind: Short
    value: Long
    note: Long = ""


class IdentityIn(Sent):
    """What says who somebody is. Sealed at once."""

    family_name: Short = ""
    given_name: Short = ""
    full_name: Short = ""
    other_names: list[Short] = Field(default=[], max_length=50)
    birth_date: date | None = None
    phones: list[Short] = Field(default=[], max_length=50)
    emails: list[Short] = Field(default=[], max_length=50)
    addresses: list[NotedIn] = Field(default=[], max_length=50)
    accounts: list[AccountIn] = Field(default=[], max_length=50)
    national_ids: list[NationalIdIn] = Field(default=[], max_length=20)
    devices: list[NotedIn] = Field(default=[], max_length=200)
    ip_addresses: list[NotedIn] = Field(default=[], max_length=200)
    urls: list[Long] = Field(default=[], max_length=200)
    school: Short = ""
    notes: list[NotedIn] = Field(default=[], max_length=200)


class PersonFactsIn(Sent):
    """Coded facts about a person; ages in years."""

    age_min: Age | None = None
    age_max: Age | None = None
    sex: Annotated[Code, WithJsonSchema(_one_of(sorted(vocabulary.SEXES)))] | None = None
    implicated: StrictBool | None = None
    stance_unknown: StrictBool | None = None
    minor_possible: StrictBool | None = None
    compromised_account: StrictBool | None = None
    third_party: StrictBool | None = None
    intended_recipient: StrictBool | None = None


class PersonIn(Sent):
    """Somebody in the report."""

    role: PersonRole
    identity: IdentityIn = IdentityIn()
    facts: PersonFactsIn = PersonFactsIn()


class WordsIn(Sent):
    """What was said, as it was said. Sealed at once."""

    narrative: Told = ""
    first_account: Told = Field(default="", description="The child's own words, once, verbatim.")
    who_told: Long = ""
    when: Long = ""
    where: Long = ""
    how_known: Long = ""
    contact_wish: Long = ""
    platform: Short = ""


class FileIn(Sent):
    """A file that somebody else holds: its digests and where it is. No content is taken."""

    md5: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{32}$")] | None = None
    sha1: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{40}$")] | None = None
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{64}$")] | None = None
    size: Bytes | None = None
    name: Short = ""
    locator: Long = ""


class ReportIn(Sent):
    """A report. Everything may be missing: a thin report is as good."""

    pack: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{0,40}$")] = Field(
        default="", description="The protocol pack of the place it concerns, such as `cn-2023`."
    )
    sender_number: Short = Field(
        default="",
        description="Your own number of it: sent twice under one number, it is shown as the same.",
    )
    language: Annotated[str, StringConstraints(pattern=r"^[A-Za-z-]{0,12}$")] = ""
    situation: Situation | None = None
    incident_codes: list[Incident] = Field(default=[], max_length=20)
    incident: BoundsIn = BoundsIn()
    last_contact: BoundsIn = BoundsIn()
    facts: Facts = {}
    people: list[PersonIn] = Field(default=[], max_length=100)
    words: WordsIn = WordsIn()
    files: list[FileIn] = Field(default=[], max_length=500)


class AdditionIn(Sent):
    """Something that is told later: words, facts, or both."""

    model_config = ConfigDict(extra="allow", json_schema_extra=_told_schema)

    text: Told = ""
    facts: Facts = {}


class ReceiptOut(BaseModel):
    """What the sender keeps."""

    reference: str
    entry_id: uuid.UUID = Field(description="Of the record: ask with it for a proof of receipt.")
    repeated: bool = Field(description="The same Idempotency-Key came before; nothing was added.")
    kept_unknown: list[str] = Field(description="Fields that we do not know, kept and shown.")


class AdditionOut(BaseModel):
    """What was added."""

    reference: str
    addition_id: uuid.UUID
    kept_unknown: list[str]


class AnswerOut(BaseModel):
    """An answer that the house gave, by its code in the documentation."""

    code: str
    answered_at: datetime
    contact_by: datetime | None


class StateOut(BaseModel):
    """Where a report stands. Nothing of a case is told."""

    reference: str
    state: str
    in_case: bool
    received_at: datetime
    additions: int
    answers: list[AnswerOut]

"""The people of a CyberTipline report: who they are in it, and everything that identifies them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from bairn.intake import moments, wire_schema
from bairn.intake.documents import Node
from bairn.intake.terms import Account, FactValue, Identity, Noted, PersonDraft, PersonRole
from bairn.kernel.periods import Bounds

T = TypeVar("T")
_OLDEST = 130  # years; beyond it an age is a slip of the pen
_ABOUT = 2  # years to each side of an age that is called approximate (D)
# Where each person stands: element, the element of the natural person within it, role.
_PEOPLE = (
    ("personOrUserReported", "personOrUserReportedPerson", PersonRole.SUSPECT),
    ("victim", "victimPerson", PersonRole.VICTIM),
    ("intendedRecipient", "intendedRecipientPerson", PersonRole.OTHER),
)


def people_of(root: Node, *, incident: Bounds, platform: str) -> tuple[PersonDraft, ...]:
    """Everybody in the report, in its order; ages are those at the time of the incident."""
    people: list[PersonDraft] = []
    for reporter in root.all("reporter"):
        people += [_contact(one, PersonRole.REPORTER) for one in reporter.all("reportingPerson")]
        people += [_contact(one, PersonRole.OTHER) for one in reporter.all("contactPerson")]
    for enforcement in root.all("lawEnforcement"):
        people += [_contact(one, PersonRole.OTHER) for one in enforcement.all("officerContact")]
    for element, natural, role in _PEOPLE:
        for node in root.all(element):
            people += _user(node, natural, role, incident, platform)
    return tuple(people)


def _contact(node: Node, role: PersonRole) -> PersonDraft:
    return PersonDraft(role=role, identity=_natural(node))


def _user(
    node: Node, natural: str, role: PersonRole, incident: Bounds, platform: str
) -> Iterator[PersonDraft]:
    """The person of this element, and those of accounts that are said to be somebody else's."""
    person = node.first(natural)
    identity = _natural(person) if person else Identity()
    identity = _with_account(identity, node, platform)
    facts = _ages(person, incident)
    others: list[PersonDraft] = []
    for account in node.all("associatedAccount"):
        owner = _owner(account)
        if owner is None:
            identity = _with_account(identity, account, platform)
            continue
        drawn = _with_account(_natural(account), account, platform)
        others.append(PersonDraft(role=owner, identity=drawn, facts=_ages(account, incident)))
    facts |= _marks(node, role)
    yield PersonDraft(role=role, identity=identity, facts=facts)
    yield from others


def _owner(account: Node) -> PersonRole | None:
    """Whose an associated account is: None for the same person."""
    said = account.attributes.get("type") or account.attributes.get("accountType", "")
    if wire_schema.code_of("account_type", said) == "guardian":
        return PersonRole.GUARDIAN
    hosted = account.first("platform")
    third = [account.attributes.get("thirdPartyUser", "")]
    third += [hosted.attributes.get("thirdPartyUser", "")] if hosted else []
    return PersonRole.OTHER if any(wire_schema.truth(one) for one in third) else None


def _marks(node: Node, role: PersonRole) -> dict[str, FactValue]:
    said = {
        "compromised_account": wire_schema.truth(node.says("compromisedAccount")),
        "third_party": wire_schema.truth(node.says("thirdPartyUserReported")),
    }
    marks: dict[str, FactValue] = {name: yes for name, yes in said.items() if yes is not None}
    if node.name == "intendedRecipient" and role is PersonRole.OTHER:
        marks["intended_recipient"] = True
    return marks


def _ages(node: Node | None, incident: Bounds) -> dict[str, FactValue]:
    """Bounds of the age in years; where the sources differ, the widest."""
    if node is None:
        return {}
    found: list[int] = []
    stated = wire_schema.number(node.says("age"))
    if stated is not None and 0 <= stated <= _OLDEST:
        found += [stated]
    about = wire_schema.number(node.says("approximateAge"))
    if about is not None and 0 <= about <= _OLDEST:
        found += [max(0, about - _ABOUT), about + _ABOUT]
    born = moments.day(node.says("dateOfBirth"))
    for side in (incident.earliest, incident.latest):
        age = moments.age_on(born, side.date()) if born and side else None
        found += [age] if age is not None and age <= _OLDEST else []
    return {"age_min": min(found), "age_max": max(found)} if found else {}


def _natural(node: Node) -> Identity:
    """What is said of a natural person: names, numbers, addresses, birth date."""
    middle = node.says("middleName")
    return Identity(
        family_name=node.says("lastName"),
        given_name=node.says("firstName"),
        other_names=(middle,) if middle else (),
        birth_date=moments.day(node.says("dateOfBirth")),
        phones=tuple(_phone(one) for one in node.all("phone") if one.text),
        emails=tuple(one.text for one in node.all("email") if one.text),
        addresses=tuple(filter(None, (_address(one) for one in node.all("address")))),
    )


def _with_account(identity: Identity, node: Node, platform: str) -> Identity:
    """The identity with what an account says added; a second birth date or name becomes a note."""
    service = node.says("espService") or node.says("platform") or platform
    handles = [node.says("espIdentifier"), node.says("screenName")]
    names = [one.text for one in node.all("displayName") if one.text]
    associated = node.name == "associatedAccount"
    if associated:
        names += [node.says("firstName"), node.says("lastName"), node.says("middleName")]
    added = _natural(node) if associated else Identity()
    return replace(
        identity,
        other_names=_joined(identity.other_names, filter(None, names)),
        accounts=_joined(identity.accounts, (Account(service, one) for one in handles if one)),
        urls=_joined(identity.urls, (one.text for one in node.all("profileUrl") if one.text)),
        devices=_joined(identity.devices, map(_device, node.all("deviceId"))),
        ip_addresses=_joined(identity.ip_addresses, map(_ip, node.all("ipCaptureEvent"))),
        school=identity.school or node.says("schoolName"),
        notes=_joined(identity.notes, _notes(node)),
        phones=_joined(identity.phones, added.phones),
        emails=_joined(identity.emails, added.emails),
        addresses=_joined(identity.addresses, (*added.addresses, *_places(node))),
        birth_date=identity.birth_date or added.birth_date,
    )


def _joined(first: tuple[T, ...], second: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _notes(node: Node) -> Iterator[Noted]:
    for name in (
        "additionalInfo",
        "profileBio",
        "vehicleDescription",
        "groupIdentifier",
        "priorCTReports",
        "priorCTReport",
    ):
        for one in node.all(name):
            if one.text:
                yield Noted(name, one.text)


def _phone(node: Node) -> str:
    code = node.attributes.get("countryCallingCode", "")
    return node.text if not code or node.text.startswith("+") else f"{code} {node.text}"


def _address(node: Node) -> Noted | None:
    parts = [child.text for child in node.children if child.text]
    kind = wire_schema.code_of("address_type", node.attributes.get("type", "")) or ""
    return Noted(kind, ", ".join(parts)) if parts else None


def _places(node: Node) -> Iterator[Noted]:
    for one in node.all("estimatedLocation"):
        parts = [child.text for child in one.children if child.text]
        if parts:
            yield Noted("estimated_location", ", ".join(parts), one.attributes.get("timestamp", ""))


def _ip(node: Node) -> Noted:
    event = wire_schema.code_of("event", node.says("eventName")) or ""
    told = [node.says("dateTime")]
    told += [f"port {node.says('port')}"] if node.says("port") else []
    told += ["possible proxy"] if wire_schema.truth(node.says("possibleProxy")) else []
    return Noted(event, node.says("ipAddress"), "; ".join(filter(None, told)))


def _device(node: Node) -> Noted:
    told = [node.says("eventName"), node.says("dateTime")]
    return Noted(node.says("idType"), node.says("idValue"), "; ".join(filter(None, told)))

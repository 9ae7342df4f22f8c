"""From the officer's form to the one report model, and what happens to people on the way."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from bairn.intake import vocabulary
from bairn.intake.terms import (
    Account,
    Channel,
    FactValue,
    Identity,
    NationalId,
    Noted,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.kernel.periods import Bounds
from bairn.web.desk.officer_form import MOST_PEOPLE

PREFIX = "form"  # of the people, as Django's formsets number them


def draft(
    told: Mapping[str, Any], people: Iterable[Mapping[str, Any]], *, language: str
) -> ReportDraft:
    """The report that an officer wrote down; what was left open stays unknown."""
    return ReportDraft(
        channel=Channel.OFFICER_FORM,
        pack=told["pack"],
        language=language,
        incident_codes=tuple(told["incident_codes"]),
        incident=_bounds(told, "incident"),
        last_contact=_bounds(told, "contact"),
        facts=_facts(told),
        people=tuple(_person(one) for one in people),
        words=Words(
            narrative=told["narrative"],
            first_account=told["first_account"],
            who_told=told["who_told"],
            where=told["where"],
        ),
    )


def _bounds(told: Mapping[str, Any], name: str) -> Bounds:
    return Bounds(told[f"{name}_earliest"], told[f"{name}_latest"])


def _facts(told: Mapping[str, Any]) -> dict[str, FactValue]:
    found: dict[str, FactValue] = {}
    for fact in vocabulary.asked_on("officer"):
        value = told[f"fact_{fact.name}"]
        if value in ("", None):
            continue
        found[fact.name] = value == "yes" if fact.kind == "yes_no" else value
    return found


def _person(told: Mapping[str, Any]) -> PersonDraft:
    known: dict[str, FactValue] = {
        name: told[name] for name in ("age_min", "age_max") if told[name] is not None
    }
    if told["implicated"]:
        known["implicated"] = told["implicated"] == "yes"
    return PersonDraft(role=PersonRole(told["role"]), identity=_identity(told), facts=known)


def _identity(told: Mapping[str, Any]) -> Identity:
    account = Account(told["platform"], told["handle"])
    number = NationalId(told["country"].upper(), told["number"])
    return Identity(
        full_name=told["full_name"],
        birth_date=told["birth_date"],
        phones=_one(told["phone"]),
        emails=_one(told["email"]),
        addresses=(Noted("address", told["address"]),) if told["address"] else (),
        accounts=(account,) if told["handle"] else (),
        national_ids=(number,) if told["number"] else (),
        school=told["school"],
    )


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def with_person(data: QueryDict) -> QueryDict:
    """What was typed with room for one person more."""
    more = data.copy()
    more[f"{PREFIX}-TOTAL_FORMS"] = str(min(people_in(data) + 1, MOST_PEOPLE))
    more.setdefault(f"{PREFIX}-{people_in(data)}-role", PersonRole.VICTIM.value)
    return more


def without_person(data: QueryDict, number: int) -> QueryDict:
    """What was typed without one of the people; the others move up and keep what they hold."""
    left = data.copy()
    people = people_in(data)
    if not 0 <= number < people:
        return left
    for key in [key for key in left if key.startswith(f"{PREFIX}-{number}-")]:
        del left[key]
    for index in range(number + 1, people):
        before = f"{PREFIX}-{index}-"
        for key in [key for key in left if key.startswith(before)]:
            left.setlist(f"{PREFIX}-{index - 1}-{key.removeprefix(before)}", left.getlist(key))
            del left[key]
    left[f"{PREFIX}-TOTAL_FORMS"] = str(people - 1)
    return left


def people_in(data: QueryDict) -> int:
    """How many people the form holds, as posted; nonsense counts as none."""
    said = str(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
    return min(int(said), MOST_PEOPLE) if said.isascii() and said.isdigit() else 0

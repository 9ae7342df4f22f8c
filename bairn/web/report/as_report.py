"""From the answers of the form to intake's one report model, and back with the code.

What was left out or not known stays unknown: a fact that nobody gave is neither yes nor no.
"""

from collections.abc import Mapping
from datetime import datetime

from bairn.intake.terms import (
    Account,
    Channel,
    FactValue,
    Identity,
    Noted,
    PersonDraft,
    PersonRole,
    ReportDraft,
    Words,
)
from bairn.web.report import emergency
from bairn.web.report.country import jurisdiction
from bairn.web.report.draft import Draft
from bairn.web.report.when import last_contact
from bairn.web.report.work import at_work

_YES_OR_NO = {"yes": True, "no": False}
_ABOUT_ME = frozenset({"child", "self"})


def to_report(*, draft: Draft, at: datetime, language: str) -> ReportDraft:
    """The report that the answers in `draft` make when they are sent at `at`."""
    return ReportDraft(
        channel=Channel.MANDATED_FORM if at_work(draft) else Channel.PUBLIC_FORM,
        pack=emergency.pack_of(jurisdiction=jurisdiction(draft)),
        language="zh" if language.startswith("zh") else "en",
        situation=draft.first("situation", "seen") if at_work(draft) else "",
        last_contact=last_contact(said=draft.first("when", "last"), at=at),
        facts=_facts(draft),
        people=tuple(_people(draft)),
        words=_words(draft),
    )


def _facts(draft: Draft) -> Mapping[str, FactValue]:
    facts: dict[str, FactValue] = {
        "danger_now": _YES_OR_NO.get(draft.first("danger", "now")),
        "suspect_has_access": _YES_OR_NO.get(draft.first("person", "reach")),
    }
    facts |= dict.fromkeys(draft.all("signs", "seen") + draft.all("person", "part"), True)
    if when := draft.first("signs", "meeting_when"):
        facts |= {"meeting_arranged": True, "meeting_when": when}
    if draft.first("when", "last") == "going_on":
        facts["abuse_in_progress"] = True
    if draft.first("where", "online"):
        facts["online"] = True
    return {name: value for name, value in facts.items() if value is not None}


def _people(draft: Draft) -> list[PersonDraft]:
    people = [PersonDraft(role=PersonRole.VICTIM, identity=_victim(draft), facts=_ages(draft))]
    if draft.first("whom", "about") == "both":
        people.append(PersonDraft(role=PersonRole.VICTIM, facts={"age_min": 18}))
    suspect = _suspect(draft)
    if not suspect.empty or any(draft.answers.get("person", {}).values()):
        people.append(PersonDraft(role=PersonRole.SUSPECT, identity=suspect))
    reporter = _reporter(draft)
    if draft.first("who", "part") not in _ABOUT_ME and not reporter.empty:
        people.append(PersonDraft(role=PersonRole.REPORTER, identity=reporter))
    return people


def _ages(draft: Draft) -> Mapping[str, FactValue]:
    """Bounds of the age. A child of thirty is a slip somewhere: the age is unknown then."""
    about = draft.first("whom", "about")
    young = about in {"child", "children", "both"} or draft.first("who", "part") == "child"
    typed = draft.first("whom", "age")
    if typed:
        age = int(typed)
        return {} if young and age >= 18 else {"age_min": age, "age_max": age}
    if young:
        return {"age_max": 17}
    return {"age_min": 18} if about == "adult" else {}


def _victim(draft: Draft) -> Identity:
    if draft.first("who", "part") in _ABOUT_ME:
        return _reporter(draft)
    return Identity(
        full_name=draft.first("child", "name"),
        notes=_notes(
            whereabouts=draft.first("child", "found"), needs=draft.first("child", "needs")
        ),
    )


def _suspect(draft: Draft) -> Identity:
    account = draft.first("person", "account")
    link = account.startswith(("http://", "https://"))
    phone = _is_phone(account)
    return Identity(
        full_name=draft.first("person", "name"),
        urls=(account,) if link else (),
        phones=(account,) if phone else (),
        accounts=(Account("", account),) if account and not link and not phone else (),
        notes=_notes(described=draft.first("person", "more")),
    )


def _reporter(draft: Draft) -> Identity:
    how = draft.first("contact", "how")
    return Identity(
        full_name=draft.first("contact", "name"),
        phones=(how,) if _is_phone(how) else (),
        emails=(how,) if "@" in how else (),
        notes=_notes(contact="" if _is_phone(how) or "@" in how else how),
    )


def _is_phone(text: str) -> bool:
    digits = sum(c.isdecimal() for c in text)
    return digits >= 5 and all(c.isdecimal() or c in "+-(). /" for c in text)


def _notes(**texts: str) -> tuple[Noted, ...]:
    return tuple(Noted(kind, text) for kind, text in texts.items() if text)


def _words(draft: Draft) -> Words:
    part, field = draft.first("who", "part"), draft.first("work", "field")
    may, safe = draft.first("contact", "may"), draft.first("contact", "safe")
    return Words(
        narrative=draft.first("what", "account"),
        first_account=draft.first("heard", "words"),
        who_told=draft.first("heard", "knows"),
        when=draft.first("when", "around"),
        where=draft.first("where", "place"),
        platform=draft.first("where", "online"),
        how_known=" ".join(filter(None, (part, field if part == "work" else ""))),
        contact_wish=" · ".join(filter(None, (may and f"contact: {may}", safe))),
    )

"""The closed words of a report: facts, incidents, situations, answers, each in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bairn.intake.terms import PERSON_FACTS, FactValue
from bairn.kernel import catalogue
from bairn.kernel.refusal import Refusal

FOLDER = Path(__file__).parent / "catalogue"
KINDS = frozenset({"yes_no", "number", "code"})
FORMS = frozenset({"public", "mandated", "officer"})
MARKS = frozenset({"V", "V2", "K", "D"})
SEXES = frozenset({"female", "male", "other"})
MOST = 1_000_000  # of anything that is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact that a report may carry, with its question."""

    name: str
    kind: str  # yes_no | number | code
    about: str  # child | suspect | incident | files | telling
    asked: frozenset[str]  # forms: public, mandated, officer
    text: Mapping[str, str]  # en, zh
    mark: str
    codes: tuple[str, ...] = ()
    never_lowers: bool = False
    pack: str = ""  # the fact of the protocol packs that it becomes


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One situation that a pack lets somebody choose."""

    code: str
    text: Mapping[str, str]
    source: str
    mark: str
    facts: Mapping[str, FactValue]
    incident: str = ""

    @property
    def check_locally(self) -> bool:
        """Whether the page must say that this row is to be checked locally."""
        return self.mark in {"K", "D"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situations:
    """The choice of one pack: its question and its rows."""

    title: Mapping[str, str]
    rows: tuple[Situation, ...]


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its name. Raises CatalogueError for a row that is not as it must be."""
    rows: Any = catalogue.load(FOLDER / "facts.yaml")
    return MappingProxyType({name: _fact(name, row) for name, row in rows.items()})


@cache
def incidents() -> Mapping[str, Mapping[str, str]]:
    """Every incident code with its words: en, zh, mark, and the pack offence where there is one."""
    return MappingProxyType(dict(catalogue.load(FOLDER / "incidents.yaml")))


@cache
def answers() -> Mapping[str, Mapping[str, str]]:
    """Every answer that may be given to a reporter, with its words: en, zh, mark."""
    return MappingProxyType(dict(catalogue.load(FOLDER / "answers.yaml")))


@cache
def situations() -> Mapping[str, Situations]:
    """The situations by pack. Raises CatalogueError when one implies what is no fact."""
    rows: Any = catalogue.load(FOLDER / "situations.yaml")
    return MappingProxyType({pack: _situations(row) for pack, row in rows.items()})


def situation(code: str) -> Situation | None:
    """The situation of this code in whichever pack, None when there is none."""
    rows = (row for one in situations().values() for row in one.rows)
    return next((row for row in rows if row.code == code), None)


def asked_on(form: str) -> tuple[Fact, ...]:
    """The facts that a form asks for (public, mandated or officer), in the catalogue's order."""
    return tuple(fact for fact in facts().values() if form in fact.asked)


def check_facts(given: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts that are known, without those given as None.

    Raises Refusal intake.fact when one is not in the vocabulary or not of its kind.
    """
    return {
        name: _checked(facts().get(name), name, value)
        for name, value in given.items()
        if value is not None
    }


def check_person_facts(given: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """A person's facts without those given as None. Raises Refusal intake.person_fact."""
    known: dict[str, FactValue] = {n: value for n, value in given.items() if value is not None}
    for name, value in known.items():
        right = {
            "age_min": _counts(value),
            "age_max": _counts(value),
            "sex": isinstance(value, str) and value in SEXES,
        }.get(name, isinstance(value, bool))
        if name not in PERSON_FACTS or not right:
            raise Refusal(
                "intake.person_fact", "This is not a fact that we keep of a person.", field="people"
            )
    return known


def _checked(fact: Fact | None, name: str, value: FactValue) -> FactValue:
    if fact is None:
        raise Refusal("intake.fact", "This fact is not in the vocabulary.", field="facts")
    fits = {
        "yes_no": isinstance(value, bool),
        "number": _counts(value),
        "code": isinstance(value, str) and value in fact.codes,
    }[fact.kind]
    if not fits:
        raise Refusal("intake.fact", f"{name} takes another kind of value.", field=f"facts.{name}")
    return value


def _counts(value: FactValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST


def _fact(name: str, row: Mapping[str, Any]) -> Fact:
    asked, codes = frozenset(row["asked"]), tuple(row.get("codes", ()))
    if (
        row["kind"] not in KINDS
        or not asked <= FORMS
        or row["mark"] not in MARKS
        or bool(codes) != (row["kind"] == "code")
        or row.get("lowers", "never") != "never"
    ):
        raise catalogue.CatalogueError(f"facts.yaml: {name} is not as its head says")
    return Fact(
        name=name,
        kind=row["kind"],
        about=row["about"],
        asked=asked,
        text={"en": row["en"], "zh": row["zh"]},
        mark=row["mark"],
        codes=codes,
        never_lowers="lowers" in row,
        pack=row.get("pack", ""),
    )


def _situations(row: Mapping[str, Any]) -> Situations:
    return Situations(title=dict(row["title"]), rows=tuple(map(_situation, row["rows"])))


def _situation(row: Mapping[str, Any]) -> Situation:
    incident = row.get("incident", "")
    try:
        implied = check_facts(row["facts"])
    except Refusal as refusal:
        raise catalogue.CatalogueError(f"situations.yaml: {row['code']}: {refusal}") from refusal
    if row["mark"] not in MARKS or (incident and incident not in incidents()):
        raise catalogue.CatalogueError(f"situations.yaml: {row['code']} is not as it must be")
    return Situation(
        code=row["code"],
        text={"en": row["en"], "zh": row["zh"]},
        source=row["source"],
        mark=row["mark"],
        facts=MappingProxyType(implied),
        incident=incident,
    )

"""People who stand in several cases: sealed by those who work there, found alike by the index."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from secrets import token_bytes
from tempfile import TemporaryDirectory

from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.demo.linkage.book import Row, book
from bairn.demo.moving_in import House
from bairn.likeness import reading, texts
from bairn.likeness.index import Index
from bairn.likeness.keys import Keys
from bairn.linkage import actions as linkage
from bairn.linkage import matching
from bairn.linkage.terms.leads import FoundLead, LeadSource, Side
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind

_KEYS = "demo"  # the process that holds the house's own index says it anew under its own


def add(*, house: House, made: Mapping[str, uuid.UUID], now: datetime) -> dict[str, Side]:
    """Everybody of the list takes part in their case, and leads between them are put down.

    The matching process cannot wait for rows that are not committed, so that the same index and
    model are asked here; it comes to the same pairs later and adds none.
    """
    rows = {row["key"]: row for row in book()["people"]}
    said = {key: _written(row["fields"]) for key, row in rows.items()}
    sides = {
        key: _takes_part(house, row, made[row["case"]], said[key], now) for key, row in rows.items()
    }
    found, model = _alike(sides, said)
    linkage.keep_leads(
        actor=house.system, at=now, found=found, source=LeadSource.INTAKE,
        model=model, keys=_KEYS, checked=list(sides.values()),
    )  # fmt: skip
    return sides


def _written(fields: Row) -> dict[str, str]:
    """As the vault holds them: lists as JSON."""
    return {
        code: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for code, value in fields.items()
    }


def _takes_part(
    house: House, row: Row, case_id: uuid.UUID, said: Mapping[str, str], now: datetime
) -> Side:
    actor, role = house.staff[row["by"]], ParticipantRole(row["role"])
    subject = vault.seal(actor=actor, at=now, kind=SubjectKind.PERSON, fields=said, case_id=case_id)
    person = NewParticipant(
        subject_id=subject, role=role, implicated=role is ParticipantRole.SUSPECT
    )
    cases.add_participants(actor=actor, at=now, case_id=case_id, people=[person])
    return Side(subject, case_id)


def _alike(
    sides: Mapping[str, Side], said: Mapping[str, Mapping[str, str]]
) -> tuple[tuple[FoundLead, ...], str]:
    with TemporaryDirectory() as folder:
        index = Index.create(Path(folder) / "index", Keys(token_bytes(32)))
        try:
            prints = {
                key: texts.print_of(reading.sighting_of(fields), index.keys)
                for key, fields in said.items()
            }
            index.add_many(
                (side.subject_id, side.holder_id, prints[key]) for key, side in sides.items()
            )
            found: list[FoundLead] = []
            for key, side in sides.items():
                matches = index.ask(prints[key], leave_out=side.subject_id)
                found += matching.found(side, matches, alert=index.model.alert)
            return matching.once(found), index.model.version
        finally:
            index.close()

"""An intake desk for the tests of intake: who brings reports, who takes them in, who may not."""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bairn.access import sessions
from bairn.intake import actions as intake
from bairn.intake.terms import (
    Account,
    Channel,
    Identity,
    NationalId,
    Noted,
    PersonDraft,
    PersonRole,
    Receipt,
    ReportDraft,
    Words,
)
from bairn.kernel.actor import Actor
from tests import cast
from tests.cast import AT

PASSWORD = "a long machine's password"

# Planted in every field of a report; none may stand in a table of intake, in the record or a job.
CANARIES = {
    "family": "Quillfeather",
    "given": "Tansy",
    "full": "Odalys Brambleby",
    "nick": "brindlewisp",
    "phone": "+46700000101",
    "mail": "quill@tansy.example",
    "street": "Larkspur Row 7",
    "handle": "wrenling_77",
    "service": "Pebblemere",
    "id": "19900101-0017",
    "device": "353259051234561",
    "ip": "203.0.113.77",
    "url": "https://larkspur.example/wrenling",
    "school": "Hazelmoor School",
    "note": "a green bicycle by Fernhollow bridge",
    "told": "She told her aunt about Thistledown lane.",
}


@dataclass
class Desk:
    """Who works here, and a clock that never gives the same moment twice."""

    place: cast.Place
    officer: Actor
    supervisor: Actor
    investigator: Actor
    stranger: Actor
    operator: Actor
    system: Actor
    reporter: Actor
    ticks: int = field(default=0)

    @property
    def at(self) -> datetime:
        """The next moment."""
        self.ticks += 1
        return AT + timedelta(seconds=self.ticks)

    def receive(self, draft: ReportDraft | None = None, *, sending_key: str = "") -> Receipt:
        """A report that somebody of the public sends, by default a thin one."""
        draft = draft or ReportDraft(channel=Channel.PUBLIC_FORM)
        return intake.receive(actor=self.reporter, at=self.at, draft=draft, sending_key=sending_key)

    def platform(self, username: str = "meadow") -> Actor:
        """A platform that may report, signed in."""
        made = intake.register_platform(
            actor=self.operator,
            at=self.at,
            username=username,
            name="Meadow",
            password=PASSWORD,
            unit_id=self.place.unit.id,
        )
        return sessions.platform(platform_id=made)


def open_desk() -> Desk:
    """A desk in an empty database, where every report is routed to the unit of the first three."""
    sessions._kept.clear()  # the tests before emptied the table that these tokens stand in
    place = cast.place()
    system = sessions.system()
    intake.set_route(actor=system, at=AT, pack="", unit_id=place.unit.id)
    return Desk(
        place=place,
        officer=cast.staff("ada", "intake_officer", unit=place.unit),
        supervisor=cast.staff("ben", "supervisor", unit=place.unit),
        investigator=cast.staff("dot", "investigator", unit=place.unit),
        stranger=cast.staff("cleo", "supervisor", unit=place.other_unit),
        operator=cast.staff("olu", "operator", unit=place.other_unit),
        system=system,
        reporter=sessions.reporter(),
    )


def planted() -> ReportDraft:
    """A calm report with an invented name, number or word in every field that may hold one."""
    known = CANARIES
    child = Identity(
        family_name=known["family"],
        given_name=known["given"],
        full_name=known["full"],
        other_names=(known["nick"],),
        birth_date=date(2013, 5, 17),
        phones=(known["phone"],),
        emails=(known["mail"],),
        addresses=(Noted("home", known["street"]),),
        accounts=(Account(known["service"], known["handle"]),),
        national_ids=(NationalId("se", known["id"]),),
        devices=(Noted("IMEI", known["device"]),),
        ip_addresses=(Noted("login", known["ip"]),),
        urls=(known["url"],),
        school=known["school"],
        notes=(Noted("described", known["note"]),),
    )
    told = known["told"]
    return ReportDraft(
        channel=Channel.MANDATED_FORM,
        pack="cn-2023",
        sender_number="Pinecone-4471",
        facts={"victim_age_min": 12, "victim_age_max": 12, "danger_now": False},
        people=(
            PersonDraft(role=PersonRole.VICTIM, identity=child, facts={"age_min": 12}),
            PersonDraft(role=PersonRole.REPORTER, identity=Identity(full_name=known["full"])),
        ),
        words=Words(
            narrative=told,
            first_account=told,
            who_told=told,
            when=told,
            where=known["street"],
            how_known=told,
            contact_wish=known["phone"],
            platform=known["service"],
        ),
    )


def new_id() -> uuid.UUID:
    """The id of something that is not there."""
    return uuid.UUID(int=0xDEAD)

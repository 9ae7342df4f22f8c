"""A calm case whose officers write to holders: who works on it, and what every test does."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from bairn.cases import actions as cases
from bairn.cases.terms import NewParticipant, ParticipantRole
from bairn.kernel.actor import Actor
from bairn.kernel.periods import Bounds
from bairn.preservation import actions, queries
from bairn.preservation.terms import Kind, NewRequest, RequestWords
from bairn.protocols import actions as protocols
from bairn.protocols.terms import CaseFacts
from bairn.vault import actions as vault
from bairn.vault.terms import SubjectKind
from tests import cast
from tests.cast import AT

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PDF = b"%PDF-1.7 a letter"
CANARY = "heroncanary_42"
WORDS = RequestWords(
    accounts=f"{CANARY}\nuser 881",
    purpose="To find who wrote on 3 March.",
    addressee="",
    power="Police Act, section 9",
    signed_by="Ada Officer",
    contact="Office of the unit, +47 5550 0100",
)


@dataclass
class Post:
    """Ben works on the case, Cleo supervises, Pia prosecutes; Emil supervises elsewhere."""

    place: cast.Place
    ben: Actor
    cleo: Actor
    pia: Actor
    emil: Actor
    case: uuid.UUID
    child: uuid.UUID
    company: uuid.UUID

    def draft(self, at=AT, *, actor=None, case=None, **more) -> uuid.UUID:
        """A preservation by a US provider, or what is said instead; the last id."""
        said = {
            "kind": Kind.PRESERVE, "holder_class": "us_provider", "basis": "us_2703f",
            "items": ("subscriber", "messages"), "words": WORDS, "holder_id": self.company,
            "period": Bounds(AT - 3 * DAY, AT - 2 * DAY), "about": self.child,
        }  # fmt: skip
        made = actions.draft(
            actor=actor or self.ben,
            at=at,
            case_id=case or self.case,
            said=NewRequest(**said | more),
        )
        return made[-1]

    def do(self, name, request_id, at=AT, *, actor=None, **more):
        """One of the acts of the room on a request of the case."""
        act = getattr(actions, name)
        return act(actor=actor or self.ben, at=at, case_id=self.case, request_id=request_id, **more)

    def send(self, request_id, at=AT, channel="portal"):
        """The letter is made and has left."""
        self.do("finish_letter", request_id, at, pdf=PDF)
        self.do("send", request_id, at, channel=channel, happened_at=at)

    def sent(self, at=AT, **more) -> uuid.UUID:
        """A request that has left."""
        made = self.draft(at, **more)
        self.send(made, at)
        return made

    def read(self, request_id, at=AT):
        """The request as it stands at `at`."""
        return queries.request(
            actor=self.ben, at=at, case_id=self.case, request_id=request_id
        ).request

    def steps(self, request_id, at=AT):
        """What happened to it."""
        return queries.request(
            actor=self.ben, at=at, case_id=self.case, request_id=request_id
        ).steps


def open_post(pack: str = "cac-us", **facts) -> Post:
    """The case, under a pack, with one child in it and one company in the directory."""
    place = cast.place()
    ben = cast.staff("ben", "investigator", unit=place.unit)
    cleo = cast.staff("cleo", "supervisor", unit=place.unit)
    pia = cast.staff("pia", "prosecutor", unit=place.other_unit)
    case = cases.open_case(
        actor=cleo, at=AT, unit_id=place.unit.id,
        circle={ben.id: "investigator", pia.id: "prosecutor"},
    )  # fmt: skip
    subject = vault.seal(
        actor=cleo, at=AT, case_id=case, kind=SubjectKind.PERSON, fields={"given_name": "Birch"}
    )
    (child,) = cases.add_participants(
        actor=cleo, at=AT, case_id=case,
        people=[NewParticipant(subject_id=subject, role=ParticipantRole.CHILD, implicated=False)],
    )  # fmt: skip
    protocols.start(
        actor=cleo, at=AT, case_id=case, pack_id=pack, time_zone="UTC",
        facts=CaseFacts(
            {"age": 12, "online": True} | facts,
            {"report_at": Bounds.exactly(AT)},
        ),
    )  # fmt: skip
    company = actions.add_holder(
        actor=ben, at=AT, holder_class="us_provider", name="Meadow Social", channel="portal",
        contact="https://lawful.meadow.example/", language="en",
    )  # fmt: skip
    return Post(
        place=place, ben=ben, cleo=cleo, pia=pia,
        emil=cast.staff("emil", "supervisor", unit=place.other_unit),
        case=case, child=child, company=company,
    )  # fmt: skip

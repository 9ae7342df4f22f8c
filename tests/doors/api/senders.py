"""Who sends: two platforms with their clients, and partners with their tokens."""

import base64
import json
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.test import Client

from bairn.intake import actions as intake
from bairn.intake.models import Addition, File, Report
from tests.rooms.intake.desk import PASSWORD, Desk

BOUNDARY = "calm-boundary"
FORM = "application/x-www-form-urlencoded"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
THIN = b"""<?xml version="1.0" encoding="UTF-8"?>
<report><incidentSummary>
<incidentType>Online Enticement of Children for Sexual Acts</incidentType>
<incidentDateTime>2026-02-01T10:00:00+08:00</incidentDateTime></incidentSummary>
<reporter><reportingPerson><lastName>Desk</lastName></reportingPerson></reporter></report>"""


@dataclass(frozen=True)
class Reply:
    """What the protocol answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.body)

    @property
    def code(self) -> int:
        return int(self.says("responseCode"))

    def says(self, name: str) -> str:
        return self.root.findtext(f".//{name}") or ""

    def all(self, name: str) -> list[str]:
        return [one.text or "" for one in self.root.iter(name)]


def basic(username: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{username}:{password}".encode()).decode()


@dataclass(frozen=True)
class Platform:
    """A client that does what it is told, right or wrong."""

    username: str
    password: str = PASSWORD

    def send(self, method: str, address: str, body: bytes = b"", kind: str = "", **more: Any):
        # A fault of ours must come back as an answer, so it is not raised past the door here.
        client = Client(raise_request_exception=False)
        if not body:  # Django's client leaves both out then, which no real client does
            more = {"CONTENT_LENGTH": "0", "CONTENT_TYPE": kind, **more}
        answer = client.generic(
            method,
            f"/ispws/{address}",
            body,
            content_type=kind or "text/xml; charset=utf-8",
            headers={"Authorization": basic(self.username, self.password)},
            **more,
        )
        return Reply(answer.status_code, dict(answer.headers), answer.content)

    def submit(self, content: bytes = THIN) -> Reply:
        return self.send("POST", "submit", content)

    def opened(self, content: bytes = THIN) -> int:
        """The number of a report that was just opened."""
        return int(self.submit(content).says("reportId"))

    def upload(self, number: object, content: bytes, name: str = "larkspur.jpg") -> Reply:
        return self.send("POST", "upload", multipart(number, content, name), MULTIPART)

    def describe(self, number: object, file_id: str, more: str = "") -> Reply:
        return self.send(
            "POST",
            "fileinfo",
            f"<fileDetails><reportId>{number}</reportId><fileId>{file_id}</fileId>"
            f"<originalFileName>larkspur.jpg</originalFileName>{more}</fileDetails>".encode(),
        )

    def end(self, address: str, number: object) -> Reply:
        return self.send("POST", address, f"id={number}".encode(), FORM)


def multipart(number: object, content: bytes, name: str = "larkspur.jpg") -> bytes:
    """The body of an upload as clients send it: id, then file."""
    return (
        (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="id"\r\n\r\n{number}\r\n'
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        ).encode()
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


@dataclass(frozen=True)
class Partner:
    """An agency's system."""

    token: str

    def send(self, method: str, address: str, body: Any = None, **headers: str):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client(raise_request_exception=False).generic(
            method,
            f"/api/v1/{address}",
            b"" if body is None else content,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **headers},
        )

    def report(self, body: Any, **headers: str):
        return self.send("POST", "reports", body, **headers)


@dataclass(frozen=True)
class Senders:
    """Everybody before the door."""

    desk: Desk
    meadow: Platform
    harbour: Platform
    clinic: Partner
    other_clinic: Partner
    overseer: Partner


def senders(desk: Desk) -> Senders:
    """Register them all."""
    desk.platform("meadow")
    desk.platform("harbour")
    return Senders(
        desk=desk,
        meadow=Platform("meadow"),
        harbour=Platform("harbour"),
        clinic=partner(desk, "safeguarding"),
        other_clinic=partner(desk, "medical_care"),
        overseer=partner(desk, "oversight"),
    )


def partner(desk: Desk, purpose: str) -> Partner:
    """A partner's system with a token for this purpose."""
    made = intake.register_partner(
        actor=desk.operator,
        at=desk.at,
        agency_id=desk.place.agency.id,
        name=f"Clinic for {purpose}",
        purpose=purpose,
        unit_id=desk.place.unit.id,
    )
    return Partner(made.token)


def stored() -> tuple[int, int, int]:
    """How many reports, files and additions there are: what a refusal may not change."""
    return Report.objects.count(), File.objects.count(), Addition.objects.count()

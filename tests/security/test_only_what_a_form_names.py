"""Every field of every model, posted beside what a form asks: nothing more is set than without."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bairn.access.terms import Purpose
from bairn.intake import vocabulary
from bairn.intake.models import Report
from bairn.triage.actions import banding
from tests.doors.api.senders import FORM, Senders, senders
from tests.doors.desk.casework import Scene, scene, signed_in
from tests.doors.desk.reporting import Hall, hall
from tests.doors.report.walk import Walk
from tests.rooms.intake.desk import open_desk

FOREIGN = "00000000-dead-7000-8000-00000000beef"
FIELDS = sorted(
    {
        name
        for model in apps.get_models()
        if model.__module__.startswith("bairn.")
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    }
)
_NOISE = {"session_data", "session_key", "expire_date", "last_login", "token_hash", "sealed"}


def hostile(name: str) -> str:
    """A value that would be a harm in a field of this name."""
    if name.endswith(("_at", "at")) or "time" in name:
        return "1999-01-01T00:00:00Z"
    if name.startswith("is_") or name in {"implicated", "active"}:
        return "on"
    if name.endswith("_by") or name.endswith("_id") or name in {"id", "case", "unit", "staff"}:
        return FOREIGN
    return {"state": "merged", "band": "3", "channel": "system", "roles": "operator"}.get(name, "7")


class Undone(Exception):
    """What was tried is taken back."""


def kept() -> Iterator[tuple[str, str]]:
    """Every row of the house, with what differs from one try to the next made alike."""
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' order by 1")
        for (table,) in cursor.fetchall():
            if not table.startswith(("procrastinate", "django", "house_cache", "axes", "pg_")):
                cursor.execute(f'select to_jsonb(t)::text from "{table}" t')
                yield from ((table, row) for (row,) in cursor.fetchall())


def alike(table: str, row: str, known: str) -> str:
    """A row as text without ids, moments and bytes that are made anew each time."""
    said = json.loads(row)
    for name, value in said.items():
        if name == "id" and isinstance(value, int):
            said[name] = "number"
        elif name in _NOISE or (isinstance(value, str) and value.startswith("\\x")):
            said[name] = "bytes"
        elif isinstance(value, str) and value not in known:
            said[name] = re.sub(r"20\d\d-\d\d-\d\dT[\d:.+Z-]+", "moment", value)
            said[name] = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", said[name])
            said[name] = re.sub(r"\b[RC]-\d\d-[0-9A-Z-]+", "reference", said[name])
            said[name] = re.sub(r"[0-9a-f]{32,}", "digest", said[name])
    return f"{table} {json.dumps(said, sort_keys=True)}"


def changes(act: Callable[[], int]) -> tuple[int, list[str]]:
    """The status and the rows that an act adds, all taken back afterwards."""
    known = "\n".join(row for _, row in kept())
    before = {row for _, row in kept()}
    found: list[str] = []
    status = 0
    try:
        with transaction.atomic():
            status = act()
            found = sorted(alike(t, row, known) for t, row in kept() if row not in before)
            raise Undone
    except Undone:
        return status, found


def posting(client: Client, path: str, form: dict[str, Any], page: str) -> Callable[[bool], int]:
    """Post this form, alone or with everything that models hold and `page` does not ask."""
    own = set(re.findall(r'name="([^"]+)"', client.get(page).content.decode()))

    def post(more: bool) -> int:
        beside = {name: hostile(name) for name in FIELDS if name not in own} if more else {}
        return client.post(path, {**beside, **form}).status_code

    return post


def check(post: Callable[[bool], int]) -> None:
    alone = changes(lambda: post(False))
    beside = changes(lambda: post(True))
    assert alone[0] in {200, 201, 302}, alone
    assert alone[1], "the form alone changes nothing: the test shows nothing"
    assert beside == alone
    assert FOREIGN not in "".join(beside[1])


@pytest.fixture
def here(db: None) -> Hall:
    return hall()


@pytest.fixture
def place(db: None) -> Scene:
    return scene()


OF_REPORT: dict[str, tuple[str, str, dict[str, str]]] = {
    "raise": ("supervisor", "report_triage", {"do": "raise", "raise-to": "1"}),
    "propose": ("officer", "report_triage", {"do": "propose", "lower-to": "2"}),
    "answer": ("officer", "report_answer", {"answer-code": "received"}),
    "case": ("supervisor", "report_case", {"pack_id": "cn-2023", "time_zone": "Asia/Shanghai"}),
    "officer": ("officer", "officer", {}),
    "views": ("officer", "views", {"name": "Mine"}),
}


@pytest.mark.parametrize("name", OF_REPORT)
def test_a_form_about_a_report_sets_its_own_fields_alone(name, here):
    grown = {"victim_age_min": 30, "victim_age_max": 40, "danger_now": name == "propose"}
    report = here.receive(recent=name != "raise", **grown)
    who, route, form = OF_REPORT[name]
    reasons = {"raise-reason": banding.raising(), "lower-reason": banding.reasons()}
    if name in {"raise", "propose"}:
        form = form | {prefix: next(iter(codes)) for prefix, codes in reasons.items()}
    if name == "officer":
        form = {"sending_key": "k" * 32, "form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}
    given = [] if route in {"officer", "views"} else [report]
    path = reverse(f"desk:{route}", args=given)
    page = reverse("desk:report", args=[report]) if given and name != "case" else path
    check(posting(signed_in(getattr(here, who)), path, form, page))


OF_CASE: dict[str, tuple[str, str, dict[str, str]]] = {
    "ask a waiver": ("first", "step", {"do": "ask"}),
    "fact": ("first", "facts", {"value": "yes"}),
}


@pytest.mark.parametrize("name", OF_CASE)
def test_a_form_about_a_case_sets_its_own_fields_alone(name, place):
    who, route, form = OF_CASE[name]
    client = signed_in(getattr(place, who))
    path = reverse("desk:facts", args=[place.case]) + "?fact=danger_now"
    if route == "step":
        page = client.get(reverse("desk:protocol", args=[place.case])).content.decode()
        path = re.search(r'href="([^"]+/protocol/step/[^"]+)"', page)[1]
        reason = re.search(
            r'name="reason".*?value="(\w+)"', client.get(path).content.decode(), re.S
        )
        form = form | {"reason": reason[1]}
    check(posting(client, path, form, path))


@pytest.mark.parametrize("who", ["first", "second", "inspector"])
def test_choosing_a_purpose_gives_nobody_another_role_unit_or_name(who, place):
    actor = getattr(place, who)
    purpose = {"inspector": Purpose.OVERSIGHT}.get(who, Purpose.INVESTIGATION).value
    client = signed_in(actor)
    more = {name: hostile(name) for name in FIELDS} | {"purpose": purpose}
    before = [row for table, row in kept() if table in _WHO]
    assert client.post("/desk/purpose/", more).status_code in {302, 422}
    assert client.post("/desk/account/password/", more).status_code in {200, 302}
    assert [row for table, row in kept() if table in _WHO] == before


_WHO = {"access_staff", "access_role", "access_unit", "access_agency", "access_assignment"}


def test_the_public_form_sets_what_it_asks_alone(empty_cache):
    open_desk()

    def send(more: bool) -> int:
        walk = Walk().to_the_list({"what": {"account": "https://video.example/watch/77"}})
        beside = {name: hostile(name) for name in FIELDS if name not in {"page", "draft"}}
        walk.press("send", **(beside if more else {}))
        return walk.answer.status_code

    check(send)


@pytest.fixture
def before(transactional_db: None) -> Senders:
    return senders(open_desk())


def test_a_platforms_forms_and_documents_set_what_the_protocol_names_alone(before):
    beside = "".join(f"<{name}>{hostile(name)}</{name}>" for name in FIELDS)
    plain = b"<report><incidentSummary><incidentType>Online Enticement of Children for Sexual Acts"
    plain += b"</incidentType><incidentDateTime>2026-02-01T10:00:00Z</incidentDateTime>"
    end = b"</incidentSummary></report>"
    number = before.meadow.opened(plain + beside.encode() + end)
    few = ("state", "unit_id", "case_id", "received_at", "platform_id", "channel", "report_id")
    form = "&".join(f"{name}={hostile(name)}" for name in few)
    done = before.meadow.send("POST", "finish", f"{form}&id={number}".encode(), FORM)
    assert done.code == 0
    row = Report.objects.get()
    assert (row.channel, row.state, row.case_id) == ("platform_wire", "received", None)
    assert row.unit_id == before.desk.place.unit.id
    assert row.received_at.year > 1999
    assert str(row.id) != FOREIGN


def test_the_partner_api_sets_what_its_description_names_alone(before):
    beside = {name: hostile(name) for name in FIELDS}
    named = {"facts", "language", "pack", "people", "files", "words", "incident", "last_contact"}
    named |= {"situation", "incident_codes", "sender_number"}
    told = {name: value for name, value in beside.items() if name not in named}
    unknown = [one for one in beside.items() if one[0] not in vocabulary.facts()]
    first, *more = (dict(unknown[at : at + 200]) for at in range(0, len(unknown), 200))
    answer = before.clinic.report(told | {"facts": first})
    assert answer.status_code == 201, answer.content
    for facts in (first, *more):  # as many at a time as the description lets in
        added = before.clinic.send(
            "POST",
            f"reports/{answer.json()['reference']}/additions",
            {**told, "text": "More.", "facts": facts},
        )
        assert added.status_code == 201
    row = Report.objects.get()
    assert (row.channel, row.state, row.case_id) == ("partner_api", "received", None)
    assert row.unit_id == before.desk.place.unit.id
    assert row.received_at.year > 1999
    assert str(row.id) != FOREIGN
    assert set(row.facts) <= {"age_unknown"}, "worked out by the house, not sent"
    assert uuid.UUID(FOREIGN) not in Report.objects.values_list("id", flat=True)

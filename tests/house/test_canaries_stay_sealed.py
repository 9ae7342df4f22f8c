"""Names planted in every field, by every channel: they stand in no place but the vault, sealed."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from bairn import jobs
from bairn.access.terms import Purpose
from bairn.house.logs import _Bare
from bairn.intake import actions as intake
from bairn.intake import cybertip
from bairn.journeys import later
from bairn.kernel import clock
from bairn.oversight.export import export
from tests.doors.api.senders import Platform, partner
from tests.doors.api.test_partner_api import FULL as PARTNERS
from tests.doors.desk.casework import signed_in
from tests.doors.report.walk import FULL as TYPED
from tests.doors.report.walk import Walk
from tests.house.full_house import FullHouse, fill
from tests.house.routes import ALL_DOORS, FOR_ANYBODY, routes
from tests.rooms.intake.desk import CANARIES
from tests.rooms.oversight.recording import empty_the_record
from tests.rooms.vault.strongroom import dumped

WIRE = """<report><incidentSummary>
<incidentType>Online Enticement of Children for Sexual Acts</incidentType>
<incidentDateTime>2026-02-01T10:00:00Z</incidentDateTime></incidentSummary>
<reporter><reportingPerson><firstName>Wirefinch</firstName><lastName>Wirebramble</lastName>
<email>wirefinch@bramble.example</email></reportingPerson></reporter>
<personOrUserReported><screenName>wirehandle77</screenName><espIdentifier>wireid4471</espIdentifier>
<ipCaptureEvent><ipAddress>203.0.113.78</ipAddress></ipCaptureEvent></personOrUserReported>
<victim><person><firstName>Wirewren</firstName></person></victim>
<additionalInfo>Wirewords of a calm kind.</additionalInfo>
<oddElement>Wireodd</oddElement></report>"""
PLANTED = (
    *CANARIES.values(),
    *("Canarychild", "Canarysuspect", "canaryhandle77", "Canaryreporter", "1632 960 123"),
    *("Canaryquestion", "Canaryaccount", "Canaryaddition"),
    *("Canarynote", "Canaryasked", "Canaryadvice", "Canarysignal"),
    *re.findall(r">(Wire\w+|wire[\w.@]+|203[\d.]+)", WIRE),
    "Cardfinch", "Cardremark", "Cardashdown", "Cardrejected",
    "Larkspurfile", "Addedwords", "Lindenhof", "A pupil said", "2013-05-17",
)  # fmt: skip


def found_in(text: str | bytes) -> list[str]:
    """Which planted values stand there, as they are or in lower case."""
    stored = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    lower = stored.lower()
    return [one for one in PLANTED if one.lower() in lower]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, as the house writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(_Bare())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def house(transactional_db: None, settings, tmp_path: Path) -> Iterator[FullHouse]:
    settings.ROOT_URLCONF = ALL_DOORS
    settings.BAIRN_HOME = tmp_path / "home"
    cache.clear()
    empty_the_record()
    with connection.cursor() as cursor:  # the tests before left jobs about reports that are gone
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")
    yield fill()
    empty_the_record()


def by_every_channel(house: FullHouse) -> str:
    """Plant by form, file, wire and partner; the receipt code of the form."""
    desk = house.desk
    walk = Walk().to_the_list(TYPED)
    walk.press("send")
    code = re.search(r'class="code"[^>]*>([\d-]+)<', walk.text)
    assert code
    intake.add_by_code(actor=desk.reporter, at=clock.now(), code=code[1], text="Addedwords.")
    draft = cybertip.read_report(WIRE.encode())
    intake.receive(actor=desk.system, at=clock.now(), draft=draft)
    wire = Platform("meadow")
    number = wire.opened(WIRE.encode())
    assert wire.upload(number, b"calm bytes", name="Larkspurfile.jpg").code == 0
    assert wire.end("finish", number).code == 0
    assert partner(desk, "safeguarding").report(PARTNERS).status_code == 201
    return code[1]


def broken(house: FullHouse) -> int:
    """The form again, while a table is away: the error has the words in its frames."""
    with connection.cursor() as cursor:
        cursor.execute("alter table intake_person rename to intake_person_away")
    try:
        walk = Walk().to_the_list(TYPED)
        walk.press("send")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("alter table intake_person_away rename to intake_person")
    return walk.answer.status_code


def work() -> None:
    """What the worker does with everything that was deferred, by the handlers of `later`."""
    assert later.__name__ == "bairn.journeys.later"
    jobs.run_waiting()


def pages(house: FullHouse) -> dict[str, str]:
    """Every page that somebody of the unit gets, without opening anything sealed."""
    given = {"case_id": house.case, "report_id": house.waiting}
    seen = {}
    for role in ("supervisor", "intake_officer", "investigator", "inspector"):
        client = signed_in(house.own[role])
        for route in routes():
            if set(route.parts) - set(given) or not route.name.startswith("desk:"):
                continue
            parts = {part: given[part] for part in route.parts}
            answer = client.get(reverse(route.name, kwargs=parts))
            assert answer.status_code < 500, route.name
            seen[f"{role} {route.name}"] = answer.content.decode()
    for name in sorted(FOR_ANYBODY - {"kit:language"}):
        seen[name] = Client().get(reverse(name)).content.decode()
    return seen


def test_no_planted_name_leaves_the_vault_by_any_way(
    house: FullHouse, log: io.StringIO, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code = by_every_channel(house)
    assert broken(house) == 503
    work()
    shown = pages(house)
    export(tmp_path / "record", clock.now())
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    said = capfd.readouterr()
    assert "could not be handed in" in log.getvalue()
    assert found_in(log.getvalue() + said.out + said.err) == []
    assert code not in log.getvalue()
    assert {name: found for name, page in shown.items() if (found := found_in(page))} == {}
    assert len(files) > 5
    assert {str(path): found for path in files if (found := found_in(path.read_bytes()))} == {}
    assert {path.name for path in files if found_in(path.name)} == set()


def test_no_planted_name_stands_in_a_dump_of_the_database(house: FullHouse) -> None:
    code = by_every_channel(house)
    work()
    stored = dumped()
    assert str(house.waiting).encode() in stored
    assert found_in(stored) == []
    assert code.encode() not in stored
    assert code.replace("-", "").encode() not in stored


def test_the_search_for_planted_names_finds_one_that_is_opened(house: FullHouse) -> None:
    """The search itself works: where a name is opened for a purpose, it finds it."""
    client = signed_in(house.own["supervisor"])
    page = client.get(reverse("desk:people", kwargs={"case_id": house.case})).content.decode()
    subject = re.search(r'name="subject[^"]*" value="([0-9a-f-]{36})"', page)
    assert subject, page
    answer = client.post(
        reverse("desk:identity", kwargs={"case_id": house.case}),
        {"subject": subject[1], "purpose": Purpose.INVESTIGATION.value},
    )
    assert found_in(answer.content) != []

"""The partner API: reports from agencies' systems, what is said of them, and what is refused."""

import json
import uuid

import pytest
from django.test import Client

from bairn.intake import actions
from bairn.intake import queries as intake
from bairn.intake.models import Addition, Report
from tests.doors.api.senders import Partner, stored
from tests.rooms.intake.desk import CANARIES
from tests.rooms.vault.strongroom import unlocked

KEY = {"Idempotency-Key": "0123456789abcdef0123456789abcdef"}
FULL = {
    "pack": "barnahus-eu",
    "language": "en",
    "incident_codes": ["online_enticement"],
    "incident": {"earliest": "2026-02-01T10:00:00+08:00", "latest": "2026-02-02T10:00:00Z"},
    "facts": {"victim_age_min": 12, "online": True},
    "people": [
        {
            "role": "victim",
            "identity": {
                "full_name": CANARIES["full"],
                "phones": [CANARIES["phone"]],
                "birth_date": "2013-05-17",
                "accounts": [{"platform": CANARIES["service"], "handle": CANARIES["handle"]}],
            },
            "facts": {"age_min": 12, "age_max": 12},
        }
    ],
    "words": {"narrative": CANARIES["told"]},
    "files": [{"sha256": "ab" * 32, "locator": CANARIES["url"], "size": 12}],
}


def problem(answer, status: int) -> dict:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    found = json.loads(answer.content)
    assert found["status"] == status
    return found


def test_a_report_arrives_with_its_people_facts_words_and_files(clinic, before):
    answer = clinic.report(FULL)
    assert answer.status_code == 201
    told = answer.json()
    assert told["kept_unknown"] == []
    assert told["repeated"] is False
    row = Report.objects.get(reference=told["reference"])
    card = intake.report(actor=before.desk.officer, at=before.desk.at, report_id=row.id)
    assert card.facts["victim_age_min"] == 12
    assert card.pack == "barnahus-eu"
    assert [one.role for one in card.people] == ["victim"]
    assert card.files[0].stated_digests == (("sha256", "ab" * 32),)
    assert str(row.entry_id) == told["entry_id"]


@pytest.mark.parametrize("thin", [{}, {"words": {"narrative": "calm"}}, {"facts": {}}])
def test_a_thin_report_is_as_good(clinic, thin):
    assert clinic.report(thin).status_code == 201


def test_fields_that_nobody_named_are_kept_and_shown(clinic, before):
    sent = {
        "shoe_size": 38,
        "facts": {"likes_cycling": True},
        "people": [{"role": "victim", "identity": {"hobby": "kites", "a b": 1}, "facts": {}}],
        CANARIES["full"]: "x",
    }
    told = clinic.report(sent).json()
    assert told["kept_unknown"] == [
        "shoe_size",
        "(unnamed)",
        "facts/likes_cycling",
        "people[1]/identity/hobby",
        "people[1]/identity/(unnamed)",
    ]
    report_id = Report.objects.get().id
    kept = intake.elements(actor=before.desk.officer, at=before.desk.at, report_id=report_id)
    values = {one.path: one.value for one in kept}
    assert values["report/shoe_size"] == "38"
    assert values["report/people[1]/identity/hobby"] == "kites"
    assert values["report/facts/likes_cycling"] == "true"


def test_only_named_fields_can_set_anything(clinic, before):
    forged = {
        "channel": "officer_form",
        "state": "merged",
        "unit_id": str(before.desk.place.other_unit.id),
        "received_at": "1999-01-01T00:00:00Z",
        "case_id": str(uuid.uuid4()),
        "id": str(uuid.uuid4()),
        "reference": "R-99-AAAAAAA-1",
        "files": [{"held": "sealed", "file_id": "ab" * 16}],
    }
    assert clinic.report(forged).status_code == 201
    row = Report.objects.get()
    assert (row.channel, row.state) == ("partner_api", "received")
    assert row.unit_id == before.desk.place.unit.id
    assert row.case_id is None
    assert row.received_at.year > 1999
    assert row.reference != forged["reference"]
    assert str(row.id) != forged["id"]


def test_the_same_key_again_gives_the_same_receipt_and_no_second_report(clinic):
    first, again = clinic.report(FULL, **KEY), clinic.report(FULL, **KEY)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"repeated": True}
    assert Report.objects.count() == 1


def test_a_report_sent_twice_under_its_senders_number_is_shown_as_the_same(clinic, before):
    clinic.report({"sender_number": "T-17", "words": {"narrative": "calm"}})
    again = clinic.report({"sender_number": "T-17", "words": {"narrative": "calm, and more"}})
    report_id = Report.objects.get(reference=again.json()["reference"]).id
    same = intake.same_sending(actor=before.desk.officer, at=before.desk.at, report_id=report_id)
    assert [one.kind for one in same] == ["same_platform_report"]


def test_a_key_belongs_to_its_sender(before):
    first = before.clinic.report(FULL, **KEY)
    other = before.other_clinic.report(FULL, **KEY)
    assert other.status_code == 201
    assert other.json()["reference"] != first.json()["reference"]


def test_more_can_be_told_and_the_state_asked(clinic):
    reference = clinic.report(FULL).json()["reference"]
    added = clinic.send(
        "POST",
        f"reports/{reference}/additions",
        {"text": "It was a Monday.", "facts": {"online": True, "odd": 1}, "more": 2},
    )
    assert added.status_code == 201
    assert added.json()["kept_unknown"] == ["more", "facts/odd"]
    assert Addition.objects.count() == 1
    state = clinic.send("GET", f"reports/{reference.lower()}").json()
    assert state["reference"] == reference
    assert (state["state"], state["in_case"], state["additions"]) == ("received", False, 1)
    assert "words" not in state


def test_another_agencys_report_is_answered_as_if_it_were_not_there(before):
    reference = before.clinic.report(FULL).json()["reference"]
    rows = stored()
    for address, method, body in (
        ("reports/{}", "GET", None),
        ("reports/{}/additions", "POST", {"text": "calm"}),
    ):
        foreign = before.other_clinic.send(method, address.format(reference), body)
        never = before.other_clinic.send(method, address.format("R-26-AAAAAAA-1"), body)
        assert problem(foreign, 404) == problem(never, 404)
    assert stored() == rows


def test_a_token_for_overseeing_brings_no_report(before):
    assert problem(before.overseer.report(FULL), 403)["code"] == "api.purpose"
    assert stored() == (0, 0, 0)


def test_the_entry_of_a_report_carries_the_agencys_purpose(clinic):
    clinic.report({})
    with unlocked() as cursor:
        cursor.execute("select convert_from(entry, 'UTF8') from oversight_pending")
        rows = [row[0] for row in cursor.fetchall()]
    report_id = str(Report.objects.get().id)
    mine = [row for row in rows if '"intake.receive"' in row and report_id in row]
    assert len(mine) == 1
    assert '"purpose":"safeguarding"' in mine[0]


@pytest.mark.parametrize("token", ["", "x", "Quillfeather", "é", "a" * 5000, "\u0000"])
def test_a_token_that_nobody_has_is_refused(before, token):
    answer = Partner(token).send("GET", "reports/R-26-AAAAAAA-1")
    assert problem(answer, 401)["code"] == "api.token"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_ended_token_is_refused_at_once(before):
    partners = intake.senders(actor=before.desk.operator, at=before.desk.at).partners
    ended = next(one for one in partners if one.purpose == "safeguarding")
    assert before.clinic.report({}).status_code == 201
    actions.end_partner(actor=before.desk.operator, at=before.desk.at, partner_id=ended.id)
    assert problem(before.clinic.report({}), 401)["code"] == "api.token"


@pytest.mark.parametrize(
    "moment",
    ["0121-07-28T04:33:06-19:58", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"],
)
def test_a_moment_in_a_zone_that_no_clock_shows_is_kept_all_the_same(clinic, moment):
    assert clinic.report({"incident": {"latest": moment}}).status_code == 201
    assert Report.objects.get().incident_latest is not None


# --- what is refused says where and what, and repeats nothing


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"people": [{"role": "Quillfeather"}]}, "people[0].role"),
        ({"people": [{"identity": {}}]}, "people[0].role"),
        ({"facts": {"online": [1]}}, "facts.online"),
        ({"facts": {"victim_age_min": "Quillfeather"}}, "facts.victim_age_min"),
        ({"facts": {"victim_age_min": None}}, "facts.victim_age_min"),
        ({"incident": {"earliest": "2026-02-01T10:00:00"}}, "incident.earliest"),
        ({"incident": {"earliest": "Quillfeather"}}, "incident.earliest"),
        ({"incident_codes": ["quillfeather"]}, "incident_codes"),
        ({"situation": "quillfeather"}, "situation"),
        ({"people": [{"role": "victim", "facts": {"sex": "quillfeather"}}]}, "people"),
        ({"people": [{"role": "victim", "facts": {"age_min": -1}}]}, "people[0].facts.age_min"),
        ({"files": [{"md5": "Quillfeather"}]}, "files[0].md5"),
        ({"pack": "Quillfeather!"}, "pack"),
        ({"words": {"narrative": "x" * 100_001}}, "words.narrative"),
        ({"people": [{"role": "victim"}] * 101}, "people"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_field_and_no_value(clinic, body, field):
    found = problem(clinic.report(body), 422)
    fields = [one["field"] for one in found["errors"]]
    assert any(one.startswith(field) for one in fields), found
    assert "quillfeather" not in json.dumps(found).lower()
    assert stored() == (0, 0, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b'"calm"',
        b"null",
        b'{"facts": NaN}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'{"a": "\\ud800"}',
        b'{"\\udfff": 1}',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"a":' * 20 + b"1" + b"}" * 20,
        b'{"a": [' + b"1," * 30_000 + b"1]}",
        b'{"a": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_is_no_plain_object_is_refused(clinic, body):
    answer = clinic.report(body)
    assert answer.status_code in {400, 422}
    assert problem(answer, answer.status_code)["code"] in {"api.json", "api.schema"}
    assert stored() == (0, 0, 0)


def test_a_body_of_more_than_two_megabytes_is_refused(clinic):
    assert problem(clinic.report(b" " * 3_000_000), 413)["code"] == "api.too_large"


@pytest.mark.parametrize("key", ["short", "with space in it ......", "é" * 20, "x" * 200])
def test_a_key_that_could_be_guessed_or_is_no_key_is_refused(clinic, key):
    found = problem(clinic.report({}, **{"Idempotency-Key": key}), 422)
    assert key not in json.dumps(found, ensure_ascii=False)
    assert stored() == (0, 0, 0)


def test_nothing_of_a_report_stands_in_what_is_logged(clinic, capfd, caplog):
    caplog.set_level(0)
    clinic.report(FULL)
    clinic.report(FULL | {"facts": {"online": CANARIES["told"]}})
    written = caplog.text + "".join(capfd.readouterr())
    for value in CANARIES.values():
        assert value not in written


def test_the_description_is_open_to_all_and_names_the_media_type_of_problems(before):
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    paths = answer.json()["paths"]
    assert set(paths) == {
        "/api/v1/reports",
        "/api/v1/reports/{reference}",
        "/api/v1/reports/{reference}/additions",
    }
    refused = paths["/api/v1/reports"]["post"]["responses"]["422"]["content"]
    assert list(refused) == ["application/problem+json"]
    assert Client().get("/api/v1/docs").status_code == 404

"""Handing in and coming back: once, whole, sealed, and without a trace of who it was."""

import logging
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from bairn.access.terms import Purpose
from bairn.house.logs import _Bare
from bairn.intake import actions as intake
from bairn.intake import queries
from bairn.intake.terms import Channel, ReportCard
from bairn.kernel import clock
from bairn.vault.queries import identities, words
from bairn.web.report import limits
from bairn.web.report.limits import Limit
from tests.doors.report.walk import FULL, THIN, Walk
from tests.rooms.intake.desk import Desk

CANARIES = ("Canarychild", "Canarysuspect", "canaryhandle77", "Canaryreporter", "960 123")


def sent(walk: Walk | None = None, typed: Any = FULL) -> tuple[str, str]:
    """Send what was typed; the code and the reference shown."""
    walk = (walk or Walk()).to_the_list(typed)
    walk.press("send")
    return receipt_on(walk.text)


def receipt_on(text: str) -> tuple[str, str]:
    """Code and reference on the receipt's page."""
    code = re.search(r'class="code"[^>]*>([\d-]+)<', text)
    reference = re.search(r"R-\d\d-[0-9A-Z-]+", text)
    assert code, text
    assert reference, text
    return code[1], reference[0]


def card_of(house: Desk, reference: str) -> ReportCard:
    """The open part of the report with this reference, as an officer sees it."""
    found = queries.by_reference(actor=house.officer, at=house.at, reference=reference)
    assert found is not None
    return queries.report(actor=house.officer, at=house.at, report_id=found)


def come_back(code: str) -> Any:
    """What the code shows."""
    return Client().post(reverse("report:back"), {"code": code})


def reports() -> int:
    """How many reports there are, seen by the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("select count(*) from access_holder where kind = 'report'")
        return int(cursor.fetchone()[0])


def test_a_bare_link_gives_a_receipt_code_and_a_report(house: Desk) -> None:
    code, reference = sent(typed=THIN)
    assert len(code) == 19
    card = card_of(house, reference)
    assert card.channel is Channel.PUBLIC_FORM
    assert card.facts["age_unknown"] is True


def test_everything_that_was_answered_is_in_the_report_and_names_are_sealed(house: Desk) -> None:
    _, reference = sent()
    card = card_of(house, reference)
    assert (card.channel, card.pack) == (Channel.MANDATED_FORM, "cn-2023")
    assert card.situation == "cn_9_other_harm"
    assert card.facts["victim_age_min"] == card.facts["victim_age_max"] == 8
    assert card.facts["meeting_when"] == "within_7_days"
    assert card.facts["guardian_implicated"] is True
    assert card.facts["danger_now"] is False
    assert card.last_contact.latest is not None
    assert not any(canary in repr(card) for canary in CANARIES)
    ask = {"actor": house.officer, "report_id": card.id}
    (said,) = words.read_words(at=house.at, subject_ids=[card.words_id], **ask)
    assert said.fields["narrative"] == FULL["what"]["account"]
    assert said.fields["first_account"] == FULL["heard"]["words"]
    opened = identities.open_identities(
        at=house.at,
        subject_ids=[one.subject_id for one in card.people],
        purpose=Purpose.INVESTIGATION,
        **ask,
    )
    names = {one.fields["full_name"] for one in opened}
    assert names == {"Canarychild Birch", "Canarysuspect Oak", "Canaryreporter Ash"}


def test_answers_to_pages_that_no_longer_apply_are_not_handed_in(house: Desk) -> None:
    walk = Walk().to_the_list(FULL)
    walk.press("change.who")
    walk.press(part="saw")
    _, reference = sent(walk)
    card = card_of(house, reference)
    assert (card.channel, card.situation) == (Channel.PUBLIC_FORM, "")


def test_pressing_send_twice_makes_one_report_with_one_code(house: Desk) -> None:
    walk = Walk().to_the_list(FULL)
    draft = walk.hidden("draft")
    walk.press("send")
    first = receipt_on(walk.text)
    again = Client().post(reverse("report:tell"), {"draft": draft, "go": "send"})
    assert receipt_on(again.content.decode()) == first
    assert reports() == 1


def test_a_change_after_sending_is_a_report_of_its_own_and_is_not_lost(house: Desk) -> None:
    walk = Walk().to_the_list(THIN)
    before = walk.answer
    walk.press("send")
    first = receipt_on(walk.text)
    walk.answer = before
    walk.press("change.what")
    walk.press(account="Something was forgotten.")
    walk.press("send")
    assert receipt_on(walk.text) != first
    assert reports() == 2


def test_when_nothing_can_be_taken_in_every_word_stays_on_the_page(transactional_db: None) -> None:
    walk = Walk().to_the_list(FULL)
    walk.press("send")
    assert walk.answer.status_code == 422
    assert 'class="error-summary"' in walk.text
    for typed in ("Canarychild Birch", "A pupil said", "canaryhandle77", "after six"):
        assert typed in walk.text


def test_it_can_be_sent_after_it_could_not_be(house: Desk) -> None:
    with connection.cursor() as cursor:
        cursor.execute("alter table intake_person rename to intake_person_away")
    walk = Walk().to_the_list(FULL)
    try:
        walk.press("send")
        assert walk.answer.status_code == 503
    finally:
        with connection.cursor() as cursor:
            cursor.execute("alter table intake_person_away rename to intake_person")
    walk.press("send")
    assert receipt_on(walk.text)
    assert reports() == 1


def test_the_code_shows_that_it_arrived_and_nothing_of_what_was_told(house: Desk) -> None:
    code, reference = sent()
    page = come_back(code).content.decode()
    assert "We received your message on" in page
    assert "There is no answer to read yet" in page
    for told in (*CANARIES, "pupil", "Lindenhof", reference, code):
        assert told not in page


@pytest.mark.parametrize(("old", "new"), [("-", "-"), ("-", " "), ("-", ""), ("-", " – ")])
def test_a_code_is_found_however_it_was_written_down(house: Desk, old: str, new: str) -> None:
    code, _ = sent(typed=THIN)
    assert come_back(f" {code.replace(old, new)} ").status_code == 200


def test_a_wrong_code_is_refused_with_what_was_typed(house: Desk) -> None:
    answer = come_back("0000-0000-0000-0000")
    assert answer.status_code == 404
    assert "We do not know this code" in answer.content.decode()
    assert "0000-0000-0000-0000" in answer.content.decode()


def test_our_answer_is_shown_with_its_promise_in_the_readers_language(house: Desk) -> None:
    code, reference = sent(typed=THIN)
    card = card_of(house, reference)
    at = clock.now()
    intake.answer_reporter(
        actor=house.officer,
        at=at,
        report_id=card.id,
        code="in_hand",
        contact_by=at.replace(year=at.year + 1),
    )
    assert "are acting on it" in come_back(code).content.decode()
    chinese = Client(headers={"accept-language": "zh-hans"})
    page = chinese.post(reverse("report:back"), {"code": code}).content.decode()
    assert "正在采取行动" in page
    assert "我们会在此时间之前与您联系" in page


def test_what_is_added_with_the_code_reaches_the_report_once(house: Desk) -> None:
    code, reference = sent(typed=THIN)
    page = come_back(code).content.decode()
    found = re.search(r'name="pass" value="([^"]+)"', page)
    assert found
    data = {"pass": found[1], "words": "It was a Tuesday."}
    for _ in range(2):
        answer = Client().post(reverse("report:back"), data)
        assert "What you added has arrived" in answer.content.decode()
    card = card_of(house, reference)
    (addition,) = card.additions
    (said,) = words.read_words(
        actor=house.officer, at=house.at, report_id=card.id, subject_ids=[addition.subject_id]
    )
    assert "It was a Tuesday." in said.fields.values()


def test_an_addition_that_cannot_be_taken_stays_on_the_page(house: Desk) -> None:
    code, _ = sent(typed=THIN)
    found = re.search(r'name="pass" value="([^"]+)"', come_back(code).content.decode())
    assert found
    with connection.cursor() as cursor:
        cursor.execute("alter table intake_addition rename to intake_addition_away")
    try:
        data = {"pass": found[1], "words": "Typed for an hour."}
        answer = Client().post(reverse("report:back"), data)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("alter table intake_addition_away rename to intake_addition")
    assert answer.status_code == 503
    assert "Typed for an hour." in answer.content.decode()
    assert 'name="pass"' in answer.content.decode()


def test_whoever_sends_too_fast_waits_some_seconds_and_keeps_everything(
    house: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEND_SOURCE", Limit(burst=1, refill=limits.SEND_SOURCE.refill))
    sent(typed=THIN)
    walk = Walk().to_the_list(FULL)
    walk.press("send")
    assert walk.answer.status_code == 429
    assert 1 <= int(walk.answer["Retry-After"]) <= 30
    assert "Canarychild Birch" in walk.text
    elsewhere = Walk(Client(REMOTE_ADDR="198.51.100.7"))
    assert sent(elsewhere, typed=THIN)


def test_guessing_codes_is_slowed_and_a_right_code_takes_no_other_time(house: Desk) -> None:
    code, _ = sent(typed=THIN)
    for _ in range(limits.CODE_SOURCE.burst):
        assert come_back("1111-2222-3333-4444").status_code == 404
    assert come_back("1111-2222-3333-4444").status_code == 429
    other = Client(REMOTE_ADDR="198.51.100.7")
    spent = {}
    for tried in (code, "1111-2222-3333-4444"):
        begun = clock.now()
        other.post(reverse("report:back"), {"code": tried})
        spent[tried] = (clock.now() - begun).total_seconds()
    assert min(spent.values()) >= 0.35
    assert max(spent.values()) <= 1.25 * min(spent.values())


def test_nothing_that_was_told_stands_in_a_log_line_a_title_or_a_stored_page(
    house: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.handler.setFormatter(_Bare())
    walk = Walk().to_the_list(FULL)
    walk.press("send")
    code, reference = receipt_on(walk.text)
    assert walk.answer["Cache-Control"] == "no-store"
    come_back("0000-0000-0000-0000")
    page = come_back(code)
    titles = re.findall(r"<title>(.*?)</title>", walk.text + page.content.decode())
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("select string_agg(c::text, ' ') from house_cache as c")
        kept = cursor.fetchone()[0] or ""
    for place in (caplog.text, " ".join(titles), kept):
        for told in (*CANARIES, code, code.replace("-", ""), reference, "127.0.0.1"):
            assert told not in place

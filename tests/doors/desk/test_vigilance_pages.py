"""The pages of vigilance: the board, the lists below it, one signal, and who oversees."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from bairn.access import sessions
from bairn.access.models import Staff
from bairn.kernel import clock
from bairn.vigilance import queries
from bairn.vigilance.sweeping import sweep_everything
from tests.doors.desk.casework import CANARY, signed_in
from tests.doors.desk.vigilance_scene import Watched, watched


@pytest.fixture
def seen(transactional_db: None) -> Iterator[Watched]:
    yield watched()
    sessions._kept.clear()


def page(actor, name: str, *args: object, language: str = "en", **query: str) -> str:
    answer = signed_in(actor, language).get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def send(actor, name: str, *args: object, **data: str):
    return signed_in(actor).post(reverse(f"desk:{name}", args=args), data, follow=True)


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_board_shows_the_unit_the_kind_and_twelve_weeks(seen: Watched) -> None:
    board = page(seen.inspector, "vigilance")
    assert "Silent for 14 days" in board
    assert "Children&#x27;s unit · Eastfield Police" in board
    assert board.count('class="raised"') == 12
    assert board.count("<tr>") >= 13


def test_the_board_leads_to_the_signals_and_they_to_the_signal(seen: Watched) -> None:
    board = page(seen.inspector, "vigilance")
    link = re.search(r'href="(/desk/neglect/signals/\?rule=silent_14_days[^"]*)"', board)
    assert link
    listed = signed_in(seen.inspector).get(link[1].replace("&amp;", "&")).content.decode()
    assert reverse("desk:vigilance_signal", args=[seen.signal().id]) in listed
    assert "No first contact" not in listed.split("<tbody>")[1]


def test_filters_stand_in_the_address_and_one_nobody_knows_is_passed_over(seen: Watched) -> None:
    only = page(seen.inspector, "vigilance", rule="silent_14_days", unit="nonsense")
    rows = only.split("<tbody>")[1].split("</tbody>")[0]
    assert "Silent for 14 days" in rows
    assert "No first contact" not in rows
    young = page(seen.inspector, "vigilance_signals", age="longer")
    assert "No such signal" in young


def test_a_supervisor_reads_the_board_of_their_own_unit_and_cannot_answer(seen: Watched) -> None:
    one = seen.signal()
    assert "Silent for 14 days" in page(seen.here.second, "vigilance")
    shown = page(seen.here.second, "vigilance_signal", one.id)
    assert "Somebody outside this unit has to answer." in text(shown)
    assert 'name="finding"' not in shown
    send(seen.here.second, "vigilance_signal", one.id, do="answer", finding="acted")
    assert seen.signal().answered_at is None


def test_a_supervisor_of_another_unit_sees_nothing(seen: Watched) -> None:
    board = page(seen.here.stranger, "vigilance")
    assert "Nothing waits" in board
    answer = signed_in(seen.here.stranger).get(
        reverse("desk:vigilance_signal", args=[seen.signal().id])
    )
    assert answer.status_code == 403


def test_the_unit_explains_on_the_page_and_the_owner_reads_it_after_it_is_recorded(
    seen: Watched,
) -> None:
    one = seen.signal()
    said = {"do": "explain", "explain-code": "overlooked", "explain-words": "We lost sight of it."}
    answer = send(seen.here.first, "vigilance_signal", one.id, **said)
    assert "It stands until its owner has answered." in answer.content.decode()
    before = page(seen.overseer, "vigilance_signal", one.id)
    assert "We overlooked it" in before
    assert "We lost sight of it." not in before
    opened = send(seen.overseer, "vigilance_signal", one.id, do="read").content.decode()
    assert "We lost sight of it." in opened


def test_the_owner_answers_and_the_unit_sees_the_answer(seen: Watched) -> None:
    one = seen.signal()
    assert "For me to answer: " in page(seen.overseer, "vigilance")
    answer = send(seen.overseer, "vigilance_signal", one.id, do="answer", finding="acted")
    assert "Answered. Where it is still so later" in answer.content.decode()
    assert "It has been done now" in page(seen.here.first, "vigilance_case", seen.here.case)


def test_what_was_typed_stays_when_the_rule_says_no(seen: Watched) -> None:
    one = seen.signal()
    given = {"do": "answer", "finding": "directed", "words": "See her on Friday."}
    answer = send(seen.overseer, "vigilance_signal", one.id, **given)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "See her on Friday." in html
    assert "Say by which day." in html
    assert seen.signal().answered_at is None


def test_an_inspector_who_is_not_the_owner_is_told_why_the_answer_is_off(seen: Watched) -> None:
    shown = page(seen.inspector, "vigilance_signal", seen.signal().id)
    assert "Only the owner of this signal answers it." in text(shown)
    assert "Explain how it came" not in shown


def test_a_signal_shows_its_rule_with_its_source_and_says_check_locally(seen: Watched) -> None:
    shown = text(page(seen.inspector, "vigilance_signal", seen.signal().id))
    assert "Nothing was recorded on an open case for two weeks." in shown
    assert "our default: check locally" in shown
    assert "Within 14 days" in shown


def test_no_page_of_vigilance_names_anybody_in_the_case(seen: Watched) -> None:
    one = seen.signal()
    for name, args in (
        ("vigilance", ()),
        ("vigilance_signals", ()),
        ("vigilance_signal", (one.id,)),
    ):
        shown = page(seen.inspector, name, *args)
        assert CANARY not in shown
        assert "Child 1" not in shown


def test_the_case_has_its_signals_on_a_tab_of_its_own(seen: Watched) -> None:
    tab = reverse("desk:vigilance_case", args=[seen.here.case])
    assert tab in page(seen.here.first, "case", seen.here.case)
    shown = page(seen.here.first, "vigilance_case", seen.here.case)
    assert "Silent for 14 days" in shown
    assert 'aria-current="page"' in shown


def test_an_operator_names_an_overseer_and_never_one_of_the_unit(seen: Watched) -> None:
    unit = str(seen.here.place.unit.id)
    named = {"do": "name", "unit_id": unit, "staff_id": str(seen.inspector.id)}
    answer = send(seen.operator, "overseers", **named)
    assert "New signals of this unit go to them first." in answer.content.decode()
    (one,) = queries.overseers(actor=seen.inspector, at=clock.now())
    assert one.staff_id == seen.inspector.id
    own = {**named, "staff_id": str(seen.here.second.id)}
    refused = send(seen.operator, "overseers", **own)
    assert refused.status_code == 400
    assert "Nobody oversees the unit they work in." in refused.content.decode()


def test_an_operator_ends_an_oversight_and_a_supervisor_cannot(seen: Watched) -> None:
    asked = {"do": "end", "unit_id": str(seen.here.place.unit.id)}
    refused = send(seen.here.second, "overseers", **asked)
    assert "This is not part of your role." in refused.content.decode()
    assert len(queries.overseers(actor=seen.inspector, at=clock.now())) == 1
    send(seen.operator, "overseers", **asked)
    assert queries.overseers(actor=seen.inspector, at=clock.now()) == ()


def test_the_board_says_loudly_that_nobody_can_answer(transactional_db: None) -> None:
    made = watched()
    people = [made.overseer.id, made.inspector.id, made.here.inspector.id]
    Staff.objects.filter(id__in=people).update(is_active=False)
    sweep_everything(actor=sessions.system(), at=clock.now())
    board = page(made.here.second, "vigilance")
    assert re.search(r"Signals that nobody can answer: [1-9]", board)
    assert re.search(r"Signals that nobody can answer: [1-9]", page(made.operator, "overseers"))
    sessions._kept.clear()


@pytest.mark.parametrize("who", ["inspector", "overseer"])
def test_the_rail_leads_those_who_answer_to_the_board(seen: Watched, who: str) -> None:
    assert f'href="{reverse("desk:vigilance")}"' in page(getattr(seen, who), "my_day")


def test_an_investigator_has_no_line_of_it_in_the_rail(seen: Watched) -> None:
    assert f'href="{reverse("desk:vigilance")}"' not in page(seen.here.first, "my_day")


def test_the_pages_speak_chinese(seen: Watched) -> None:
    board = page(seen.inspector, "vigilance", language="zh-hans")
    assert "十四天没有动静" in board
    assert "无负责人" in board
    shown = page(seen.overseer, "vigilance_signal", seen.signal().id, language="zh-hans")
    assert "现已办理" in shown
    assert "我们疏漏了" in page(
        seen.here.first, "vigilance_signal", seen.signal().id, language="zh-hans"
    )

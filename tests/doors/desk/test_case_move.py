"""Moving a case to a newer version of its pack: seen before, with a reason, by a supervisor."""

from collections.abc import Iterator

import pytest

from bairn.kernel import clock
from bairn.protocols import packs, queries
from tests.doors.desk.casework import Scene, scene, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Scene:
    return scene()


@pytest.fixture
def newer(here: Scene, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    """A newer version came after the case was opened: one step has more time."""
    document = {**packs.compose("cn-2023")}
    document["pack"] = {**document["pack"], "version": "9.0.0"}
    document["steps"] = [
        {**row, "due": "PT3H"} if row["id"] == "emergency_protect" else row
        for row in document["steps"]
    ]
    monkeypatch.setattr(packs, "document_of", lambda pack_id: document)
    packs.current.cache_clear()
    yield here
    packs.current.cache_clear()


def path(here: Scene) -> str:
    return f"/desk/cases/{here.case}/protocol/versions/"


def text(here: Scene, *, language: str = "en") -> str:
    answer = signed_in(here.second, language).get(path(here))
    assert answer.status_code == 200
    return str(answer.content.decode())


def version(here: Scene) -> str:
    return queries.binding_of_case(actor=here.second, at=clock.now(), case_id=here.case).version


def test_a_case_under_the_newest_version_says_so_and_offers_no_move(here: Scene) -> None:
    assert "This case works under the newest version" in text(here)
    assert 'name="go"' not in text(here).split("<main")[1]


def test_what_a_newer_version_would_change_is_seen_before_anything_is_moved(newer: Scene) -> None:
    tab = signed_in(newer.second).get(f"/desk/cases/{newer.case}/protocol/").content.decode()
    assert "Version 9.0.0 is newer: see what it would change" in tab
    shown = text(newer)
    assert "What version 9.0.0 would change in this case" in shown
    assert "Steps with another deadline" in shown
    assert "Stop the harm; protect child and scene" in shown
    assert "期限将变化的步骤" in text(newer, language="zh-hans")
    assert version(newer) != "9.0.0"


def test_a_supervisor_moves_the_case_with_a_reason_and_the_earlier_version_stays_listed(
    newer: Scene,
) -> None:
    before, client = version(newer), signed_in(newer.second)
    bare = client.post(path(newer), {"go": "move"})
    assert bare.status_code == 400, "nobody moves a case without saying why"
    assert version(newer) == before
    assert client.post(path(newer), {"reason": "law_changed"}).status_code == 302
    assert version(newer) == "9.0.0"
    shown = text(newer)
    assert "The law changed" in shown
    assert f'(2023 Opinions) <span class="num">{before}</span>' in shown
    assert client.post(path(newer), {"reason": "law_changed"}).status_code == 400


def test_others_see_what_would_change_and_read_why_they_do_not_move_it(newer: Scene) -> None:
    before, client = version(newer), signed_in(newer.first)
    shown = client.get(path(newer)).content.decode()
    assert "Steps with another deadline" in shown
    assert "This is not part of your role." in shown
    assert client.post(path(newer), {"reason": "law_changed"}).status_code in (400, 403)
    assert version(newer) == before

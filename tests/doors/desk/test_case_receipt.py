"""The proof of an entry is downloaded at the desk and checks with nothing but the verifier."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bairn.kernel import clock
from bairn.oversight import verify
from bairn.oversight.folders import RecordFolder
from bairn.oversight.sequencer import Sequencer
from bairn.oversight.storage import Storage
from tests.doors.desk.casework import Scene, scene, signed_in
from tests.rooms.oversight.recording import empty_the_record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(transactional_db: None, tmp_path: Path, settings) -> Iterator[Scene]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield scene()
    empty_the_record()


def sequence(home: Path) -> None:
    """Every waiting entry gets its place, under a published head."""
    storage = Storage.open()
    try:
        sequencer = Sequencer(storage, RecordFolder.of(home), [])
        sequencer.start()
        while sequencer.step(clock.now()):
            pass
        sequencer.publish(clock.now())
    finally:
        storage.close()


def test_a_proof_downloaded_from_the_record_tab_checks_without_us(
    here: Scene, tmp_path: Path, settings
) -> None:
    client, tab = signed_in(here.first), f"/desk/cases/{here.case}/record/"
    client.get(f"/desk/cases/{here.case}/")
    assert "proof.json" not in client.get(tab).content.decode()
    sequence(settings.BAIRN_HOME)
    links = re.findall(r'href="(/desk/record/[^"]+proof\.json)"', client.get(tab).content.decode())
    answer = client.get(links[0])
    assert answer["Content-Disposition"].startswith("attachment")
    assert set(json.loads(answer.content)) >= {"entry", "index", "proof", "checkpoint"}
    kept = tmp_path / "proof.json"
    kept.write_bytes(answer.content)
    assert verify.main(["--proof", str(kept)]) == 0
    assert signed_in(here.inspector).get(links[0]).status_code == 200


def test_the_proof_of_an_entry_beyond_ones_reach_is_like_one_that_does_not_exist(
    here: Scene, settings
) -> None:
    client = signed_in(here.first)
    client.get(f"/desk/cases/{here.case}/")
    sequence(settings.BAIRN_HOME)
    tab = client.get(f"/desk/cases/{here.case}/record/").content.decode()
    (link, *_more) = re.findall(r'href="(/desk/record/[^"]+proof\.json)"', tab)
    stranger = signed_in(here.stranger)
    beyond = stranger.get(link)
    absent = stranger.get("/desk/record/01920000-0000-7000-8000-000000000000/proof.json")
    assert beyond.status_code == absent.status_code == 403
    said = [re.sub(r'value="[^"]*"', "", one.content.decode()) for one in (beyond, absent)]
    assert said[0] == said[1]

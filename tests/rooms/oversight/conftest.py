"""A house at rest for the record's tests: an empty record, keys and files of its own."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bairn.oversight import witness
from bairn.oversight.cosigning import Cosigner
from bairn.oversight.folders import RecordFolder, WitnessFolder
from bairn.oversight.sequencer import Sequencer, cosigners_of
from bairn.oversight.storage import Storage
from tests.rooms.oversight.recording import empty_the_record, wait_for


@pytest.fixture
def home(transactional_db: None, tmp_path: Path, settings) -> Iterator[Path]:
    settings.BAIRN_HOME = tmp_path / "home"
    empty_the_record()
    yield settings.BAIRN_HOME
    empty_the_record()


@pytest.fixture
def witness_process(home: Path) -> Iterator[WitnessFolder]:
    """The house's witness, answering over HTTP until the test ends."""
    folder, stopping = WitnessFolder.of(home), threading.Event()
    serving = threading.Thread(target=witness.run, args=(stopping.is_set,), daemon=True)
    serving.start()
    wait_for(folder.address.exists)
    yield folder
    stopping.set()
    serving.join(5)


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., Sequencer]]:
    """Start a sequencer; starting again first lets the earlier one go, as after a crash."""
    opened: list[Storage] = []

    def begin(cosigners: list[Cosigner] | None = None) -> Sequencer:
        while opened:
            opened.pop().close()
        opened.append(Storage.open())
        chosen = cosigners_of(home) if cosigners is None else cosigners
        sequencer = Sequencer(opened[-1], RecordFolder.of(home), chosen)
        sequencer.start()
        return sequencer

    yield begin
    while opened:
        opened.pop().close()

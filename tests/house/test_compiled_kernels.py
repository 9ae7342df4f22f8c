"""What numba compiled is never used for other sources than its own."""

import os

from bairn.house import environment


def test_another_state_of_the_sources_has_another_folder(tmp_path, monkeypatch):
    def folder(checkout):
        monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
        monkeypatch.setattr(environment, "CHECKOUT", checkout)
        environment.keep_compiled(tmp_path)
        return os.environ["NUMBA_CACHE_DIR"]

    for name in ("one", "two"):
        place = tmp_path / name / "bairn" / "likeness"
        place.mkdir(parents=True)
        (place / "kernel.py").write_text("WEIGHT = 1\n")
    same = folder(tmp_path / "one")
    assert folder(tmp_path / "two") == same
    (tmp_path / "two" / "bairn" / "likeness" / "kernel.py").write_text("WEIGHT = 2\n")
    assert folder(tmp_path / "two") != same
    assert same.startswith(str(tmp_path / "compiled"))


def test_what_an_operator_chose_stands(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/elsewhere")
    environment.keep_compiled(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == "/elsewhere"

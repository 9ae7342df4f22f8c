"""Ways to spoil a bundle."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.rules.disclosure.small_bundle import IMAGE

EXHIBITS = f"data/exhibits/{IMAGE}"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def flip(path: Path, where: int = 10) -> None:
    data = bytearray(path.read_bytes())
    data[where] ^= 1
    path.write_bytes(data)


def swap(folder: Path, one: str, two: str) -> None:
    first, second = folder / one, folder / two
    a, b = first.read_bytes(), second.read_bytes()
    first.write_bytes(b)
    second.write_bytes(a)


def then(*steps: Callable[[Path], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        for step in steps:
            step(folder)

    return run


def add_line(name: str, line: str) -> Callable[[Path], object]:
    return lambda f: (f / name).write_text((f / name).read_text() + line)


def swap_rows(path: str, one: int, two: int) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        lines = (folder / path).read_text().splitlines(keepends=True)
        lines[one], lines[two] = lines[two], lines[one]
        (folder / path).write_text("".join(lines), newline="")

    return run


def drop_row(path: str, row: int) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        lines = (folder / path).read_text().splitlines(keepends=True)
        del lines[row]
        (folder / path).write_text("".join(lines), newline="")

    return run


def twice(path: str, row: int) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        lines = (folder / path).read_text().splitlines(keepends=True)
        lines.insert(row, lines[row])
        (folder / path).write_text("".join(lines), newline="")

    return run


def graph(change: Callable[[list[dict]], object]) -> Callable[[Path], None]:
    def run(folder: Path) -> None:
        path = folder / "data/case.jsonld"
        document = json.loads(path.read_text())
        change(document["@graph"])
        path.write_text(json.dumps(document))

    return run


def of(nodes: list[dict], kind: str) -> list[dict]:
    return [node for node in nodes if node["@type"].endswith(f":{kind}")]

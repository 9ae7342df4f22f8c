"""What the import contracts cannot say: models stay at home, no key of a table points upwards."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.rooms import FLOOR, HOUSE, imported, room_of, sources, tree


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_the_models_of_a_room_are_imported_in_that_room_alone(path: Path) -> None:
    foreign = [
        name
        for name in imported(tree(path))
        if name.startswith("bairn.") and ".models" in name and name.split(".")[1] != room_of(path)
    ]
    assert foreign == []


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_the_product_asserts_nothing_that_a_flag_could_switch_off(path: Path) -> None:
    assert [node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.Assert)] == []


_KEYS = [
    (model, field)
    for model in apps.get_models()
    if model.__module__.startswith("bairn.")
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete and field.related_model
]


@pytest.mark.parametrize(
    ("model", "field"), _KEYS, ids=[f"{m.__name__}.{f.name}" for m, f in _KEYS]
)
def test_no_foreign_key_points_to_a_higher_floor_nor_into_the_vault(model, field) -> None:
    target = field.related_model.__module__
    if not target.startswith("bairn."):
        return
    own, other = model.__module__.split(".")[1], target.split(".")[1]
    assert own == other or FLOOR[other] < FLOOR[own]
    assert own == other or other != "vault"


def test_every_room_has_its_floor() -> None:
    rooms = {p.name for p in HOUSE.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert rooms <= set(FLOOR)

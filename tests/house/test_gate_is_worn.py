"""Every act and every look passes through the gate, and the policy says who may."""

import inspect
import sys

import pytest

from bairn.access import gate
from tests.house.rooms import HOUSE, import_everything

import_everything()
_PUBLIC = [
    (name, function)
    for name, module in sorted(sys.modules.items())
    if name.startswith("bairn.") and {"actions", "queries"} & set(name.split(".")[2:])
    for function_name, function in sorted(vars(module).items())
    if inspect.isfunction(function) and not function_name.startswith("_")
    if inspect.unwrap(function).__module__ == name
]


@pytest.mark.parametrize(
    "function", [function for _, function in _PUBLIC], ids=lambda f: f"{f.__module__}.{f.__name__}"
)
def test_a_public_function_of_actions_or_queries_wears_the_gate(function) -> None:
    assert getattr(function, "gate_name", "") in gate.REGISTERED


@pytest.mark.parametrize(
    "function", [function for _, function in _PUBLIC], ids=lambda f: f"{f.__module__}.{f.__name__}"
)
def test_it_takes_keywords_only_the_actor_and_the_time(function) -> None:
    parameters = inspect.signature(function).parameters
    assert list(parameters)[:2] == ["actor", "at"]
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in parameters.values())
    assert all(p.annotation is not inspect.Parameter.empty for p in parameters.values())


def test_there_are_acts_and_looks_to_test() -> None:
    assert len(_PUBLIC) > 60


@pytest.mark.parametrize("name", sorted(gate.REGISTERED))
def test_an_act_has_a_row_in_the_policy(name: str) -> None:
    assert name in gate.policy()


@pytest.mark.parametrize("name", sorted(gate.policy()))
def test_a_row_of_the_policy_is_used(name: str) -> None:
    assert name in gate.REGISTERED


def test_every_file_of_the_policy_belongs_to_a_room_of_this_house() -> None:
    rooms = {path.name for path in HOUSE.iterdir() if path.is_dir()}
    rooms |= {path.name for path in (HOUSE / "web").iterdir() if path.is_dir()}
    files = (HOUSE / "access" / "catalogue" / "policy").glob("*.yaml")
    # A room whose policy grows has `room_part.yaml` beside `room.yaml`.
    assert {path.stem.partition("_")[0] for path in files} <= rooms

"""No door records a milestone past the gates of the pack."""

import ast

from tests.house.rooms import HOUSE, sources, tree


def _calls_mark(path) -> bool:
    """Whether the file calls `mark` of the actions of cases, under whatever name they stand."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "bairn.cases"
        for alias in node.names
        if alias.name == "actions"
    }
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "mark"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in names
        for node in ast.walk(tree(path))
    )


def test_no_door_and_no_demo_records_a_milestone_by_itself() -> None:
    calling = {path.relative_to(HOUSE).parts[0] for path in sources() if _calls_mark(path)}
    assert "journeys" in calling, "this test finds whoever does"
    assert not calling & {"web", "api", "cli", "demo"}

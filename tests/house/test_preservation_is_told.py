"""The page of the room draws the table of states as it is."""

from bairn.preservation import states
from tests.house.rooms import CHECKOUT


def test_the_diagram_on_the_page_is_the_table() -> None:
    page = (CHECKOUT / "docs" / "rooms" / "preservation.md").read_text()
    drawn = page.split("```mermaid\n")[1].split("```")[0]
    assert drawn == states.mermaid()

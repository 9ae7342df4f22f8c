"""The page of all acts and looks: `python -m bairn.access.acts_page` writes it to stdout."""

import sys

from bairn.access import rules
from bairn.access.terms import Policy, Scope

_SCOPES = {
    Scope.ANYONE: "role is enough",
    Scope.REACH: "in one's reach",
    Scope.SYSTEM: "the house itself",
}
_HEAD = """# Acts and looks

Generated from `bairn/access/catalogue/policy`; do not edit. Each row is one act or look: who may,
how far it reaches, and why. Nothing happens outside of these; every one leaves an entry on the
record, and so does every refusal. *In one's reach* means: in the circle of the report or case, or
routed to the unit for which one takes in or supervises. Staff roles stand beside `reporter`,
`platform`, `partner` and `system`, who are no staff.
"""


def page() -> str:
    """The whole page, one table for each file of the policy."""
    rooms: dict[str, list[Policy]] = {}
    for row in sorted(rules.read_policy().values(), key=lambda row: row.act):
        rooms.setdefault(row.act.partition(".")[0], []).append(row)
    return _HEAD + "".join(_room(name, rows) for name, rows in sorted(rooms.items()))


def _room(name: str, rows: list[Policy]) -> str:
    lines = [f"\n## {name}\n", "| act | who | reaches | why |", "|---|---|---|---|"]
    lines += [
        f"| `{row.act}` | {', '.join(sorted(row.who))} | {_SCOPES[row.scope]} "
        f"| {row.why['en']} {row.why['zh']} |"
        for row in rows
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())

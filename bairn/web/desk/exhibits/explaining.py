"""How a break came about: said beside it, by a code and in sealed words. The break stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bairn.evidence import actions as evidence
from bairn.kernel.refusal import Refusal
from bairn.web.desk import may
from bairn.web.desk.exhibits import forms
from bairn.web.desk.exhibits.told import Broken


@dataclass(frozen=True, slots=True)
class Shown:
    """A break as the page shows it; without a form somebody has explained it, or may not."""

    row: Broken
    form: forms.Explain | None

    @property
    def open(self) -> bool:
        """Whether something of its form is to be mended."""
        return bool(self.form and self.form.errors)


def shown(
    rows: Iterable[Broken], data: Mapping[str, Any], *, off: Refusal | None
) -> tuple[Shown, ...]:
    """Every break, each with a form of its own."""
    asked = data.get("break", "") if data.get("do") == "explain" else ""
    return tuple(
        Shown(
            row,
            None
            if off or row.explained
            else forms.Explain(data if row.key == asked else None, auto_id=f"b{row.key}-%s"),
        )
        for row in rows
    )


def said(rows: Iterable[Shown], this: Mapping[str, Any]) -> bool:
    """Keep what was filled in for one of the breaks; whether it was kept."""
    for one in rows:
        if one.form is None or not one.form.is_bound or not one.form.is_valid():
            continue
        try:
            evidence.explain_break(
                **this, event=one.row.one.event, kind=one.row.one.kind, **one.form.cleaned_data
            )
        except Refusal as refusal:
            may.tell(one.form, refusal)
        else:
            return True
    return False

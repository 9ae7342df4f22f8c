"""The mapping file: what each column is, as YAML that a person writes, checks and keeps."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from bairn.kernel.refusal import Refusal
from bairn.records.terms import Column, DateOrder, Layout, Target

_PLAIN = ("encoding", "delimiter", "sheet", "region")
_NAMES = frozenset({Target.FAMILY_NAME, Target.GIVEN_NAME, Target.FULL_NAME, Target.OTHER_NAMES})
_IDENTIFY = frozenset({
    Target.NATIONAL_ID, Target.PHONE, Target.EMAIL, Target.ACCOUNT, Target.ADDRESS, Target.DEVICE,
    Target.VEHICLE, Target.URL, Target.DIGEST,
})  # fmt: skip
MOST_LETTERS = 1_000_000


def check(layout: Layout, columns: Sequence[str] | None = None) -> Layout:
    """The layout, if somebody can be told by it. Raises Refusal records.mapping_nobody, …_columns.

    With `columns` every column that it names has to be there, so that no mapping of another file
    is used by mistake.
    """
    if not any(one.target in _NAMES | _IDENTIFY for one in layout.columns.values()):
        raise Refusal(
            "records.mapping_nobody",
            "No column says who a record is about: name at least one with a name, a number, "
            "an account or an address.",
            field="columns",
        )
    told = {name for name, one in layout.columns.items() if one.target is not Target.KEEP}
    if columns is not None and not told <= set(columns):
        raise Refusal(
            "records.mapping_columns",
            "The mapping names columns that this file does not have.",
            field="mapping",
        )
    return layout


def to_yaml(layout: Layout) -> str:
    """The mapping file of a layout."""
    document: dict[str, Any] = {"date_order": layout.date_order.value}
    document |= {name: said for name in _PLAIN if (said := getattr(layout, name))}
    document["columns"] = {
        name: {"to": one.target.value, "platform": one.platform}
        if one.platform
        else one.target.value
        for name, one in layout.columns.items()
    }
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000)
    if yaml.safe_load(text) == document:
        return text
    return yaml.safe_dump(document, allow_unicode=False, sort_keys=False, width=1000)


def from_yaml(text: str) -> Layout:
    """The layout of a mapping file. Raises Refusal records.mapping; it repeats nothing of it."""
    if len(text) > MOST_LETTERS:
        raise _not_understood()
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        if any(isinstance(one, yaml.AliasEvent) for one in events):
            raise _not_understood()
        return _layout(yaml.safe_load(text))
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        raise _not_understood() from None


def _layout(document: object) -> Layout:
    if not isinstance(document, Mapping) or not isinstance(document.get("columns"), Mapping):
        raise _not_understood()
    if set(document) - {*_PLAIN, "date_order", "columns"}:
        raise _not_understood()
    return Layout(
        columns={str(name): _column(one) for name, one in document["columns"].items()},
        date_order=DateOrder(document.get("date_order", "ymd")),
        **{name: str(document.get(name, "")) for name in _PLAIN},
    )


def _column(said: object) -> Column:
    if isinstance(said, Mapping):
        return Column(Target(said["to"]), str(said.get("platform", ""))[:40])
    return Column(Target(str(said)))


def _not_understood() -> Refusal:
    return Refusal(
        "records.mapping",
        "This mapping file is not understood: it has `columns`, each with what it is, and may "
        "have date_order, region, encoding, delimiter and sheet.",
        field="mapping",
    )

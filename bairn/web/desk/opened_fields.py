"""What was opened from the vault as lines with labels; shown once, kept nowhere."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def shown(fields: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each field with its lines, in the order in which people read them."""
    labels = _labels()
    known = [name for name in labels if name in fields]
    for name in [*known, *(name for name in fields if name not in labels)]:
        yield labels.get(name, name.replace("_", " ")), tuple(_lines(fields[name]))


def _lines(value: str) -> Iterator[str]:
    if not value.startswith("["):
        yield value
        return
    try:
        rows: list[Any] = json.loads(value)
    except ValueError:
        yield value
        return
    for row in rows:
        yield " · ".join(str(v) for v in row.values() if v) if isinstance(row, dict) else str(row)


def _labels() -> dict[str, str]:
    return {
        "family_name": _("Family name"),
        "given_name": _("Given name"),
        "full_name": _("Name"),
        "other_names": _("Other names"),
        "birth_date": _("Born"),
        "phones": _("Telephone"),
        "emails": _("E-mail"),
        "addresses": _("Address"),
        "national_ids": _("Identity number"),
        "accounts": _("Accounts"),
        "school": _("School"),
        "urls": _("Web addresses"),
        "devices": _("Devices"),
        "ip_addresses": _("IP addresses"),
        "notes": _("Notes"),
        "narrative": _("What was told"),
        "first_account": _("The child's first account, as it was said"),
        "who_told": _("Who told whom"),
        "escalation": _("Why the platform calls it urgent"),
        "when": pgettext("account", "When"),
        "where": pgettext("account", "Where"),
        "how_known": _("How it is known"),
        "contact_wish": _("How the reporter may be reached"),
        "platform": _("Where online"),
        "name": _("File name"),
        "locator": _("Where it was found"),
    }

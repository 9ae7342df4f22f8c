"""The foot of every page: what it is, which page, when it was printed, its entry on the record."""

from datetime import datetime, timedelta

_PAGES = {
    "en": '"Page " counter(page) " of " counter(pages)',
    "zh": '"第 " counter(page) " 页，共 " counter(pages) " 页"',
}
_PRINTED = {"en": "Printed {}", "zh": "打印于 {}"}
_ENTRY = {"en": "record entry {}", "zh": "记录条目 {}"}


def moment(when: datetime) -> str:
    """`when` with its distance from UTC, the same in every language."""
    off = when.utcoffset() or timedelta()
    minutes = int(off.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"{when:%Y-%m-%d %H:%M} (UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d})"


def rules(*, title: str, language: str, printed: datetime | None, entry: str) -> str:
    """The page rules that write the foot; `title` and `entry` stay text whatever they hold."""
    said = []
    if printed is not None:
        said.append(_PRINTED[language].format(moment(printed)))
    if entry:
        said.append(_ENTRY[language].format(entry))
    return (
        f"@page {{ @bottom-left {{ content: {_string(title)}; }}"
        f" @bottom-center {{ content: {_string(' · '.join(said))}; }}"
        f" @bottom-right {{ content: {_PAGES[language]}; }} }}"
    )


def _string(text: str) -> str:
    """`text` as a CSS string: whatever could end it is spelled by its number."""
    spelled = (c if c.isalnum() or c in " -.,:()·+" else f"\\{ord(c):x} " for c in text)
    return f'"{"".join(spelled)}"'

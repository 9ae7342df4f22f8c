"""Which gate each address of packs stands behind."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:packs": ("protocols.packs",),
    "desk:pack": ("protocols.packs",),
    "desk:pack_tables": ("protocols.packs",),
    "desk:pack_versions": ("protocols.packs",),
}

"""What the rail offers: the pages that somebody's roles have a part in."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bairn.kernel.actor import Actor
from bairn.web.desk import may


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the rail: where it leads, and by which keys."""

    name: str
    label: str | Promise
    keys: str
    act: str  # of the policy; empty: for everybody who is signed in


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the rail as a page shows it."""

    item: Item
    url: str
    here: str  # `page` for the page itself, `true` for one below it, empty for others


ITEMS = (
    Item("my_day", _("My day"), "g d", ""),
    Item("queue", _("Queue"), "g q", "triage.queue"),
    Item("officer", _("New report"), "g n", "intake.receive"),
    Item("cases", _("Cases"), "g c", "cases.list"),
    Item("exhibits", _("Exhibits"), "g e", "desk.exhibits"),
    Item("proof_lists", _("Proof"), "g f", "proof.wanted"),
    Item("running_out", _("What runs out"), "g l", "desk.running_out"),
    Item("kits", _("Kits"), "g k", "evidence.kit_board"),
    Item("reviews", _("Reviews"), "g r", "supervision.due_reviews"),
    Item("handovers", _("Hand-overs"), "g h", "supervision.handovers_waiting"),
    Item("old_cases", _("Old cases"), "g y", "nonrecent.queue"),
    Item("links", _("Links"), "g j", "desk.links"),
    Item("series", _("Series"), "g s", "series.offences"),
    Item("search", _("Search"), "/", "vault.look_up"),
    Item("digest_lists", _("Digests"), "g x", "digests.lists"),
    Item("imports", _("Imports"), "g m", "records.collections"),
    Item("packs", _("Packs"), "g p", "protocols.packs"),
    Item("vigilance", _("Neglect"), "g v", "desk.vigilance"),
    Item("overseers", _("Overseers"), "g w", "vigilance.name_overseer"),
    Item("files_failed", _("File checks"), "g i", "evidence.failed_checks"),
    Item("exposure", _("Exposure"), "g a", "evidence.own_exposure"),
    Item("court_agreeing", _("Identities to leave"), "g t", "desk.court_agreeing"),
    Item("oversight", _("Oversight"), "g o", "access.record_search"),
)


def rail(actor: Actor, *, here: str) -> Iterator[Shown]:
    """The lines for this actor; `here` is the address of the page that shows them."""
    lines = [
        (item, reverse(f"desk:{item.name}"))
        for item in ITEMS
        if not (item.act and may.off(item.act, actor))
    ]
    # The first line, My day, stands at the root of the desk: no page lies below it.
    above = [url for _item, url in lines if here.startswith(url) and url != reverse("desk:my_day")]
    nearest = max(above, key=len, default="")
    for item, url in lines:
        yield Shown(item, url, "page" if url == here else "true" if url == nearest else "")

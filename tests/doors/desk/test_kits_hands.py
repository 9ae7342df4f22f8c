"""A clinic's own kit on the pages of exhibits: sealed, given, stored, counted, printed, ended."""

import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from bairn.access import queries as access
from bairn.evidence import actions as evidence
from bairn.evidence import queries
from bairn.evidence.terms import Receiver
from bairn.kernel import clock
from bairn.kernel.actor import Actor
from bairn.kernel.refusal import Refusal
from bairn.paper import printing
from tests.rooms.evidence import kit_scene
from tests.rooms.evidence.kit_scene import AT, DAY, HOUR, Scene

pytestmark = pytest.mark.django_db
SignIn = Callable[[Actor], Client]
POLICE = ("ben", "cleo", "emil", "dana")
PAGES = ("evidence", "exhibit_offer", "exhibit_labels", "exhibit_new", "contamination", "files")
PAGES_OF_ONE = ("exhibit", "exhibit_continuity", "exhibit_end", "upload", "file_digest")
FAR = 60 * 366 * DAY


@dataclass(frozen=True)
class Own:
    """The clinic's own kit, its supervisor and a laboratory in its circle."""

    scene: Scene
    holder: uuid.UUID
    kit: uuid.UUID

    @property
    def mine(self) -> dict[str, Any]:
        """What Mo does to it."""
        return {"actor": self.scene.mo, "at": clock.now(), "case_id": self.holder}

    def page(self, name: str = "exhibit") -> str:
        """Where one of its pages is."""
        ids = {"case_id": self.holder, "exhibit_id": self.kit}
        if name in PAGES:
            del ids["exhibit_id"]
        return reverse(f"desk:{name}", kwargs=ids)

    def offered(self) -> uuid.UUID:
        """Offered to the laboratory."""
        to = Receiver(staff_id=self.scene.lee.id)
        return evidence.offer(**self.mine, exhibit_ids=[self.kit], to=to, purpose="storage")


@pytest.fixture
def own(db: None) -> Iterator[Own]:
    scene = kit_scene.make()
    made = scene.own()
    for card, role in ((scene.sue, "supervisor"), (scene.lee, "lab")):
        evidence.kits.admit(
            actor=scene.mo, at=AT, case_id=made.holder_id, staff_id=card.id, role=role
        )
    yield Own(scene, made.holder_id, made.id)
    kit_scene.sessions._kept.clear()


def seen(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def done(client: Client, path: str, status: int = 302, **data: object) -> str:
    answer = client.post(path, data)
    assert answer.status_code == status, answer.content.decode()[:5000]
    return answer.content.decode()


def standing(own: Own) -> Any:
    return queries.exhibit(**own.mine, exhibit_id=own.kit).card


def test_its_page_leads_to_its_hands_and_these_are_drawn_in_both_languages(
    own: Own, signed_in: SignIn
) -> None:
    client = signed_in(own.scene.mo)
    way = seen(client, reverse("desk:kit", args=[own.holder, own.kit]))
    assert f'href="{own.page()}"' in way
    hands = seen(client, own.page())
    assert 'class="hands"' in hands
    assert "Nobody has reported: it belongs to the clinic alone" in hands
    assert f'href="{reverse("desk:kit", args=[own.holder, own.kit])}"' in hands
    assert reverse("desk:cases") + '"' not in hands.split("<main")[1]
    answer = client.get(own.page(), headers={"accept-language": "zh-CN"})
    assert "检材盒" in answer.content.decode()


def test_it_is_sealed_and_put_into_a_place_that_the_clinic_counts(
    own: Own, signed_in: SignIn
) -> None:
    client = signed_in(own.scene.mo)
    done(client, own.page(), do="break_seal", reason="examination")
    done(client, own.page(), do="seal", seal="S2")
    assert standing(own).seal == "S2"
    done(client, reverse("desk:places"), name="Clinic freezer", condition="frozen")
    (place,) = queries.places(actor=own.scene.mo, at=clock.now())
    done(client, own.page(), do="store", place=str(place.id), condition="intact")
    assert standing(own).place_id == place.id
    counted = evidence.audit_place(
        actor=own.scene.mo, at=clock.now(), place_id=place.id, scanned=[standing(own).code]
    )
    assert (counted.missing, counted.surplus, counted.unknown) == ((), (), ())
    assert "Clinic freezer" in seen(client, own.page())


def test_a_laboratory_accepts_it_from_the_clinic(own: Own, signed_in: SignIn) -> None:
    lab, clinic = signed_in(own.scene.lee), signed_in(own.scene.mo)
    done(clinic, own.page(), do="offer", to=str(own.scene.lee.id), purpose="storage")
    offer = standing(own).handover_id
    assert offer is not None
    mine = seen(lab, reverse("desk:exhibits"))
    assert "K-0042" in mine
    there = reverse("desk:exhibit_handover", args=[own.holder, offer])
    seen(lab, there)
    key = str(own.kit)
    said = {"do": "accept", f"take-{key}": "on", f"seal-{key}": "S1", f"condition-{key}": "intact"}
    assert lab.post(there, said).status_code == 302
    assert standing(own).hands.staff_id == own.scene.lee.id


@pytest.mark.django_db(transaction=True)
def test_a_laboratory_reads_what_was_said_of_a_kit_and_of_nothing_else(
    own: Own, signed_in: SignIn
) -> None:
    lab, words = signed_in(own.scene.lee), own.page("exhibit_words")
    assert "Read the description" in seen(lab, own.page())
    assert "K-0042" in done(lab, words, 200, words="own")
    assert lab.post(words, {"words": str(own.kit)}).status_code == 404
    page = access.record_of(actor=own.scene.mo, at=clock.now(), case_id=own.holder)
    assert "words.read_exhibit" in {row.entry.act for row in page.entries}


def test_an_offer_is_refused_with_a_reason_and_the_giver_goes_on_answering(
    own: Own, signed_in: SignIn
) -> None:
    offer = own.offered()
    there = reverse("desk:exhibit_handover", args=[own.holder, offer])
    done(signed_in(own.scene.lee), there, do="refuse", reason="papers_missing")
    assert standing(own).hands.staff_id == own.scene.mo.id


def test_its_label_and_its_statement_say_the_number_of_the_kit(own: Own, signed_in: SignIn) -> None:
    if not printing.available():
        pytest.skip("pango is missing here")
    client = signed_in(own.scene.mo)
    labels = f"{own.page('exhibit_labels')}?sheet=single&exhibit={own.kit}"
    for path in (labels, own.page("exhibit_continuity")):
        answer = client.get(path)
        assert answer["Content-Type"] == "application/pdf", answer.content[:2000]
        words = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
        assert "K-0042" in words
        assert "Hillside" not in words


def test_the_way_to_its_disposal_is_walked_within_the_clinic(own: Own, signed_in: SignIn) -> None:
    mo, sue = signed_in(own.scene.mo), signed_in(own.scene.sue)
    end = own.page("exhibit_end")
    assert "Nobody was told in writing." in seen(mo, end)
    done(mo, end, do="keep", until="2090-01-01", basis="agency_rule")
    done(mo, end, do="propose", basis="retention_over")
    refused = done(sue, end, 400, do="agree")
    assert "Nobody was told in writing." in refused
    done(sue, end, do="decline", reason="still_needed")


def test_a_clinician_proposes_no_disposal_in_a_case_of_the_police(own: Own) -> None:
    scene = own.scene
    kit_id = scene.kit(number="K-88")
    with pytest.raises(Refusal, match=r"evidence\.disposal_of_case"):
        evidence.propose_disposal(
            actor=scene.mo, at=AT + HOUR, case_id=scene.case, exhibit_id=kit_id,
            basis="retention_over",
        )  # fmt: skip


def test_what_only_a_case_has_is_not_offered_and_not_there(own: Own, signed_in: SignIn) -> None:
    client = signed_in(own.scene.mo)
    shown = seen(client, own.page("evidence"))
    for name in ("exhibit_new", "contamination", "files"):
        assert f'href="{own.page(name)}"' not in shown
        assert client.get(own.page(name)).status_code in (403, 404)
    assert "Without a report only the kit is kept here." in shown
    assert client.get(own.page("upload")).status_code == 404


@pytest.mark.parametrize("name", POLICE)
def test_for_police_and_prosecution_it_is_like_an_id_that_nobody_has(
    own: Own, signed_in: SignIn, name: str
) -> None:
    offer, client = own.offered(), signed_in(getattr(own.scene, name))
    nobody = Own(own.scene, uuid.uuid4(), uuid.uuid4())
    there = [(own.page(one), nobody.page(one)) for one in (*PAGES, *PAGES_OF_ONE)]
    offers = (own.holder, offer), (nobody.holder, uuid.uuid4())
    mine, none_such = (reverse("desk:exhibit_handover", args=ids) for ids in offers)
    way, no_way = (reverse("desk:kit", args=[one.holder, one.kit]) for one in (own, nobody))
    there += [(mine, none_such), (way, no_way)]
    for real, none in there:
        got, wanted = client.get(real), client.get(none)
        assert got.status_code == wanted.status_code
        assert got.status_code in (403, 404)
        assert _plain(got, real) == _plain(wanted, none)
        sent, in_vain = (client.post(path, {"do": "seal"}) for path in (real, none))
        assert sent.status_code == in_vain.status_code
        assert sent.status_code in (403, 404, 405)
    words = client.post(own.page("exhibit_words"), {"words": "own"})
    assert words.status_code == client.post(nobody.page("exhibit_words")).status_code
    for listed in ("exhibits", "exhibits_find", "kits"):
        assert "K-0042" not in seen(client, reverse(f"desk:{listed}"))


def _plain(answer: Any, path: str) -> str:
    """What the page says, without the address and the tokens of the request."""
    words = answer.content.decode().replace(path, "")
    return "".join(one for one in words.split("\n") if "csrf" not in one and "nonce" not in one)


def test_after_the_opt_in_each_old_link_leads_to_the_case(own: Own, signed_in: SignIn) -> None:
    scene = own.scene
    client = signed_in(scene.mo)
    done(
        client, reverse("desk:kit", args=[own.holder, own.kit]), do="report",
        case=str(scene.case), consent_by="survivor",
    )  # fmt: skip
    new = Own(scene, scene.case, own.kit)
    for name in ("exhibit", "exhibit_end"):
        assert client.get(own.page(name))["Location"] == new.page(name)
    kit = client.get(reverse("desk:kit", args=[own.holder, own.kit]))
    assert kit["Location"] == reverse("desk:kit", args=[scene.case, own.kit])
    assert "Path of hands" in seen(signed_in(scene.ben), new.page())
    outside = signed_in(scene.sue)
    assert outside.get(own.page()).status_code in (403, 404)

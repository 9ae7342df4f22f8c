"""Markup and templates in every text field of every channel are shown as they were written."""

import re
from html import unescape
from xml.sax.saxutils import escape

import pytest
from django.test import Client
from django.urls import reverse

from bairn.access.models import Agency, Staff, Unit
from bairn.intake.models import Platform, Report
from bairn.kernel import clock
from bairn.triage import actions as triage
from tests.doors.api.senders import Senders, senders
from tests.doors.browser import CHROMIUM, chromium
from tests.doors.desk.casework import signed_in
from tests.doors.report.walk import FULL, Walk
from tests.rooms.intake.desk import open_desk
from tests.security.payloads import ALL, MARKUP, TEMPLATES, active_markup

PILE = "\n".join(one.replace("\x0b", " ") for one in ALL)
SHORT = [one[:280] for one in ALL]


@pytest.fixture
def here(empty_cache: None) -> Senders:
    """Everybody before the doors; the names of people, units and senders are payloads too."""
    made = senders(open_desk())
    Staff.objects.update(display_name=MARKUP[3])
    Unit.objects.update(name=MARKUP[8])
    Agency.objects.update(name=MARKUP[13])
    Platform.objects.update(name=MARKUP[0])
    return made


def by_public_form() -> None:
    typed = {
        page: {k: v if page in _CHOSEN or k in _CODES else PILE[:300] for k, v in told.items()}
        for page, told in FULL.items()
    }
    typed["what"] = {"account": PILE[:3900]}
    walk = Walk().to_the_list(typed)
    PAGES["public: the list of answers"] = walk.answer.content.decode()
    walk.press("send")
    PAGES["public: receipt"] = walk.answer.content.decode()
    code = re.search(r"\d{4}-\d{4}-\d{4}-\d{4}", walk.text)[0]
    back = walk.client.post(reverse("report:back"), {"code": code}).content.decode()
    given = {"pass": re.search(r'name="pass" value="([^"]+)"', back)[1], "words": PILE}
    PAGES["public: added"] = walk.client.post(reverse("report:back"), given).content.decode()
    PAGES["public: a wrong code"] = walk.client.post(
        reverse("report:back"), {"code": MARKUP[3]}
    ).content.decode()


_CHOSEN = {"danger", "who", "country", "work", "situation", "signs"}
_CODES = {"about", "age", "last", "reach", "part", "may"}
PAGES: dict[str, str] = {}


def by_partner(here: Senders) -> None:
    noted = [{"kind": one, "value": one, "note": one} for one in SHORT[:50]]
    identity = {
        **dict.fromkeys(("family_name", "given_name", "full_name", "school"), PILE[:290]),
        **dict.fromkeys(("other_names", "phones", "emails", "urls"), SHORT[:50]),
        **dict.fromkeys(("addresses", "devices", "ip_addresses", "notes"), noted),
        "accounts": [{"platform": one, "handle": one} for one in SHORT[:50]],
        "national_ids": [{"country": "SE", "number": one} for one in SHORT[:20]],
    }
    words = dict.fromkeys(
        ("narrative", "first_account", "who_told", "when", "where", "how_known", "contact_wish"),
        PILE[:1990],
    )
    told = {
        "sender_number": MARKUP[3],
        "facts": {"victim_age_min": 9, MARKUP[8]: MARKUP[8], "odd": PILE},
        "people": [{"role": "victim", "identity": identity, MARKUP[3]: PILE}],
        "words": words | {"platform": MARKUP[8]},
        "files": [{"name": one, "locator": one} for one in SHORT],
        **{one[:100]: one for one in SHORT},
    }
    answer = here.clinic.report(told)
    assert answer.status_code == 201, answer.content
    added = f"reports/{answer.json()['reference']}/additions"
    assert here.clinic.send("POST", added, {"text": PILE, "facts": {}}).status_code == 201


def by_platform(here: Senders) -> None:
    pile = escape(PILE)
    content = (
        f"<report><incidentSummary><incidentType>Online Enticement of Children for Sexual Acts"
        f"</incidentType><platform>{pile}</platform><escalateToHighPriority>{pile}"
        f"</escalateToHighPriority><incidentDateTime>2026-02-01T10:00:00+08:00</incidentDateTime>"
        f"</incidentSummary><reporter><reportingPerson><firstName>{pile}</firstName><lastName>"
        f"{pile}</lastName></reportingPerson></reporter><personOrUserReported><espIdentifier>{pile}"
        f"</espIdentifier><screenName>{pile}</screenName><profileUrl>{pile}</profileUrl>"
        f"</personOrUserReported><additionalInfo>{pile}</additionalInfo>"
        f"<odd kind={_quoted(PILE)}>{pile}</odd></report>"
    )
    number = here.meadow.opened(content.encode())
    file_id = here.meadow.upload(number, b"calm", name=MARKUP[8].replace('"', "")).says("fileId")
    more = f"<locationOfFile>{escape(MARKUP[3])}</locationOfFile><additionalInfo>{pile}"
    assert here.meadow.describe(number, file_id, more + "</additionalInfo>").code == 0
    assert here.meadow.end("finish", number).code == 0


def _quoted(text: str) -> str:
    return '"' + escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}) + '"'


def by_officer(client: Client) -> None:
    form = {
        "sending_key": "k" * 32, "first_account": PILE, "who_told": PILE, "narrative": PILE,
        "where": PILE[:900], "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0",
        "form-0-role": "victim", "form-0-full_name": MARKUP[3], "form-0-phone": MARKUP[8],
        "form-0-email": MARKUP[3], "form-0-address": MARKUP[13], "form-0-platform": MARKUP[8],
        "form-0-handle": MARKUP[3], "form-0-school": PILE[:290],
    }  # fmt: skip
    path = reverse("desk:officer")
    wrong = form | {"form-0-country": MARKUP[3], "pack": MARKUP[3], "incident_earliest": MARKUP[8]}
    again = client.post(path, wrong)
    assert again.status_code == 422
    PAGES["desk: the officer's form with faults"] = again.content.decode()
    PAGES["desk: the officer's form, one more"] = client.post(
        path, form | {"do": "add"}
    ).content.decode()
    kept = client.post(path, form)
    assert kept.status_code == 200
    PAGES["desk: the officer's receipt"] = kept.content.decode()


def look(client: Client, name: str, /, *given: object, status: int = 200, **form: str) -> str:
    path = reverse(f"desk:{name}", args=given)
    answer = client.post(path, form) if form else client.get(path)
    assert answer.status_code == status, (name, answer.status_code)
    page = answer.content.decode()
    PAGES[f"desk: {name} {given} {form.get('what', '')} {form.get('which', '')}"] = page
    return page


def open_everything(here: Senders, client: Client) -> None:
    for report in Report.objects.all():
        triage.enter(actor=here.desk.system, at=clock.now(), report_id=report.id)
        triage.assess(actor=here.desk.system, at=clock.now(), report_id=report.id)
        page = look(client, "report", report.id)
        sealed = re.findall(r'name="what" value="(\w+)".*?(?:name="which" value="([^"]*)")', page)
        assert sealed
        for what, which in dict.fromkeys(sealed):
            given = {"what": what, "which": which, "purpose": "investigation"}
            look(client, "report_open", report.id, **given)


def a_case(client: Client) -> None:
    waiting = Report.objects.filter(channel="partner_api").get()
    opened = client.post(
        reverse("desk:report_case", args=[waiting.id]),
        {"pack_id": "cn-2023", "time_zone": "Asia/Shanghai"},
    )
    assert opened.status_code == 302, opened.content
    case = opened["Location"].split("/")[-2]
    for tab in ("case", "people", "protocol", "facts", "decisions", "record"):
        page = look(client, tab, case)
        if tab == "people":
            subject = re.search(r'name="subject" value="([^"]+)"', page)[1]
            look(client, "identity", case, subject=subject, purpose="investigation")


def walk_all(here: Senders) -> dict[str, str]:
    PAGES.clear()
    client = signed_in(here.desk.supervisor)
    by_public_form()
    by_partner(here)
    by_platform(here)
    by_officer(signed_in(here.desk.officer))
    open_everything(here, client)
    a_case(client)
    saved = client.post(reverse("desk:views"), {"name": MARKUP[3], "band": "a"})
    assert saved.status_code == 302
    for name in ("queue", "my_day", "cases", "views", "search"):
        look(client, name)
    look(client, "search", q=MARKUP[8], status=400)
    look(client, "search", q=f"{MARKUP[3][:60]}: {MARKUP[8]}")
    PAGES["desk: sign-in"] = Client().post(
        "/desk/account/login/", {"login": MARKUP[3], "password": "x", "next": MARKUP[3]}
    ).content.decode()  # fmt: skip
    PAGES["desk: purpose"] = client.get("/desk/purpose/", {"next": MARKUP[3]}).content.decode()
    PAGES["desk: queue by address"] = client.get(
        "/desk/queue/", dict.fromkeys(("band", "channel", "state", "after"), MARKUP[3])
    ).content.decode()
    return dict(PAGES)


def test_no_text_of_any_channel_becomes_markup_script_or_template_on_any_page(here):
    pages = walk_all(here)
    assert len(pages) > 30
    assert {name: found for name, page in pages.items() if (found := active_markup(page))} == {}
    shown = "\n".join(unescape(page) for page in pages.values())
    for one in (*MARKUP[:40], *TEMPLATES):
        told = one.replace("\x0b", " ")
        assert told in shown, f"{told!r} was not even shown: the test shows nothing"
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's Chromium")
    assert ran_in_a_browser(pages) == []


def ran_in_a_browser(pages: dict[str, str]) -> list[str]:
    """Pages whose content runs something in Chromium, without a policy to help them."""
    found: list[str] = []
    with chromium() as browser:
        page = browser.new_context().new_page()
        page.route("**/*", lambda route: route.abort())
        for name, content in {**pages, "a page that does run": MARKUP[8]}.items():
            ran: list[str] = []
            page.once("dialog", lambda seen, ran=ran: (ran.append(seen.message), seen.dismiss()))
            page.set_content(content, wait_until="domcontentloaded")
            page.wait_for_timeout(60)
            found += [name] if ran else []
            page.close()
            page = browser.new_context().new_page()
            page.route("**/*", lambda route: route.abort())
    assert found[-1:] == ["a page that does run"], "the browser does not notice what runs"
    return found[:-1]


def test_the_protocol_and_the_partner_api_answer_without_a_word_that_was_sent(here):
    answers = [
        here.meadow.submit(f"<report>{escape(MARKUP[0])}</report>".encode()).body.decode(),
        here.meadow.send("POST", "submit", MARKUP[0].encode()).body.decode(),
        here.clinic.report({"pack": MARKUP[0]}).content.decode(),
        here.clinic.send("GET", "reports/<script>alert(1)").content.decode(),
    ]
    for answer in answers:
        assert "alert(" not in answer

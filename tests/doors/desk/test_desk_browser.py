"""Signing in, my day, queue, report and the officer's form in a real browser."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Browser, expect

from bairn.journeys.open_case import open_case
from bairn.kernel import clock
from tests.doors.browser import CHROMIUM, PHONE, WIDE, Visit, visit
from tests.doors.desk.reporting import NAME, SAID, Hall, hall

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed"),
]
PASSWORD = "four quiet words walk"


@pytest.fixture
def here(transactional_db: None) -> Hall:
    made = hall()
    made.receive(danger_now=True, meeting_arranged=True, victim_age_min=9, victim_age_max=10)
    made.receive(recent=False, victim_age_min=9, victim_age_max=10)
    made.receive(recent=False, victim_age_min=30, victim_age_max=40)
    made.receive(placed=False)
    open_case(
        actor=made.officer,
        at=clock.now(),
        report_id=made.receive(danger_now=True, victim_age_min=9, victim_age_max=9),
        pack_id="cn-2023",
        time_zone="Asia/Shanghai",
    )
    for actor in (made.officer, made.supervisor):
        person = get_user_model().objects.get(pk=actor.id)
        person.set_password(PASSWORD)
        person.save()
    return made


def faultless(seen: Visit, home: str, picture: Path) -> None:
    """No axe fault, no sideways scroll, nothing from outside, no complaint of the browser."""
    seen.page.screenshot(path=str(picture), full_page=True)
    found = (seen.axe(), seen.sideways(), seen.outside(home), seen.complaints)
    assert found == ([], 0, [], []), picture.stem


def sign_in(seen: Visit, home: str, name: str = "ada") -> None:
    """As a person does: name, password, purpose."""
    page = seen.page
    page.goto(f"{home}/desk/account/login/")
    page.fill("#id_login", name)
    page.fill("#id_password", PASSWORD)
    page.click("form[action='/desk/account/login/'] button.button")
    page.click("input[name=purpose] >> nth=0")
    page.click("main button.button")
    page.wait_for_url(f"{home}/desk/")


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_every_page_from_the_sign_in_to_the_receipt_is_faultless(
    chrome: Browser, here: Hall, home: str, pictures: Path, size: Any, language: str
) -> None:
    def shot(name: str) -> Path:
        return pictures / f"{name}-{size[0]}-{language}.png"

    report = here.receive(danger_now=True, victim_age_min=9, victim_age_max=10)
    get_user_model().objects.filter(pk=here.officer.id).update(language=language)
    with visit(chrome, size=size, language=language) as seen:
        page = seen.page
        page.goto(f"{home}/desk/")
        faultless(seen, home, shot("signin"))
        sign_in(seen, home)
        faultless(seen, home, shot("my_day"))
        for name, address in {
            "purpose": "purpose/",
            "account": "account/",
            "queue": "queue/",
            "views": "queue/views/",
            "report": f"reports/{report}/",
            "report_case": f"reports/{report}/case/",
            "officer": "officer/",
        }.items():
            page.goto(f"{home}/desk/{address}")
            faultless(seen, home, shot(name))
        page.click("button[value=send] >> nth=-1")
        page.wait_for_selector(".code")
        faultless(seen, home, shot("receipt"))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_on_a_phone_account_and_way_out_are_in_sight_on_every_page(
    chrome: Browser, here: Hall, home: str, language: str
) -> None:
    get_user_model().objects.filter(pk=here.officer.id).update(language=language)
    with visit(chrome, size=PHONE, language=language) as seen:
        sign_in(seen, home)
        page = seen.page
        for address in ("", "queue/", "officer/", "cases/"):
            page.goto(f"{home}/desk/{address}")
            for way in ("form[action$='/logout/'] button", "a[href$='/desk/account/']"):
                box = page.locator(f".rail {way}").bounding_box()
                assert box is not None
                assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE[0], (address, way)
            hidden = "rail => rail.scrollWidth - rail.clientWidth"
            assert page.locator(".rail").evaluate(hidden) <= 0
        page.click(".rail form[action$='/logout/'] button")
        page.wait_for_url(f"{home}/desk/account/**")


@pytest.mark.parametrize(("size", "language"), list(product([WIDE, PHONE], ["en", "zh-hans"])))
def test_a_refused_case_and_a_refused_police_band_leave_a_faultless_page(
    chrome: Browser, here: Hall, home: str, pictures: Path, size: Any, language: str
) -> None:
    get_user_model().objects.filter(pk=here.officer.id).update(language=language)
    report = here.receive(victim_age_min=9, victim_age_max=10)
    with visit(chrome, size=size, language=language) as seen:
        sign_in(seen, home)
        page = seen.page
        for name, fields in {
            "join": {"reference": "C-26-0000000-0"},
            "police": {"scheme": "kirat", "band": "1", "given_at": "2026-03-01T10:00"},
        }.items():
            page.goto(f"{home}/desk/reports/{report}/")
            form = page.locator(f"form[action$='/{name}/']")
            page.click(f"#{name} ~ details summary")
            for field, typed in fields.items():
                form.locator(f"[name={name}-{field}]").fill(typed)
            with page.expect_navigation():
                form.locator("button").click()
            assert page.locator(".error-summary li").count() == 1
            for field, typed in fields.items():
                assert form.locator(f"[name={name}-{field}]").input_value() == typed
            # the answer is a refusal, and the browser says so in its own console
            seen.complaints.clear()
            faultless(seen, home, pictures / f"{name}-{size[0]}-{language}.png")


def test_counts_stand_in_a_row_and_fields_side_by_side_stand_on_one_line(
    chrome: Browser, here: Hall, home: str
) -> None:
    with visit(chrome) as seen:
        sign_in(seen, home)
        page = seen.page
        page.goto(f"{home}/desk/queue/")
        counts = page.locator(".top nav.row > *")
        tops = [counts.nth(n).bounding_box()["y"] for n in range(counts.count())]
        assert len(tops) == 4
        assert len(set(tops)) == 1
        assert page.locator(".top nav li").count() == 0
        page.goto(f"{home}/desk/officer/")
        rows = page.evaluate(
            """[...document.querySelectorAll(".halves")].map(grid => {
                const boxes = [...grid.querySelectorAll(":scope > .field > :last-child")]
                    .map(one => one.getBoundingClientRect()).filter(box => box.height);
                const fields = getComputedStyle(grid).gridTemplateColumns.split(" ").length;
                return boxes.slice(0, fields).map(box => Math.round(box.bottom));
            })"""
        )
        assert max(len(one) for one in rows) > 1
        assert all(len(set(one)) <= 1 for one in rows), rows


def test_sealed_words_open_with_one_click_that_says_the_purpose(
    chrome: Browser, here: Hall, home: str, pictures: Path
) -> None:
    report = here.receive()
    with visit(chrome) as seen:
        sign_in(seen, home)
        page = seen.page
        page.goto(f"{home}/desk/reports/{report}/")
        assert SAID not in page.content()
        page.click("#sealed ~ details summary >> nth=0")
        page.click("#sealed ~ details button >> nth=0")
        page.wait_for_selector(".opened")
        assert SAID in page.content()
        assert SAID not in page.title() + page.url
        faultless(seen, home, pictures / "opened.png")
        assert NAME not in page.content()


def test_the_keys_lead_to_the_day_and_the_queue_and_the_help_names_them(
    chrome: Browser, here: Hall, home: str
) -> None:
    with visit(chrome) as seen:
        sign_in(seen, home)
        page = seen.page
        page.keyboard.press("g")
        page.keyboard.press("q")
        page.wait_for_url(f"{home}/desk/queue/")
        page.keyboard.press("g")
        page.keyboard.press("d")
        page.wait_for_url(f"{home}/desk/")
        page.keyboard.press("?")
        assert "Queue" in page.locator("#keys-help").inner_text()


def test_a_report_is_written_down_without_scripts(chrome: Browser, here: Hall, home: str) -> None:
    with visit(chrome, scripts=False) as seen:
        sign_in(seen, home)
        page = seen.page
        page.goto(f"{home}/desk/officer/")
        page.fill("#id_first_account", "Typed before adding.")
        page.fill("#id_form-0-full_name", "First person")
        with page.expect_navigation():
            page.click("button[value=add]")
        assert page.input_value("#id_first_account") == "Typed before adding."
        with page.expect_navigation():
            page.click("button[value='remove.1']")
        assert page.input_value("#id_form-0-full_name") == "First person"
        page.select_option("#id_fact_danger_now", "yes")
        page.click("button[value=send] >> nth=-1")
        expect(page.locator(".code")).to_have_count(1)
        expect(page.locator(".band.a")).to_have_count(1)


def test_a_passkey_is_added_and_signs_in_under_the_strict_policy(
    chrome: Browser, here: Hall, home: str, pictures: Path
) -> None:
    there = home.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not a number
    with visit(chrome) as seen:
        page = seen.page
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        sign_in(seen, there)
        page.goto(f"{there}/desk/account/keys/add/")
        page.fill("#id_password", PASSWORD)
        page.click("main button.button")
        page.wait_for_selector("#key-add:visible")
        faultless(seen, there, pictures / "key_add.png")
        page.check("#id_passwordless")
        page.click("#key-add")
        page.wait_for_url(lambda url: "keys/add" not in url)
        page.click(".rail .foot form[action$='logout/'] button")
        page.wait_for_selector("#key-login:visible")
        page.click("#key-login")
        page.wait_for_url(lambda url: "login" not in url)
        expect(page.locator(".rail")).to_have_count(1)
        assert seen.complaints == []

"""The front page in a real browser, both widths and both languages."""

import pytest

from tests.doors.browser import CHROMIUM, LOCALES, PHONE, WIDE, Visit, chromium, visit
from tests.doors.server import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium"),
]


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.mark.parametrize("language", sorted(LOCALES))
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_the_front_page_is_whole_at_both_widths_and_in_both_languages(
    browser, language, size, tmp_path
):
    with serving() as home:
        context = browser.new_context(
            locale=LOCALES[language], viewport={"width": size[0], "height": size[1]}
        )
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: seen.requested.append(request.url))
        seen.page.on("console", lambda said: seen.complaints.append(said.text))
        seen.page.goto(home)
        seen.page.screenshot(path=tmp_path / "front.png")
        assert seen.axe() == []
        assert seen.sideways() == 0
        assert seen.complaints == []
        assert seen.outside(home) == []
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        context.close()


@pytest.mark.parametrize("language", sorted(LOCALES))
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1440", "390"])
def test_a_page_that_is_not_there_is_whole_and_leads_back(browser, language, size, tmp_path):
    with serving() as home, visit(browser, size=size, language=language) as seen:
        seen.page.goto(f"{home}/report/no/such/page/")
        seen.page.screenshot(path=tmp_path / f"missing-{size[0]}-{language}.png")
        assert seen.axe() == []
        assert seen.sideways() == 0
        assert seen.outside(home) == []
        seen.page.click("main a")
        seen.page.wait_for_url(f"{home}/")

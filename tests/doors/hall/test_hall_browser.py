"""The front page in a real browser, both widths and both languages."""

import pytest

from tests.doors.browser import CHROMIUM, LOCALES, PHONE, WIDE, Visit, chromium
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
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requested.append(request.url))
        visit.page.on("console", lambda said: visit.complaints.append(said.text))
        visit.page.goto(home)
        visit.page.screenshot(path=tmp_path / "front.png")
        assert visit.axe() == []
        assert visit.sideways() == 0
        assert visit.complaints == []
        assert visit.outside(home) == []
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#main"
        context.close()

"""What somebody might write in the hope that a page runs it; and how to tell whether one would."""

from html.parser import HTMLParser

MARKUP = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.test/a.js></SCRIPT>",
    "<scr<script>ipt>alert(2)</scr</script>ipt>",
    '"><script>alert(3)</script>',
    "'><script>alert(4)</script>",
    "</textarea><script>alert(5)</script>",
    "</title><script>alert(6)</script>",
    "</option></select><img src=x onerror=alert(7)>",
    "<img src=x onerror=alert(8)>",
    '" onmouseover="alert(9)',
    "' onfocus='alert(10)' autofocus='",
    '" autofocus onfocus="alert(11)',
    "` onerror=`alert(12)",
    "<svg onload=alert(13)>",
    "<svg><script>alert(14)</script></svg>",
    "<svg><animate onbegin=alert(15) attributeName=x dur=1s>",
    "<svg><set attributeName=onmouseover to=alert(16)>",
    "<math><mtext><mglyph><style><img src=x onerror=alert(17)>",
    "<iframe srcdoc='<script>parent.alert(18)</script>'></iframe>",
    "<iframe src=javascript:alert(19)></iframe>",
    "<object data=javascript:alert(20)></object>",
    "<embed src=javascript:alert(21)>",
    "<body onload=alert(22)>",
    "<details open ontoggle=alert(23)>",
    "<video><source onerror=alert(24)></video>",
    "<audio src=x onerror=alert(25)>",
    "<input autofocus onfocus=alert(26)>",
    "<form action=javascript:alert(27)><button>x</button></form>",
    "<a href=javascript:alert(28)>x</a>",
    "javascript:alert(29)",
    "java\tscript:alert(30)",
    "data:text/html,<script>alert(31)</script>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(32)'>",
    "<base href=//x.test/>",
    "<link rel=stylesheet href=//x.test/a.css>",
    "<style>*{background:url(//x.test)}</style>",
    "<div style=background:url(//x.test)>",
    "<!--<img src=--><img src=x onerror=alert(38)>",
    "<![CDATA[<script>alert(39)</script>]]>",
    "&lt;script&gt;alert(40)&lt;/script&gt;",
    "&#60;script&#62;alert(41)&#60;/script&#62;",
    "%3Cscript%3Ealert(42)%3C/script%3E",
    "\uff1cscript\uff1ealert(43)\uff1c/script\uff1e",
    "\u202e<script>alert(44)</script>",
    "<script\x0b>alert(45)</script>",
    "<template><script>alert(46)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(47)>'>",
    "<xss-canary>",
)
# The last is what each of the engines would make of the others.
TEMPLATES = ("{{7*7}}", "{% now 'Y' %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{request.META}}")
ALL = MARKUP + TEMPLATES
_NEVER = {"iframe", "object", "embed", "base", "style", "math", "noscript", "template", "audio"}
_NEVER |= {"video", "animate", "set", "xss-canary"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.active: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip().lower() for name, value in attrs}
        outside = any(
            "".join(given.get(name, "").split()).startswith(("javascript:", "data:", "//", "http"))
            for name in ("href", "src", "action", "formaction", "srcdoc", "data", "xlink:href")
        )
        outside = outside and given != {"rel": "icon", "href": "data:,"}  # the kit's: no icon
        own_script = given.get("src", "").startswith("/static/")
        own_script = own_script or given.get("type") == "application/json"  # data, never run
        if (
            tag in _NEVER
            or (tag == "script" and not own_script)
            or (tag == "meta" and "http-equiv" in given)
            or "style" in given
            or outside
            or any(name.startswith("on") for name in given)
        ):
            self.active.append(f"<{tag} {given}>")


def active_markup(page: str) -> list[str]:
    """Everything in a page that could run, load from elsewhere or change where it leads."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.active

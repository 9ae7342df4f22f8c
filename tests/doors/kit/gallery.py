"""One page with every part of the kit on it: what docs/look.md shows and what the tests look at."""

from datetime import UTC, datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from bairn.kernel.refusal import Refusal
from bairn.web.kit.drawing import Window

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Sample(forms.Form):
    """A form of each kind of field; `place` is asked for so that an error can be shown."""

    place = forms.CharField(label="Where", help_text="A street, a school or a website.")
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea({"rows": 3}))
    sure = forms.ChoiceField(
        label="How sure is this?",
        choices=[("yes", "Sure"), ("no", "Not sure"), ("unknown", "I do not know")],
        widget=forms.RadioSelect,
        required=False,
    )
    kinds = forms.MultipleChoiceField(
        label="Which of these?",
        choices=[("a", "A letter"), ("b", "A call")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _context() -> dict[str, object]:
    hours = lambda n: timedelta(hours=n)  # noqa: E731 - read many times below, said once here
    rows = [
        ("C-26-7K4M2QX-3", "Message group at a sports club", "A", AT + hours(4)),
        ("C-26-91DQX3M-K", "暑期夏令营的报告 · 一名儿童", "B", AT - hours(49)),
        ("C-26-2MZ80RT-9", "Account reported by a platform", "C", AT + hours(24 * 6)),
    ]
    return {
        "at": AT,
        "form": Sample({"notes": "What was typed stays."}),
        "rows": rows,
        "refusal": Refusal("sample.off", "A second person has to agree first; ask a supervisor."),
        "source": {
            "ref": "S2",
            "art": "table 1",
            "edition": "2019",
            "mark": "V",
            "review_due": "2026-12-01",
        },
        "local": {"ref": "team policy", "mark": "D"},
        "windows": [
            Window(
                label="Swabs, body",
                opens_at=AT - hours(20),
                urgent_until=AT + hours(4),
                closes_at=AT + hours(52),
            ),
            Window(
                label="Clothing and bedding",
                opens_at=AT - hours(20),
                urgent_until=None,
                closes_at=AT + hours(148),
            ),
            Window(
                label="Camera at the shop",
                opens_at=AT - hours(20),
                urgent_until=AT - hours(8),
                closes_at=AT - hours(2),
                note="the clinician decides",
            ),
        ],
        "stages": [
            {"label": {"en": "Received", "zh": "已接收"}, "state": "done", "at": AT - hours(3)},
            {"label": {"en": "Protect", "zh": "保护"}, "state": "now", "at": None},
            {"label": {"en": "Evidence", "zh": "取证"}, "state": "ahead", "at": None},
        ],
        "older": "01932c",
        "count_words": "1,000+",
    }


def desk(request: HttpRequest) -> HttpResponse:
    """The parts inside the desk's shell."""
    return render(request, "desk_gallery.html", _context())


def plain(request: HttpRequest) -> HttpResponse:
    """The parts on a plain page."""
    return render(request, "plain_gallery.html", _context())


def empty_rail(request: HttpRequest) -> HttpResponse:
    """The shell as it comes, with no block filled in."""
    return render(request, "kit/shell.html")


urlpatterns = [
    path("", desk, name="desk-gallery"),
    path("plain/", plain, name="plain-gallery"),
    path("bare/", empty_rail),
    path("", include("bairn.web.kit.urls")),
]

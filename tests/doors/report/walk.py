"""A reporter who walks through the form with Django's test client, as a browser without scripts."""

import re
from dataclasses import dataclass, field
from html import unescape

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

THIN = {"what": {"account": "https://video.example/watch/77"}}
FULL: dict[str, dict[str, str | list[str]]] = {
    "danger": {"now": "no"},
    "who": {"part": "work"},
    "country": {"place": "CN"},
    "work": {"field": "school"},
    "situation": {"seen": "cn_9_other_harm"},
    "what": {"account": "A pupil said something that worries me. 一个学生的话让我担心。"},
    "whom": {"about": "child", "age": "8"},
    "when": {"last": "today", "around": "yesterday afternoon"},
    "where": {"place": "Lindenhof", "online": "player77 on a game"},
    "child": {"name": "Canarychild Birch", "found": "Year 3, North School", "needs": "interpreter"},
    "signs": {"seen": ["children_in_house", "meeting_arranged"], "meeting_when": "within_7_days"},
    "person": {
        "name": "Canarysuspect Oak",
        "account": "canaryhandle77",
        "reach": "yes",
        "part": ["suspect_in_household", "guardian_implicated"],
    },
    "heard": {"words": "I do not want to go home.", "knows": "the class teacher"},
    "contact": {
        "may": "yes",
        "name": "Canaryreporter Ash",
        "how": "+44 1632 960 123",
        "safe": "after six",
    },
}


@dataclass
class Walk:
    """Where the reporter is; `page` is "" on the list of answers and after sending."""

    client: Client = field(default_factory=Client)
    answer: HttpResponse = field(init=False)

    def __post_init__(self) -> None:
        self.answer = self.client.get(reverse("report:tell"))

    @property
    def text(self) -> str:
        """The page as the reporter sees it, entities resolved."""
        return unescape(self.answer.content.decode())

    @property
    def heading(self) -> str:
        """What the page's heading says."""
        found = re.search(r"<h1>(.*?)</h1>", self.text)
        return found[1] if found else ""

    @property
    def page(self) -> str:
        """The key of the question shown."""
        return self.hidden("page")

    def hidden(self, name: str) -> str:
        """The value of a hidden field, "" when there is none."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        return found[1] if found else ""

    def press(self, go: str = "next", **typed: str | list[str]) -> None:
        """Fill in the page and press a button."""
        hidden = {"draft": self.hidden("draft"), "page": self.page, "go": go}
        self.answer = self.client.post(reverse("report:tell"), {**hidden, **typed})

    def to_the_list(self, typed: dict[str, dict[str, str | list[str]]]) -> "Walk":
        """Answer each page from `typed`, leave the others out, stop at the list of answers."""
        for _ in range(20):
            if not self.page:
                return self
            self.press(**typed.get(self.page, {}))
        raise AssertionError(f"the form does not end: still on {self.page}")

"""The front page: which door? In both languages, by keyboard, without a word that gives away."""

import re

import pytest
from django.test import Client


@pytest.fixture
def page():
    def ask(language="en"):
        answer = Client(headers={"accept-language": language}).get("/")
        assert answer.status_code == 200
        return answer

    return ask


def test_the_front_page_leads_to_the_form_and_to_the_desk(page):
    text = page().content.decode()
    assert 'href="/report/"' in text
    assert 'href="/desk/"' in text
    assert "/ispws/" in text


def test_the_front_page_speaks_chinese(page):
    answer = page("zh-hans")
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    assert "您要去哪里？" in text
    assert '<html lang="zh-Hans">' in answer.content.decode()
    left = set(re.findall(r"[A-Za-z]{3,}", text)) - {"Bairn", "English", "ispws", "api"}
    assert left == set()


def test_the_title_of_the_front_page_says_nothing_of_what_is_told_here(page):
    title = re.search(r"<title>(.*?)</title>", page().content.decode()).group(1)
    assert title == "Bairn"


def test_the_front_page_sets_no_cookie_and_asks_no_other_host(page):
    answer = page()
    assert not answer.cookies
    assert not re.search(r'(src|href)="(https?:)?//', answer.content.decode())


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_front_page_is_for_looking_only(method):
    assert getattr(Client(), method)("/").status_code == 405

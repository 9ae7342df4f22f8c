"""No text of any pack says not to collect: past the longest limit a clinician decides."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bairn.kernel.periods import Bounds
from bairn.protocols import packs
from bairn.protocols.terms import CaseFacts, WindowKind, WindowState
from bairn.protocols.windows import windows_now
from tests.rules.protocols import drawn

_NO = re.compile(
    r"do not (collect|take|sample|examine|swab)|don't (collect|take|sample|examine|swab)"
    r"|(no|not worth) (collecting|sampling|swabbing)|too late (to|for)|no (longer )?(use|point) "
    r"|(不要|不再|无须|无需|不必|不得|停止|勿)(采集|采样|取样|提取|检查)|为时已晚|没有意义",
    re.IGNORECASE,
)


def texts(value):
    """Every text of a document, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


@pytest.mark.parametrize("pack_id", packs.ids())
def test_no_text_of_a_pack_says_that_nothing_should_be_collected(pack_id):
    said = list(texts(packs.document_of(pack_id)))
    assert len(said) > 100
    assert [text for text in said if _NO.search(text)] == []


def test_such_a_text_would_be_found():
    assert _NO.search("After seven days do not collect.")
    assert _NO.search("超过七天不再采集。")


def test_the_states_of_a_window_have_no_word_for_stop():
    assert {state.value for state in WindowState} == {
        "urgent", "open", "clinician_decides", "ask_holder", "not_yet",
    }  # fmt: skip


@settings(max_examples=60)
@given(drawn.PACK, st.integers(0, 20_000))
def test_past_every_limit_a_clinician_decides_and_a_window_without_limit_stays_open(pack, hours):
    contact = Bounds.exactly(drawn.AT - timedelta(hours=hours))
    facts = CaseFacts({"age": 12}, {"last_contact_at": contact})
    for row in windows_now(pack, facts, (), at=drawn.AT):
        if row.kind is WindowKind.DIGITAL or row.collect_until.latest is None:
            continue
        if row.collect_until.latest < drawn.AT:
            assert row.state is WindowState.CLINICIAN_DECIDES
            assert row.ask_clinician
        else:
            assert row.state is not WindowState.CLINICIAN_DECIDES

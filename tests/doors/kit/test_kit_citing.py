"""What the house says within a citation is said in the reader's language."""

import pytest
from django.utils import translation

from bairn.web.kit.citing import NOTES, cited


@pytest.mark.parametrize(
    ("cites", "said"),
    [
        ("Standard 5 (the four weeks are ours)", "Standard 5 (四周为本系统设定)"),
        (
            "12(3), recalled; elsewhere the month is ours",
            "12(3), 凭记忆; 其他地方的月数为本系统设定",
        ),
        ("our default", "系统默认"),
        ("UK (FFLM), unwashed", "UK (FFLM), 未清洗"),
    ],
)
def test_a_note_of_the_house_is_said_in_chinese_and_the_name_stays(cites: str, said: str) -> None:
    with translation.override("zh-hans"):
        assert cited(cites) == said
    assert cited(cites) == cites


def test_a_name_that_holds_a_note_within_a_word_is_left_alone() -> None:
    with translation.override("zh-hans"):
        assert cited("Auditorium Act, state lawyers") == "Auditorium Act, state lawyers"


def test_every_note_is_known_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert [note for note in NOTES if cited(note) == note] == []

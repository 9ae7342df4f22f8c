"""`bairn preservation due` in a house of its own."""


def test_a_house_in_which_nothing_is_asked_says_so(house) -> None:
    answer = house.bairn("preservation", "due")
    assert answer.code == 0, answer.err
    assert "Nothing is asked of anybody now." in answer.out + answer.err
    assert house.bairn("preservation", "due", "--json").lines == []

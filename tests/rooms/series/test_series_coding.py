"""An offence is coded, coded again blind, and amended; every version stays."""

from datetime import timedelta

import pytest

from bairn.kernel.refusal import Refusal
from bairn.series import actions as series
from bairn.series import models, queries
from bairn.series.terms import NewCoding
from bairn.vault.queries import words
from tests.cast import AT
from tests.rooms.series.conftest import CODES


def test_the_exact_place_and_minute_are_not_in_clear_and_the_place_is_sealed(
    transactional_db, desk
) -> None:
    offence = desk.code(desk.ben, desk.case_id)
    file = queries.offence(actor=desk.ben, at=AT, offence_id=offence)
    assert file.offence.place is not None
    assert abs(file.offence.place.latitude - 50.12345) > 0.0005
    assert file.offence.earliest is not None
    assert (file.offence.earliest.minute, file.offence.latest.minute) == (0, 0)
    (opened,) = words.read_words(
        actor=desk.ben, at=AT, case_id=desk.case_id, subject_ids=[file.place_id]
    )
    assert opened.fields["offence_place"] == "50.123 8.543"


def test_a_second_coder_is_shown_nothing_of_the_first_and_what_differs_counts_no_more(desk) -> None:
    offence = desk.code(desk.ben, desk.case_id)
    blank = queries.to_code_again(actor=desk.wren, at=AT, case_id=desk.case_id, offence_id=offence)
    assert not {"codes", "place"} & set(type(blank).__slots__)
    again = {**CODES, "approach_way": "surprise", "precaution_gloves": "yes"}
    series.code_again(actor=desk.wren, at=AT, case_id=desk.case_id, offence_id=offence, codes=again)
    face = queries.offence(actor=desk.ana, at=AT, offence_id=offence).offence
    assert face.unsettled == {"approach_way"}
    assert "approach_way" not in face.codes
    assert face.codes["precaution_gloves"] == "yes"
    agreed = queries.agreement(actor=desk.ana, at=AT, offence_id=offence)
    assert round(agreed.percent or 0) == round(100 * 8 / 9)


def test_the_same_person_does_not_code_twice_and_nobody_a_third_time(desk) -> None:
    offence = desk.code(desk.ben, desk.case_id)
    said = {"at": AT, "case_id": desk.case_id, "offence_id": offence, "codes": CODES}
    with pytest.raises(Refusal, match=r"series\.same_coder"):
        series.code_again(actor=desk.ben, **said)
    series.code_again(actor=desk.wren, **said)
    with pytest.raises(Refusal, match=r"series\.coded_twice"):
        series.code_again(actor=desk.cleo, **said)


def test_an_amendment_supersedes_and_overwrites_nothing_and_only_settling_settles(desk) -> None:
    offence = desk.code(desk.ben, desk.case_id)
    this = {"case_id": desk.case_id, "offence_id": offence}
    series.code_again(actor=desk.wren, at=AT, **this, codes={**CODES, "approach_way": "surprise"})
    later = AT + timedelta(hours=1)
    for reason, counts in (("correction", False), ("settled", True)):
        series.amend_coding(
            actor=desk.ben, at=later, **this, said=NewCoding(codes=CODES), reason=reason
        )
        file = queries.offence(actor=desk.ben, at=later, offence_id=offence)
        assert ("approach_way" in file.offence.codes) is counts
    assert [one.version for one in file.codings] == [1, 2, 3, 4]
    assert file.codings[0].superseded_at == later
    assert dict(file.codings[0].codes) == CODES
    assert file.offence.place is not None  # an amendment without a place keeps the one that stands


def test_an_offence_of_another_case_is_not_amended_from_here(desk) -> None:
    offence = desk.code(desk.elle, desk.other_case)
    with pytest.raises(Refusal, match=r"series\.no_offence"):
        series.amend_coding(
            actor=desk.ben, at=AT, case_id=desk.case_id, offence_id=offence,
            said=NewCoding(codes=CODES), reason="news",
        )  # fmt: skip


def test_no_table_of_the_room_holds_a_place_a_minute_or_a_word(desk) -> None:
    desk.code(desk.ben, desk.case_id)
    row = models.Offence._meta.get_fields()
    kinds = {field.get_internal_type() for field in row if hasattr(field, "get_internal_type")}
    assert "TextField" not in kinds

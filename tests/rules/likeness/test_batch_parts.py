"""Columns are guessed, records brought into one spelling, weights learnt, chains cut."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from bairn.kernel.refusal import Refusal
from bairn.likeness.batch import candidates, columns, ground, measuring, tidy, weights
from bairn.likeness.batch.clustering import clusters
from bairn.likeness.batch.comparing import comparisons
from bairn.likeness.batch.dialect import DUCKDB, SPARK
from bairn.likeness.batch.engine import apart
from bairn.likeness.batch.terms import Judgement, Role


def _tidied(rows, roles):
    connection = ground.opened(512, 1)
    ground.take(connection, pa.Table.from_pylist(rows))
    tidy.tidied(connection, roles)
    found = connection.execute("select * from tidy order by unique_id").to_arrow_table().to_pylist()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("first_name", Role.GIVEN), ("Surname", Role.FAMILY), ("fullName", Role.FULL),
        ("dob", Role.BIRTH), ("DateOfBirth", Role.BIRTH), ("soc_sec_id", Role.NATIONAL_ID),
        ("phone2", Role.PHONE), ("e-mail", Role.EMAIL), ("postcode_fake", Role.POSTCODE),
        ("birth_place", Role.TOWN), ("street_number", Role.ADDRESS), ("hanzi", Role.HAN),
        ("gender", Role.SEX), ("occupation", Role.OTHER), ("rec_id", Role.IGNORED),
        ("unique_id", Role.IGNORED), ("handle", Role.ACCOUNT), ("nid", Role.NATIONAL_ID),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_name(name, role):
    assert columns.guess({name: ["baker", "teacher"]})[name] is role


def test_a_column_with_a_name_that_says_nothing_is_known_by_its_values():
    found = columns.guess({"a": ["a@b.org", "c@d.org"], "b": ["1990-02-03"], "c": ["王小明"]})
    assert found == {"a": Role.EMAIL, "b": Role.BIRTH, "c": Role.HAN}


def test_an_unknown_column_or_role_is_refused():
    guessed = columns.guess({"a": ["x"]})
    with pytest.raises(Refusal, match=r"link\.unknown_column"):
        columns.named(["a"], {"b": "family"}, guessed)
    with pytest.raises(Refusal, match=r"link\.unknown_role"):
        columns.named(["a"], {"a": "nonsense"}, guessed)


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("1990-02-03", "19900203"), ("19900203", "19900203"), ("3.2.1990", "19900203"),
        ("03/02/1990", "19900203"), ("3 Feb 1990", "19900203"), ("1990年2月3日", "19900203"),
        ("1990-02", "19900200"), ("1990", "19900000"), ("1835-81-01", "18358101"),
        ("unknown", None), ("", None),
    ],
)  # fmt: skip
def test_a_date_in_any_order_has_one_spelling(written, digits):
    assert _tidied([{"d": written}], {"d": Role.BIRTH})[0]["dob"] == digits


def test_the_month_stands_first_where_the_second_number_goes_past_twelve():
    rows = _tidied([{"d": "02/03/1990"}, {"d": "02/28/1990"}], {"d": Role.BIRTH})
    assert [row["dob"] for row in rows] == ["19900203", "19900228"]


def test_a_whole_name_is_parted_and_characters_are_read():
    rows = _tidied(
        [{"n": "Smith, Anna"}, {"n": "Anna Smith"}, {"n": "Anna"}, {"n": "张伟"}, {"n": "張偉"}],
        {"n": Role.FULL},
    )
    assert [(row["fam"], row["giv"]) for row in rows[:3]] == [
        ("smith", "anna"), ("smith", "anna"), (None, "anna"),
    ]  # fmt: skip
    assert rows[0]["parts"] == rows[1]["parts"]
    assert rows[3]["han"] == rows[4]["han"] == "张伟"
    assert (rows[3]["fam"], rows[3]["giv"]) == ("zhang", "wei")


def test_pinyin_and_characters_meet_in_a_sound():
    latin, characters = _tidied(
        [{"f": "Zhang", "g": "Xiaoming", "h": ""}, {"f": "", "g": "", "h": "張小明"}],
        {"f": Role.FAMILY, "g": Role.GIVEN, "h": Role.HAN},
    )
    assert set(latin["sounds"]) & set(characters["sounds"])


def test_each_pair_is_a_candidate_once_and_large_blocks_are_left_out():
    connection = ground.opened(512, 1)
    rows = [{"f": "smith", "g": "anna", "d": "1990-02-03"}] * 2
    rows += [{"f": f"name{n}", "g": "", "d": "1990-01-01"} for n in range(1_500)]
    ground.take(connection, pa.Table.from_pylist(rows))
    tidy.tidied(connection, {"f": Role.FAMILY, "g": Role.GIVEN, "d": Role.BIRTH})
    rules = candidates.rules(())
    candidates.keyed(connection, rules)
    count = candidates.paired(connection, False)
    distinct = connection.execute(
        "select count(distinct join_key_l::bigint * 10000 + join_key_r) from candidates"
    ).fetchall()[0][0]
    first = connection.execute(
        "select count(*) from candidates where join_key_l = 0 and join_key_r = 1"
    ).fetchall()[0][0]
    connection.close()
    assert first == 1
    assert count == distinct
    assert count < 20 * len(rows)


def test_levels_that_weigh_the_same_are_told_apart_without_moving_the_weights():
    m, u = np.array([0.4, 0.4, 0.2]), np.array([0.2, 0.2, 0.2])
    new_m, new_u = apart(m, u)
    gains = np.log2(new_m / new_u)
    assert len(set(np.round(gains, 9))) == 3
    assert all(abs(gains) > 1e-6)
    assert np.allclose(gains, np.log2(m / u), atol=1e-3)


def _patterns(rng, used, share, count=20_000):
    """Levels drawn from known weights: agreeing most is common among the same alone."""
    same = rng.random(count) < share
    levels = {}
    for one in used:
        last = len(one.levels) - 1
        agree = np.where(same, rng.random(count) < 0.8, rng.random(count) < 0.05)
        levels[one.code] = np.where(agree, 0, last).astype(np.int8)
    return levels


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_the_share_of_pairs_of_one_person_is_found_without_labels(share):
    used = comparisons(DUCKDB, ["o_0"])
    levels = _patterns(np.random.default_rng(3), used, share)
    found = weights.learn(weights.patterns(levels, used), used, ("name",), weights.shipped(used))
    assert found is not None
    assert found.share == pytest.approx(share, abs=0.03)
    assert "name" not in found.weights


def test_a_rule_that_learns_the_wrong_way_round_is_left_out():
    used = comparisons(DUCKDB, [])[:2]
    start = {code: (u, m) for code, (m, u) in weights.shipped(used).items()}
    levels = _patterns(np.random.default_rng(3), used, 0.5)
    assert weights.learn(weights.patterns(levels, used), used, (), start) is None


def test_a_weak_bridge_does_not_join_two_groups():
    """Two triangles of sure pairs and one likely pair between them."""
    left = np.array([0, 0, 1, 3, 3, 4, 2])
    right = np.array([1, 2, 2, 4, 5, 5, 3])
    logit = np.array([6.0, 6, 6, 6, 6, 6, 1])
    found = clusters(7, left, right, logit)
    assert len(set(found[:3])) == len(set(found[3:6])) == 1
    assert found[2] != found[3]
    assert found[6] not in found[:6]


def test_judgements_always_hold_in_the_clusters():
    left, right = np.array([0, 1, 0]), np.array([1, 2, 2])
    logit = np.array([6.0, 6.0, 6.0])
    apart_said = clusters(4, left, right, logit, [Judgement(0, 1, same=False)])
    assert apart_said[0] != apart_said[1]
    joined = clusters(4, left, right, logit, [Judgement(3, 0, same=True)])
    assert len(set(joined)) == 1


def test_quality_counts_the_pairs_that_clusters_imply():
    truth = np.array([0, 0, 0, 1, 1])
    found = measuring.of_clusters(np.array([0, 0, 1, 2, 2]), truth)
    assert (found.precision, found.recall) == (1.0, 0.5)
    assert measuring.true_pairs(truth, np.array([0, 1, 1, 0, 0])) == 2


def test_the_calibration_error_is_the_mean_distance_from_the_truth():
    said, same = np.array([0.95] * 10), np.array([True] * 5 + [False] * 5)
    error, bins = measuring.calibration(said, same)
    assert error == pytest.approx(0.45)
    assert [one.pairs for one in bins] == [10]


def test_both_engines_compare_the_same_levels():
    ours, theirs = comparisons(DUCKDB, ["o_0"]), comparisons(SPARK, ["o_0"])
    assert [(c.code, [v.code for v in c.levels]) for c in ours] == [
        (c.code, [v.code for v in c.levels]) for c in theirs
    ]


def test_the_database_cannot_spill(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    connection = ground.opened(64, 1)
    said = dict(
        connection.execute(
            "select name, value from duckdb_settings() where name in "
            "('temp_directory', 'max_temp_directory_size')"
        ).fetchall()
    )
    assert said["temp_directory"] in ("", None)
    with pytest.raises(Exception, match=r"(?i)memory"):
        connection.execute(
            "create table big as select random()::varchar || i as x from range(20000000) t(i)"
        )
    connection.close()
    assert not list(tmp_path.rglob("*"))

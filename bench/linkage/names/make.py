"""Pairs of Chinese names, right by construction: `python -m bench.linkage.names.make`.

Spelling is looked up in the tables below and in `hard.csv`, never in the product that is measured.
"""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

import opencc

HERE = Path(__file__).parent
SEED = 20261128
# Simplified, pinyin, Wade-Giles, as Hong Kong writes it.
SURNAMES = (
    "王 wang wang wong|李 li li lee|张 zhang chang cheung|刘 liu liu lau|陈 chen ch'en chan|"
    "杨 yang yang yeung|黄 huang huang wong|赵 zhao chao chiu|吴 wu wu ng|周 zhou chou chow|"
    "徐 xu hsu tsui|孙 sun sun suen|郭 guo kuo kwok|何 he ho ho|梁 liang liang leung|"
    "郑 zheng cheng cheng|谢 xie hsieh tse|许 xu hsu hui|邓 deng teng tang|冯 feng feng fung|"
    "曾 zeng tseng tsang|蔡 cai ts'ai choi|叶 ye yeh yip|罗 luo lo law|高 gao kao ko"
)
GIVEN = (
    "明 ming ming ming|志 zhi chih chi|强 qiang ch'iang keung|文 wen wen man|华 hua hua wah|"
    "国 guo kuo kwok|建 jian chien kin|军 jun chun kwan|丽 li li lai|芳 fang fang fong|"
    "晓 xiao hsiao hiu|小 xiao hsiao siu|玉 yu yu yuk|秀 xiu hsiu sau|英 ying ying ying|"
    "伟 wei wei wai|家 jia chia ka|俊 jun chun chun|杰 jie chieh kit|慧 hui hui wai|"
    "子 zi tzu tsz|美 mei mei mei|德 de te tak|海 hai hai hoi|林 lin lin lam|雪 xue hsueh suet"
)
SOUNDS = "明 鸣 铭|志 智 治|文 雯 闻|华 骅 桦|芳 方|晓 小 筱|玉 钰 裕|英 瑛 莹|伟 玮 苇|杰 洁 捷|"
SOUNDS += "丽 莉 俐|军 君 均|国 帼|建 健 剑|慧 惠 卉|美 镁|林 琳 霖|家 佳 嘉|子 梓 紫|海 亥"
COMPOUND = (
    "欧阳 ouyang au yeung|司徒 situ szeto|上官 shangguan sheung koon|诸葛 zhuge chu kot|"
    "司马 sima szema|皇甫 huangfu wong po|尉迟 yuchi|慕容 murong|夏侯 xiahou|令狐 linghu"
)
POLYPHONES = (
    "单 shan dan|解 xie jie|仇 qiu chou|区 ou qu|任 ren rèn|查 zha cha|盖 ge gai|乐 yue le|"
    "覃 qin tan|缪 miao mou|朴 piao pu|翟 zhai di|曾 zeng ceng|种 chong zhong|召 shao zhao|"
    "员 yun yuan"
)
WESTERN = (
    "David", "Michael", "Jessica", "Vincent", "Fiona",
    "Victor", "Grace", "Raymond", "Vivian", "Derek",
)  # fmt: skip
Row = tuple[str, str, str, str, str]
Written = tuple[str, str, str, str]


def _table(text: str) -> list[Written]:
    return [(one[0], one[1], one[2], one[3]) for one in map(str.split, text.split("|"))]


def pairs() -> Iterator[Row]:
    """Every generated pair: two names, whether they can be one, category, why."""
    draw = random.Random(SEED)
    surnames, given = _table(SURNAMES), _table(GIVEN)
    for make in (_scripts, _order, _pinyin, _hong_kong, _wade, _joined, _western, _near):
        seen: set[tuple[str, str]] = set()
        while len(seen) < 44:
            last, (one, two) = draw.choice(surnames), draw.sample(given, 2)
            row = make(last, one, two, draw)
            if row[:2] not in seen:
                seen.add((row[0], row[1]))
                yield row
            if len(seen) < 44 and make is not _near:
                wrong = _wrong(row, last, one, two, draw)
                if wrong is not None and wrong[:2] not in seen:
                    seen.add((wrong[0], wrong[1]))
                    yield wrong
    yield from _homophones(draw, surnames, given)
    yield from _compounds(given)
    yield from _polyphones(given)


def _wrong(row: Row, last: Written, one: Written, two: Written, draw: random.Random) -> Row | None:
    """The same two spellings with one syllable of another character: a name beside."""
    other = draw.choice([each for each in _table(GIVEN) if _apart(each, one) and _apart(each, two)])
    makers = {
        "script": _scripts, "order": _order, "pinyin": _pinyin, "cantonese": _hong_kong,
        "wade-giles": _wade, "run-together": _joined, "western": _western,
    }  # fmt: skip
    changed = makers[row[3]](last, one, other, draw)
    if row[3] == "western":
        # A western name is the same in both: only the Chinese part is compared.
        changed = (
            changed[0],
            changed[1].replace(changed[1].split()[0], row[1].split()[0]),
            *changed[2:],
        )
    if row[0] == changed[0]:
        return None
    return row[0], changed[1], "false", row[3], f"{two[0]} against {other[0]}"


def _apart(one: Written, other: Written) -> bool:
    return all(a.replace("'", "") != b.replace("'", "") for a, b in zip(one, other, strict=True))


def _title(*words: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _scripts(last: Written, one: Written, two: Written, _: random.Random) -> Row:
    text = last[0] + one[0] + two[0]
    return text, opencc.OpenCC("s2t").convert(text), "true", "script", "simplified, traditional"


def _order(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    family, given = _title(last[1]), _title(one[1] + two[1])
    first = draw.choice((last[0] + one[0] + two[0], f"{family} {given}"))
    return first, f"{given} {family}", "true", "order", "family name last"


def _pinyin(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    text = _title(last[1], one[1] + two[1])
    told = draw.choice((text, text.upper(), text.replace(" ", ", ")))
    return last[0] + one[0] + two[0], told, "true", "pinyin", "characters, pinyin"


def _hong_kong(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    forms = (_title(last[3], one[3], two[3]), f"{_title(one[3])}-{two[3]} {_title(last[3])}")
    return last[0] + one[0] + two[0], draw.choice(forms), "true", "cantonese", "as Hong Kong writes"


def _wade(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    told = f"{_title(last[2], one[2])}-{two[2]}"
    if draw.random() < 0.5:
        told = told.replace("'", "")
    first = draw.choice((last[0] + one[0] + two[0], _title(last[1], one[1] + two[1])))
    return first, told, "true", "wade-giles", "with or without apostrophes"


def _joined(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    family, given = _title(last[1]), _title(one[1])
    forms = (f"{family}{given}{two[1]}", f"{family} {given} {_title(two[1])}",
             f"{family} {given}-{two[1]}")  # fmt: skip
    first = draw.choice((last[0] + one[0] + two[0], f"{family} {given}{two[1]}"))
    return first, draw.choice(forms), "true", "run-together", "one word, two words, a hyphen"


def _western(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    west, chinese = draw.choice(WESTERN), _title(one[3], two[3])
    forms = (f"{west} {_title(last[3])} {chinese}", f"{west} {chinese} {_title(last[3])}")
    told = draw.choice(forms)
    return last[0] + one[0] + two[0], told, "true", "western", "a western name beside the Chinese"


def _near(last: Written, one: Written, two: Written, draw: random.Random) -> Row:
    """Two people who nearly share a name; never one."""
    third = draw.choice([each for each in _table(GIVEN) if _apart(each, two) and _apart(each, one)])
    family = draw.choice([each for each in _table(SURNAMES) if _apart(each, last)])
    mine = last[0] + one[0] + two[0]
    forms = (
        (last[0] + one[0] + third[0], "one character differs"),
        (last[0] + two[0] + one[0], "characters exchanged"),
        (family[0] + one[0] + two[0], "another surname"),
        (_title(last[1], one[1] + third[1]), "one syllable differs"),
        (_title(family[1], one[1] + two[1]), "another surname, in pinyin"),
        (_title(last[3], third[3], two[3]), "one syllable differs, Hong Kong"),
    )
    other, why = draw.choice(forms)
    return mine, other, "false", "near-miss", why


def _homophones(
    draw: random.Random, surnames: list[Written], given: list[Written]
) -> Iterator[Row]:
    """Other characters of one sound are another name in characters, and one in pinyin."""
    read = {one[0]: one[1] for one in given}
    for group in SOUNDS.split("|"):
        first, *others = group.split()
        last, other = draw.choice(surnames), draw.choice([x for x in given if x[0] != first])
        for each in others:
            name, beside = last[0] + other[0] + first, last[0] + other[0] + each
            latin = _title(last[1], other[1] + read[first])
            yield name, beside, "false", "homophone", "one sound, other characters"
            yield beside, latin, "true", "homophone", "characters of that sound"


def _compounds(given: list[Written]) -> Iterator[Row]:
    for at, each in enumerate(COMPOUND.split("|")):
        family, pinyin, *canton = each.split()
        one, two, other = given[at], given[at + 7], given[at + 14]
        name = family + one[0] + two[0]
        note = "surname of two characters"
        yield name, _title(pinyin, one[1] + two[1]), "true", "compound", note
        yield name, _title(one[1] + two[1], pinyin), "true", "compound", note
        yield name, _title(pinyin, one[1] + other[1]), "false", "compound", "one syllable differs"
        yield name, family[0] + one[0] + two[0], "false", "compound", "half the surname"
        if canton:
            yield name, _title(*canton, one[3], two[3]), "true", "compound", "as Hong Kong writes"
            yield (
                name,
                _title(*canton, other[3], two[3]),
                "false",
                "compound",
                "one syllable differs",
            )


def _polyphones(given: list[Written]) -> Iterator[Row]:
    for at, each in enumerate(POLYPHONES.split("|")):
        family, right, wrong = each.split()
        one, other = given[at], given[at + 5]
        name = family + one[0]
        yield name, _title(right, one[1]), "true", "polyphone", "the surname's own reading"
        yield name, _title(right, other[1]), "false", "polyphone", "another given name"
        if wrong.isascii():
            yield name, _title(wrong, one[1]), "true", "polyphone", "read as elsewhere: a slip"


def main() -> None:
    """Generated pairs and those by hand, as one file."""
    with (HERE / "hard.csv").open(encoding="utf-8", newline="") as file:
        hard = [tuple(row.values()) for row in csv.DictReader(file)]
    rows = [tuple(row) for row in pairs()] + hard
    unlike = {(one[0], one[1]): one for one in rows}
    with (HERE / "chinese_name_pairs.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(("name1", "name2", "is_match", "category", "note"))
        out.writerows(unlike.values())


if __name__ == "__main__":
    main()

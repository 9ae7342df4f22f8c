"""What each column of a file holds, guessed from its name and a few of its values."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bairn.kernel.refusal import Refusal
from bairn.likeness.batch.terms import Role

# The first rule that meets the column's name, in snake case, decides.
_NAMES: tuple[tuple[str, Role], ...] = (
    (r"(unique|record|rec|row|case|source)?_?(id|uuid|key|index|number|no)|rec|row|ent|entity|cluster|home",
     Role.IGNORED),
    (r".*(soc_?sec|ssn|nid|national|passport|identity|id_?(card|no|number)|nino|身份证|证件).*",
     Role.NATIONAL_ID),
    (r".*(e_?mail|邮箱).*", Role.EMAIL),
    (r".*(phone|mobile|tel|cell|msisdn|电话|手机).*", Role.PHONE),
    (r"platform|service|平台", Role.PLATFORM),
    (r".*(handle|user_?name|account|screen_?name|nick_?name|账号|wechat|微信|qq).*", Role.ACCOUNT),
    (r".*(post_?code|zip|postal|plz|邮编).*", Role.POSTCODE),
    (r".*(han|hanzi|chinese|native|original_script|characters).*", Role.HAN),
    (r".*(dob|date_?of_?birth|birth_?da(te|y)|born|geburtsdatum|出生日期|生日)", Role.BIRTH),
    (r"(birth_?)?(year|yob)|year_of_birth|birth_?y|出生年", Role.YEAR),
    (r"(birth_?)?(month|mob)|month_of_birth|birth_?m", Role.MONTH),
    (r"(birth_?)?day|day_of_birth|birth_?d", Role.DAY),
    (r"sex|gender|性别", Role.SEX),
    (r".*(surname|sur_name|last_?name|lname|family).*|last|姓|姓氏", Role.FAMILY),
    (r"(.*_)?(first_?name|given|fore_?name|fname).*|first|名", Role.GIVEN),
    (r"(.*_)?(full_?name|name|person|姓名).*|first_and_surname", Role.FULL),
    (r".*(suburb|town|city|village|locality|place|municipality|城市).*", Role.TOWN),
    (r"address.*|addr.*|.*street.*|line_?\d*|.*地址.*", Role.ADDRESS),
)  # fmt: skip
_BOTH_SIDES = re.compile(r"first_and_surname|first_and_last.*")
_SEEN = 200  # values looked at


def guess(samples: Mapping[str, Sequence[str]], ignore: Iterable[str] = ()) -> dict[str, Role]:
    """A role for each column; what cannot be read by its name is compared as it stands."""
    ignored = set(ignore)
    found = {
        name: Role.IGNORED if name in ignored else _role(name, values)
        for name, values in samples.items()
    }
    if Role.FAMILY in found.values() and Role.GIVEN in found.values():
        for name in found:
            if _BOTH_SIDES.fullmatch(_snake(name)):
                found[name] = Role.IGNORED  # says again what the parts say
    if Role.BIRTH in found.values():
        for name, role in found.items():
            if role in (Role.YEAR, Role.MONTH, Role.DAY):
                found[name] = Role.IGNORED
    return found


def named(
    columns: Iterable[str], given: Mapping[str, str], rest: Mapping[str, Role]
) -> dict[str, Role]:
    """The guess, where nothing else is said; an unknown column or role is refused."""
    known = list(columns)
    for name, role in given.items():
        if name not in known:
            raise Refusal("link.unknown_column", f"The file has no column {name}.")
        if role not in set(Role):
            raise Refusal("link.unknown_role", f"{role} is none of {', '.join(Role)}.")
    return {name: Role(given.get(name, rest[name])) for name in known}


def _role(name: str, values: Sequence[str]) -> Role:
    snake = _snake(name)
    for pattern, role in _NAMES:
        if re.fullmatch(pattern, snake):
            return _checked(role, values[:_SEEN])
    return _by_values(values[:_SEEN])


def _checked(role: Role, values: Sequence[str]) -> Role:
    """A birth column that holds years alone is read as years."""
    if role is Role.BIRTH and values and _share(r"(1[89]|20)\d\d", values) > 0.9:
        return Role.YEAR
    return role


def _by_values(values: Sequence[str]) -> Role:
    if not values:
        return Role.IGNORED
    for pattern, role in (
        (r"[^@\s]+@[^@\s]+\.[a-z]+", Role.EMAIL),
        (r"(1[89]|20)\d\d[-/.]?[01]\d[-/.]?[0-3]\d", Role.BIRTH),
        (r"\+\d[\d ()-]{7,}", Role.PHONE),
        (r"[\u3400-\u9fff]{2,4}", Role.HAN),
    ):
        if _share(pattern, values) > 0.7:
            return role
    free = sum(len(value) > 60 for value in values) / len(values) > 0.3
    return Role.IGNORED if free or len(set(values)) < 2 else Role.OTHER


def _share(pattern: str, values: Sequence[str]) -> float:
    return sum(bool(re.fullmatch(pattern, value.strip().lower())) for value in values) / len(values)


def _snake(name: str) -> str:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip())
    return re.sub(r"[\s\-./]+", "_", spaced).lower()

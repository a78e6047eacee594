"""The words of a problem file, each read strictly: whatever is not what it should be is refused in one sentence."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from unicodedata import category

from contest.errors import N_
from contest.errors.assignment import ProblemUnfit

Known = TypeVar("Known")
MOST = 10**9

NO_JSON = N_("không phải JSON: %(what)s")
NO_OBJECT = N_("%(where)s phải là một đối tượng {…}")
NO_LIST = N_("%(where)s phải là một danh sách […]")
NO_NUMBER = N_("%(where)s phải là số nguyên từ %(least)s đến %(most)s")
NO_WEIGHT = N_("%(where)s phải là một số hữu hạn")
NO_ID = N_("%(where)s phải là số nguyên hoặc chữ, không trống và không có ký tự điều khiển")
NO_CHOICE = N_("%(where)s phải là true hoặc false")
UNKNOWN_KEY = N_("%(where)s có mục lạ “%(key)s”")
MISSING = N_("%(where)s thiếu “%(key)s”")
TWICE = N_("%(where)s ghi hai lần “%(key)s”")
STRANGER = N_("%(where)s nhắc đến “%(key)s” không có trong danh sách")
ONE_OF_BOTH = N_("%(where)s chỉ được ghi một trong hai mục “%(one)s” và “%(other)s”")
MIN_ABOVE_MAX = N_("%(where)s có số ít nhất lớn hơn số nhiều nhất")
NO_PAIR = N_("%(where)s phải là một cặp [%(one)s, %(other)s]")
NO_PREFERENCE = N_("%(where)s phải là [bài, giám khảo, số] hoặc một đối tượng {…}")
TOO_FEW_PANELS = N_("%(where)s cần ít nhất hai ban, không ban nào trống")


def unfit(sentence: str, **values: object) -> NoReturn:
    """Refuse the file for one reason."""
    raise ProblemUnfit(why=sentence % values)


def read_json(path: Path) -> object:
    """What the file says: UTF-8 JSON without NaN, infinities or a key said twice."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ProblemUnfit(why=NO_JSON % {"what": error}) from error


def _no_constant(said: str) -> NoReturn:
    raise ValueError(said)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(TWICE % {"where": "{…}", "key": next(key for key in keys if keys.count(key) > 1)})
    return found


def an_object(told: object, keys: set[str], where: str, *, needed: tuple[str, ...]) -> dict[str, Any]:
    """What an object says by its keys; null says nothing, as if the key weren't there."""
    if not isinstance(told, dict):
        unfit(NO_OBJECT, where=where)
    for key in told:
        if key not in keys:
            unfit(UNKNOWN_KEY, where=where, key=key)
    found = {key: said for key, said in told.items() if said is not None}
    for key in needed:
        if key not in found:
            unfit(MISSING, where=where, key=key)
    return found


def a_list(told: object, where: str) -> list[Any]:
    """A list as it is."""
    return told if isinstance(told, list) else unfit(NO_LIST, where=where)


def an_id(said: object, where: str) -> str | int:
    """Text or a whole number that can be told in one line."""
    if isinstance(said, bool) or not isinstance(said, (str, int)) or said == "":
        unfit(NO_ID, where=where)
    if isinstance(said, str) and any(category(letter) in {"Cc", "Cs"} for letter in said):
        unfit(NO_ID, where=where)
    return said


def ids(told: object, where: str, number: Callable[[str | int], Known]) -> frozenset[Known]:
    """A list of ids, each once."""
    found: set[Known] = set()
    for said in a_list(told, where):
        one = number(an_id(said, where))
        if one in found:
            unfit(TWICE, where=where, key=said)
        found.add(one)
    return frozenset(found)


def a_number(told: object, where: str, *, least: int = 0, most: int = MOST) -> int:
    """A whole number within bounds."""
    if isinstance(told, bool) or not isinstance(told, int) or not least <= told <= most:
        unfit(NO_NUMBER, where=where, least=least, most=most)
    return told


def a_choice(told: object, where: str) -> bool:
    """True or false, and nothing that only looks like it."""
    return told if isinstance(told, bool) else unfit(NO_CHOICE, where=where)


def a_weight(told: object, where: str) -> float:
    """A number, finite and of bearable size."""
    if (
        isinstance(told, bool)
        or not isinstance(told, (int, float))
        or not math.isfinite(told)
        or abs(told) > MOST
    ):
        unfit(NO_WEIGHT, where=where)
    return float(told)


def a_pair(told: object, where: str, one: str, other: str) -> tuple[object, object]:
    """Two things in a list."""
    if not isinstance(told, list) or len(told) != 2:
        unfit(NO_PAIR, where=where, one=one, other=other)
    return told[0], told[1]

"""Numbers and points as they are written, read aloud and typed; and telephone numbers."""

import re
from decimal import Decimal
from typing import Final

_DIGITS: Final = (
    "không",
    "một",
    "hai",
    "ba",
    "bốn",
    "năm",
    "sáu",
    "bảy",
    "tám",
    "chín",
)
_AFTER_TENS: Final = {1: "mốt", 4: "tư", 5: "lăm"}
_GROUPS: Final = ((1_000_000, "triệu"), (1_000, "nghìn"), (1, ""))
_BILLION: Final = 1_000_000_000
_POINTS: Final = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
_PHONE: Final = re.compile(r"0[35789][0-9]{8}|02[0-9]{8,9}")
_PHONE_PUNCTUATION: Final = re.compile(r"[\s.,()\-\u2010-\u2015]")


def number_in_words(number: int) -> str:
    """A whole number as it is read: 21 → "hai mươi mốt", 1005 → "một nghìn không trăm linh năm".

    Returns  lower-case words of the northern usage (linh, nghìn, tỷ)
    """
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return " ".join(_read(number, inner=False)) or _DIGITS[0]


def _read(number: int, *, inner: bool) -> list[str]:
    """The words of a number; an inner one (after a larger group) says its empty hundreds as well."""
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words = [*_read(billions, inner=inner), "tỷ"]
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            words += _read_hundreds(group, inner=inner or bool(words)) + ([name] if name else [])
    return words


def _read_hundreds(number: int, *, inner: bool) -> list[str]:
    hundreds, rest = divmod(number, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or inner else []
    if 0 < rest < 10:
        return [*words, "linh", _DIGITS[rest]] if words else [_DIGITS[rest]]
    return words + _read_tens(rest, ten="mười", tens=("mươi",))


def _read_tens(number: int, *, ten: str, tens: tuple[str, ...]) -> list[str]:
    """The words of 10 to 99; nothing for 0."""
    high, low = divmod(number, 10)
    if high == 0:
        return []
    if high == 1:
        return [ten, *(["lăm" if low == 5 else _DIGITS[low]] if low else [])]
    return [
        _DIGITS[high],
        *tens,
        *([_AFTER_TENS.get(low, _DIGITS[low])] if low else []),
    ]


def points_in_words(points: Decimal) -> str:
    """Points as a score sheet says them: 63.5 → "Sáu mươi ba phẩy năm", 7.25 → "Bảy phẩy hai lăm".

    Returns  words with a capital first letter; hundredths are read as one number, a leading or a third
             digit makes them read digit by digit
    Raises   ValueError for points that are not finite
    """
    whole, _, fraction = _plain(points).removeprefix("-").partition(".")
    words = number_in_words(int(whole)).split()
    if fraction:
        together = len(fraction) == 2 and fraction[0] != "0"
        after = (
            _read_tens(int(fraction), ten="mười", tens=())
            if together
            else [_DIGITS[int(digit)] for digit in fraction]
        )
        words += ["phẩy", *after]
    said = " ".join(["âm", *words] if points < 0 else words)
    return said[0].upper() + said[1:]


def parse_points(text: str) -> Decimal:
    """Points as people type them: "63,5", "63.5" and " 63 " alike.

    Raises  ValueError for anything else: signs, three decimals (1.234 could be a thousand), units, words
    """
    found = _POINTS.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"not points: {text!r}")
    return Decimal(f"{found[1]}.{found[2] or '0'}").quantize(Decimal("0.01"))


def format_points(points: Decimal, *, places: int = 0) -> str:
    """Points on paper: 63.50 → "63,5", 1234.5 → "1.234,5"; never rounded.

    places  the decimals shown at least: 85 with 2 places → "85,00"
    Raises  ValueError for points that are not finite
    """
    whole, _, fraction = _plain(points).partition(".")
    fraction = fraction.ljust(places, "0")
    grouped = f"{int(whole.removeprefix('-')):,}".replace(",", ".")
    return ("-" if points < 0 else "") + grouped + (f",{fraction}" if fraction else "")


def _plain(points: Decimal) -> str:
    """Digits with a dot, without exponent and without trailing zeros."""
    if not points.is_finite():
        raise ValueError(f"not a finite number: {points}")
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def normal_phone(text: str) -> str | None:
    """A Vietnamese telephone number as ten digits (eleven for today's landlines), or None.

    Takes +84, 0084 and 84 for the leading 0, forgives spaces, dots and dashes, and gives back the 0
    that a spreadsheet ate. The eleven-digit mobile numbers that ended in 2018 are None.
    """
    digits = _PHONE_PUNCTUATION.sub("", text)
    if not digits.removeprefix("+").isdecimal() or not digits.isascii():
        return None
    if digits.startswith(("+84", "0084")) or (digits.startswith("84") and len(digits) > 10):
        digits = "0" + digits[digits.index("84") + 2 :].removeprefix("0")
    elif len(digits) == 9 and not digits.startswith("0"):
        digits = "0" + digits
    return digits if _PHONE.fullmatch(digits) else None

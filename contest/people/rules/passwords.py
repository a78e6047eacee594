"""What makes a password fit, and the one form it is compared in."""

from contest.plumbing.vietnamese import clean

LEAST = 10

NO_PASSWORD = "!"
"""Kept in place of a hash while nobody has set a password: nothing opens it."""

COMMON = frozenset(
    "1234567890 12345678910 0123456789 0987654321 qwertyuiop 1q2w3e4r5t matkhau123 matkhau1234 password123 "
    "password1234 anhyeuem123 iloveyou123 vietnam123 vietnam1234 vietnam2024 vietnam2025 vietnam2026 "
    "administrator admin12345 abcd123456 abc1234567 1111111111 0000000000 9999999999 aaaaaaaaaa qwerty12345 "
    "langson123 langson2026 chilang123 chilang2026 giamkhao123 bantochuc123".split()
)


def fits(password: str) -> bool:
    """Whether a password is long enough (10 characters), not among the common ones, not one character repeated."""
    return len(password) >= LEAST and password.casefold() not in COMMON and len(set(password)) >= 4


def typed(password: str) -> str:
    """A password as it is hashed: one form for the same letters, whichever keyboard sent them."""
    return clean(password)

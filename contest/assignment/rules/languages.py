"""The languages an entry may be written in, and that a judge may read, besides Vietnamese."""

from typing import Final

from contest.errors import N_

LANGUAGES: Final = {
    "tyz": N_("Tày"),
    "nut": N_("Nùng"),
    "hmn": N_("Mông"),
    "ium": N_("Dao"),
    "tai": N_("Thái"),
    "mtq": N_("Mường"),
    "zh": N_("Hoa"),
    "km": N_("Khmer"),
    "en": N_("Anh"),
    "fr": N_("Pháp"),
}
"""Code -> name; codes of ISO 639 that every system sorts and keeps alike."""

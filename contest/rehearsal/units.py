"""The reporting units of the demonstration: the old Chi Lăng area before and after 1 July 2025.

Communes and the merger of 2025 are public facts; headcounts and the schools, cells and firms around them are made up.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final

_LAST_OF_DISTRICT: Final = date(2025, 6, 30)
_FIRST_OF_NEW: Final = date(2025, 7, 1)


class UnitKind(StrEnum):
    """What a reporting unit is."""

    DISTRICT = "district"
    COMMUNE = "commune"
    TOWN = "town"
    SCHOOL = "school"
    OFFICE = "office"
    ARMED_FORCES = "armed_forces"
    ENTERPRISE = "enterprise"
    ASSOCIATION = "association"
    PARTY_CELL = "party_cell"


@dataclass(frozen=True, slots=True)
class UnitSketch:
    """One unit during one span of time; parent and successor are codes."""

    code: str
    name: str
    short_name: str
    kind: UnitKind
    headcount: int
    parent: str = ""
    successor: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def in_being(self, on: date) -> bool:
        """True on every day of its span, first and last included."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def as_row(self) -> dict[str, str]:
        """The columns of a list of units, all as text (dates dd/mm/yyyy)."""
        return {
            "code": self.code,
            "name": self.name,
            "short_name": self.short_name,
            "kind": str(self.kind),
            "parent": self.parent,
            "successor": self.successor,
            "headcount": str(self.headcount),
            "valid_from": f"{self.valid_from:%d/%m/%Y}" if self.valid_from else "",
            "valid_to": f"{self.valid_to:%d/%m/%Y}" if self.valid_to else "",
        }


# new commune of 2025: code, headcount, and what it was made of: code, name, headcount
_MERGED: Final = {
    ("XA25-CHI-LANG", "Chi Lăng", 640): (
        ("TT-DONG-MO", "thị trấn Đồng Mỏ", 412),
        ("TT-CHI-LANG", "thị trấn Chi Lăng", 388),
        ("XA-CHI-LANG", "xã Chi Lăng", 265),
    ),
    ("XA25-BANG-MAC", "Bằng Mạc", 310): (
        ("XA-BANG-MAC", "xã Bằng Mạc", 142),
        ("XA-BANG-HUU", "xã Bằng Hữu", 118),
        ("XA-THUONG-CUONG", "xã Thượng Cường", 109),
        ("XA-HOA-BINH", "xã Hòa Bình", 97),
    ),
    ("XA25-CHIEN-THANG", "Chiến Thắng", 285): (
        ("XA-CHIEN-THANG", "xã Chiến Thắng", 121),
        ("XA-VAN-AN", "xã Vân An", 116),
        ("XA-LIEN-SON", "xã Liên Sơn", 84),
        ("XA-VAN-THUY", "xã Vân Thủy", 139),
        ("XA-BAC-THUY", "xã Bắc Thủy", 91),
        ("XA-LAM-SON", "xã Lâm Sơn", 88),
    ),
    ("XA25-NHAN-LY", "Nhân Lý", 262): (
        ("XA-NHAN-LY", "xã Nhân Lý", 127),
        ("XA-MAI-SAO", "xã Mai Sao", 133),
        ("XA-GIA-LOC", "xã Gia Lộc", 105),
    ),
    ("XA25-VAN-LINH", "Vạn Linh", 274): (
        ("XA-VAN-LINH", "xã Vạn Linh", 136),
        ("XA-Y-TICH", "xã Y Tịch", 129),
    ),
    ("XA25-QUAN-SON", "Quan Sơn", 248): (
        ("XA-QUAN-SON", "xã Quan Sơn", 146),
        ("XA-HUU-KIEN", "xã Hữu Kiên", 93),
    ),
}

_LASTING: Final = (
    ("MN-DONG-MO", "Trường Mầm non Đồng Mỏ", "MN Đồng Mỏ", UnitKind.SCHOOL, 46, "XA25-CHI-LANG"),
    ("TH-DONG-MO", "Trường Tiểu học Đồng Mỏ", "TH Đồng Mỏ", UnitKind.SCHOOL, 52, "XA25-CHI-LANG"),
    ("TH-VAN-LINH", "Trường Tiểu học Vạn Linh", "TH Vạn Linh", UnitKind.SCHOOL, 38, "XA25-VAN-LINH"),
    ("THCS-QUAN-SON", "Trường THCS Quan Sơn", "THCS Quan Sơn", UnitKind.SCHOOL, 31, "XA25-QUAN-SON"),
    (
        "THCS-CHIEN-THANG",
        "Trường TH và THCS Chiến Thắng",
        "TH&THCS Chiến Thắng",
        UnitKind.SCHOOL,
        42,
        "XA25-CHIEN-THANG",
    ),
    (
        "PTDTBT-HUU-KIEN",
        "Trường PTDTBT THCS Hữu Kiên",
        "PTDTBT Hữu Kiên",
        UnitKind.SCHOOL,
        27,
        "XA25-QUAN-SON",
    ),
    ("THPT-CHI-LANG", "Trường THPT Chi Lăng", "THPT Chi Lăng", UnitKind.SCHOOL, 78, "XA25-CHI-LANG"),
    ("THPT-HOA-BINH", "Trường THPT Hòa Bình", "THPT Hòa Bình", UnitKind.SCHOOL, 49, "XA25-BANG-MAC"),
    (
        "TTYT-CHI-LANG",
        "Trung tâm Y tế khu vực Chi Lăng",
        "TTYT Chi Lăng",
        UnitKind.OFFICE,
        164,
        "XA25-CHI-LANG",
    ),
    (
        "HTX-NA-CHI-LANG",
        "Hợp tác xã Na an toàn Ải Xưa",
        "HTX Na Ải Xưa",
        UnitKind.ENTERPRISE,
        57,
        "XA25-CHI-LANG",
    ),
    (
        "CTY-DA-VOI",
        "Công ty TNHH Đá vôi Khau Phiêng",
        "Cty Khau Phiêng",
        UnitKind.ENTERPRISE,
        88,
        "XA25-NHAN-LY",
    ),
    ("CB-NHAN-LY-1", "Chi bộ thôn Nà Lia, xã Nhân Lý", "CB Nà Lia", UnitKind.PARTY_CELL, 24, "XA25-NHAN-LY"),
    (
        "CB-VAN-LINH-1",
        "Chi bộ thôn Khun Phang, xã Vạn Linh",
        "CB Khun Phang",
        UnitKind.PARTY_CELL,
        19,
        "XA25-VAN-LINH",
    ),
)

# offices of the district, closed with it, and who took over
_OF_DISTRICT: Final = (
    ("BTG-HU", "Ban Tuyên giáo và Dân vận Huyện ủy Chi Lăng", "BTG&DV Huyện ủy", UnitKind.OFFICE, 12, ""),
    ("VP-HU", "Văn phòng Huyện ủy Chi Lăng", "VP Huyện ủy", UnitKind.OFFICE, 17, ""),
    ("PGD", "Phòng Giáo dục và Đào tạo huyện Chi Lăng", "Phòng GD&ĐT", UnitKind.OFFICE, 14, ""),
    ("CA-HUYEN", "Đảng bộ Công an huyện Chi Lăng", "Công an huyện", UnitKind.ARMED_FORCES, 96, ""),
    (
        "QS-HUYEN",
        "Đảng bộ Quân sự huyện Chi Lăng",
        "Quân sự huyện",
        UnitKind.ARMED_FORCES,
        38,
        "PTKV-CHI-LANG",
    ),
    (
        "MTTQ-HUYEN",
        "Ủy ban Mặt trận Tổ quốc huyện Chi Lăng",
        "MTTQ huyện",
        UnitKind.ASSOCIATION,
        9,
        "MTTQ25-CHI-LANG",
    ),
    (
        "PN-HUYEN",
        "Hội Liên hiệp Phụ nữ huyện Chi Lăng",
        "Hội LHPN huyện",
        UnitKind.ASSOCIATION,
        7,
        "MTTQ25-CHI-LANG",
    ),
    (
        "CCB-HUYEN",
        "Hội Cựu chiến binh huyện Chi Lăng",
        "Hội CCB huyện",
        UnitKind.ASSOCIATION,
        6,
        "MTTQ25-CHI-LANG",
    ),
    ("DTN-HUYEN", "Huyện đoàn Chi Lăng", "Huyện đoàn", UnitKind.ASSOCIATION, 8, "MTTQ25-CHI-LANG"),
)

_SINCE_2025: Final = (
    ("BXDD25-CHI-LANG", "Ban Xây dựng Đảng Đảng ủy xã Chi Lăng", "BXDĐ xã Chi Lăng", UnitKind.OFFICE, 9),
    ("MTTQ25-CHI-LANG", "Ủy ban Mặt trận Tổ quốc xã Chi Lăng", "MTTQ xã Chi Lăng", UnitKind.ASSOCIATION, 15),
    ("PTKV-CHI-LANG", "Ban Chỉ huy Phòng thủ khu vực Chi Lăng", "PTKV Chi Lăng", UnitKind.ARMED_FORCES, 41),
    ("CA25-CHI-LANG", "Công an xã Chi Lăng", "CA xã Chi Lăng", UnitKind.ARMED_FORCES, 34),
)


@cache
def demonstration_units() -> tuple[UnitSketch, ...]:
    """All units of both generations, parents and successors before those that name them."""
    new = [
        UnitSketch(code, f"Xã {name}", f"Xã {name}", UnitKind.COMMUNE, many, valid_from=_FIRST_OF_NEW)
        for code, name, many in _MERGED
    ]
    district = UnitSketch(
        "HUYEN-CHI-LANG",
        "Huyện Chi Lăng",
        "Huyện Chi Lăng",
        UnitKind.DISTRICT,
        2890,
        valid_to=_LAST_OF_DISTRICT,
    )
    old = [
        UnitSketch(
            code,
            name[0].upper() + name[1:],
            name[0].upper() + name[1:],
            UnitKind.TOWN if name.startswith("thị trấn") else UnitKind.COMMUNE,
            many,
            parent=district.code,
            successor=successor[0],
            valid_to=_LAST_OF_DISTRICT,
        )
        for successor, parts in _MERGED.items()
        for code, name, many in parts
    ]
    lasting = [UnitSketch(*row[:3], kind=row[3], headcount=row[4], parent=row[5]) for row in _LASTING]
    since = [
        UnitSketch(*row[:3], kind=row[3], headcount=row[4], parent="XA25-CHI-LANG", valid_from=_FIRST_OF_NEW)
        for row in _SINCE_2025
    ]
    closed = [
        UnitSketch(
            *row[:3],
            kind=row[3],
            headcount=row[4],
            parent=district.code,
            successor=row[5],
            valid_to=_LAST_OF_DISTRICT,
        )
        for row in _OF_DISTRICT
    ]
    return (district, *new, *since, *old, *lasting, *closed)


def units_on(day: date) -> tuple[UnitSketch, ...]:
    """The units that report on that day; the district itself does not, its parts do."""
    return tuple(
        unit for unit in demonstration_units() if unit.in_being(day) and unit.kind is not UnitKind.DISTRICT
    )

"""Invented people with names as they are heard around Chi Lăng, Lạng Sơn."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

_FAMILIES: Final = (
    *("Hoàng Nông Lô Vi Lương Hứa Triệu Nguyễn Lý Đàm Chu Bế Lộc Hà".split() * 3),
    *"Dương Phùng Mã Lành Mông Linh Đinh Trần Phạm Lê Vy Liễu Lâm Hồ Âu Tô Đặng Ngô Sầm Thân".split(),
)
_MIDDLES_MALE: Final = (
    *("Văn",) * 12,
    *"Đức Minh Quang Ngọc Xuân Hữu Công Thanh Trọng Đình Quốc Viết Anh Tiến Mạnh Thế Duy".split(),
)
_MIDDLES_FEMALE: Final = (
    *("Thị",) * 12,
    *"Thu Ngọc Bích Hồng Thanh Kim Minh Mai Lan Thùy Phương Hải Diệu Thúy Như Khánh Hoài".split(),
)
_GIVEN_MALE_OLD: Final = (
    "Páo Sẩy Tài Lình Hợi Thắng Chiến Bảo Páy Khìn Eng Sinh Dũng Hùng Cường Thịnh Vượng Phúc Lộc Thọ Toàn Vinh Quý "
    "Định Báo Thành Tiến Hòa Bình Nghĩa Nhân Sơn Lâm Khánh Đoàn Tường Liệu Coóng Slửa Pảo Viện Hiệp Thuận Chấn Đạt"
).split()
_GIVEN_MALE_YOUNG: Final = (
    "Tuấn Hiếu Đạt Nam Long Trung Kiên Khôi Quân Thái Duy Hoàn Phong Tùng Bách Hưng Linh Huy Dương Vũ Tú Quyết Nghị "
    "Trường Giang Khải An Đông Thức Luân Trưởng Doanh Lực Công Đăng Nhật Khoa Minh Sáng Tân"
).split()
_GIVEN_FEMALE_OLD: Final = (
    "Lỷ Nhình Slao Mến Thơm Loan Nga Hiền Hòa Bình Vinh Lan Hoa Mai Thủy Xuân Thu Đông Hạ Nhung Tuyết Liên Cúc Hồng "
    "Nhâm Dần Éng Ngọ Sinh Hương Phượng Nụ Lành Chanh Thắm Vui Mỹ Nguyệt Dung Duyên Bích"
).split()
_GIVEN_FEMALE_YOUNG: Final = (
    "Trang Linh Huyền Thảo Hằng Hạnh Yến Quyên Ngân My Diệp Nhi Thư Oanh Trinh Châm Vân Anh Hà Giang Ly Uyên Hoài "
    "Chi Nga Hường Thoa Quỳnh Tâm Dịu Lệ Phương Diệu Thúy Mừng Nguyên Khuyên Hậu Đào Sen"
).split()
_TRADES_WORKING: Final = (
    *("nông dân",) * 4,
    "giáo viên",
    "giáo viên",
    "công chức xã",
    "cán bộ Hội Phụ nữ xã",
    "cán bộ Đoàn xã",
    "y sĩ trạm y tế",
    "công an xã",
    "nhân viên bưu điện xã",
    "cán bộ khuyến nông",
    "kế toán hợp tác xã",
    "trưởng thôn",
    "bí thư chi bộ thôn",
    "công nhân đường sắt",
    "chủ cửa hàng tạp hóa",
    "lái xe",
    "viên chức văn hóa xã",
)
_TRADES_OLD: Final = (
    "hưu trí",
    "hưu trí",
    "nông dân",
    "cựu chiến binh",
    "hội viên Hội Người cao tuổi",
    "giáo viên nghỉ hưu",
)


class Gender(StrEnum):
    """The grammatical gender that decides between ông and bà, anh and chị."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist."""

    name: str
    gender: Gender
    birth_year: int
    phone: str
    occupation: str

    def age(self, year: int) -> int:
        """Age reached in that year."""
        return year - self.birth_year


def made_up_name(rng: Random, gender: Gender, *, old: bool = False) -> str:
    """A full name: họ, đệm, sometimes a second đệm, tên."""
    male = gender is Gender.MALE
    family = rng.choice(_FAMILIES)
    middle = rng.choice(_MIDDLES_MALE if male else _MIDDLES_FEMALE)
    if male:
        given = rng.choice(_GIVEN_MALE_OLD if old else _GIVEN_MALE_YOUNG)
    else:
        given = rng.choice(_GIVEN_FEMALE_OLD if old else _GIVEN_FEMALE_YOUNG)
    if given in (middle, family):
        given = "Thắng" if male else "Thơm"
    if middle == "Thị" and not old and rng.random() < 0.5:
        middle = "Thị " + rng.choice(
            [word for word in ("Thu", "Thanh", "Ngọc", "Bích", "Hồng", "Kim") if word != given]
        )
    return f"{family} {middle} {given}"


def made_up_phone(rng: Random) -> str:
    """Ten digits in the shape of a mobile number, on 080, which no mobile network hands out."""
    return f"080{rng.randrange(10**7):07d}"


def made_up_person(
    rng: Random, *, gender: Gender | None = None, year: int = 2025, ages: tuple[int, int] = (19, 72)
) -> Person:
    """Invent one person.

    year   the year in which the age is counted
    ages   youngest and oldest age, both possible
    """
    chosen = gender or rng.choice((Gender.MALE, Gender.FEMALE))
    age = rng.randint(*ages)
    trade = "học sinh" if age < 18 else rng.choice(_TRADES_OLD if age >= 60 else _TRADES_WORKING)
    return Person(
        name=made_up_name(rng, chosen, old=age >= 46),
        gender=chosen,
        birth_year=year - age,
        phone=made_up_phone(rng),
        occupation=trade,
    )

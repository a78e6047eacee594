"""Simulated judges: what they give, how they differ, and the remarks they leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from contest.rehearsal.essays import Essay
from contest.rehearsal.names import Gender, made_up_name, made_up_phone

Criterion = tuple[str, Decimal, Decimal]

_BANDS: Final = ((Decimal("0.86"), "excellent"), (Decimal("0.76"), "good"), (Decimal("0.64"), "fair"))
_BENCH: Final = (
    ("Trưởng ban Giám khảo, cán bộ tuyên giáo nghỉ hưu", "BTG-HU"),
    ("giáo viên Ngữ văn", "THPT-CHI-LANG"),
    ("giáo viên Ngữ văn", "THPT-HOA-BINH"),
    ("tổ trưởng chuyên môn", "THCS-QUAN-SON"),
    ("hiệu trưởng", "TH-DONG-MO"),
    ("cán bộ văn hóa", "TT-DONG-MO"),
    ("cán bộ Mặt trận", "MTTQ-HUYEN"),
    ("cán bộ Hội Phụ nữ", "PN-HUYEN"),
    ("chính trị viên", "QS-HUYEN"),
    ("chuyên viên", "PGD"),
    ("cán bộ Huyện đoàn", "DTN-HUYEN"),
    ("bác sĩ, cộng tác viên báo địa phương", "TTYT-CHI-LANG"),
    ("cựu chiến binh, hội viên văn học nghệ thuật", "CCB-HUYEN"),
    ("giáo viên Lịch sử", "PTDTBT-HUU-KIEN"),
    ("chuyên viên văn phòng", "VP-HU"),
    ("phó hiệu trưởng", "TH-VAN-LINH"),
)


@dataclass(frozen=True, slots=True)
class Judge:
    """How one judge marks.

    severity  taken off every mark, as a part of the scale: 0.05 is five points of a hundred; negative is lenient
    scale     how far good and weak essays are held apart: 1 as they are, 0.6 all much alike
    noise     the standard deviation of a mark around what this judge means, as a part of the scale
    """

    severity: float
    scale: float
    noise: float


@dataclass(frozen=True, slots=True)
class JudgeSketch:
    """An invented judge with a name, a position and the code of the unit."""

    name: str
    gender: Gender
    position: str
    unit: str
    phone: str
    judge: Judge


def made_up_judges(rng: Random, *, count: int = 12) -> tuple[JudgeSketch, ...]:
    """So many invented judges from several units, most of them fair, a few strict, lenient or erratic."""
    names: set[str] = set()
    bench = []
    for at in range(count):
        gender = rng.choice((Gender.MALE, Gender.FEMALE))
        while (name := made_up_name(rng, gender, old=True)) in names:
            continue
        names.add(name)
        position, unit = _BENCH[at % len(_BENCH)]
        judge = Judge(
            rng.gauss(0, 0.03), rng.uniform(0.75, 1.15), rng.choice((0.015, 0.02, 0.02, 0.025, 0.045))
        )
        bench.append(JudgeSketch(name, gender, position, unit, made_up_phone(rng), judge))
    return tuple(bench)


def quality_of(essay: Essay, rng: Random) -> float:
    """How good an essay is, 0 to 1: mostly chance, a little its length and how concrete it is."""
    length = 1 - min(abs(essay.word_count - 1500) / 1500, 1)
    concrete = min(sum(token[0].isdigit() for token in essay.text.split()) / 30, 1)
    return min(max(rng.betavariate(4.2, 2.6) * 0.8 + 0.1 * length + 0.1 * concrete, 0.0), 1.0)


def points_for(
    rng: Random, judge: Judge, quality: float, criteria: Sequence[Criterion]
) -> dict[str, Decimal]:
    """The points of one score sheet.

    quality   0 to 1, see quality_of
    criteria  (key, maximum, step) of each criterion
    Returns   key -> points: a multiple of the step, at least two fifths of the maximum, at most the maximum;
              totals of 100 mostly lie between 55 and 95
    """
    meant = 0.745 + (quality - 0.62) * 0.62 * judge.scale - judge.severity + rng.gauss(0, judge.noise)
    points = {}
    for key, maximum, step in criteria:
        share = Decimal(repr(min(max(meant + rng.gauss(0, 0.035), 0.4), 1.0)))
        steps = (share * maximum / step).quantize(Decimal(1), ROUND_HALF_UP)
        points[key] = min(steps * step, maximum)
    return points


def remark_for(rng: Random, points: dict[str, Decimal], criteria: Sequence[Criterion]) -> str:
    """A short remark in Vietnamese that fits the total, at times with a word on the best or weakest criterion."""
    whole = sum((maximum for _, maximum, _ in criteria), Decimal(0))
    share = sum(points.values(), Decimal(0)) / whole
    band = next((name for least, name in _BANDS if share >= least), "weak")
    said = [rng.choice(_remarks()[band])]
    if rng.random() < 0.45:
        said.append(rng.choice(_remarks()["advice" if share < Decimal("0.8") else "praise"]))
    return " ".join(said)


@cache
def _remarks() -> dict[str, tuple[str, ...]]:
    remarks: dict[str, list[str]] = {}
    band = ""
    for line in (Path(__file__).parent / "remarks.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            band = line[3:].strip()
        elif line.strip():
            remarks.setdefault(band, []).append(line.strip())
    return {name: tuple(lines) for name, lines in remarks.items()}

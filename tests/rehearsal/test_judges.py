from decimal import Decimal
from random import Random
from statistics import mean

import pytest

from contest.rehearsal.essays import write_essay
from contest.rehearsal.judges import Judge, made_up_judges, points_for, quality_of, remark_for
from contest.rehearsal.units import demonstration_units

CRITERIA = [
    (key, Decimal(maximum), Decimal("0.5"))
    for key, maximum in (
        ("theme", 15),
        ("truth", 20),
        ("deeds", 25),
        ("reach", 15),
        ("style", 15),
        ("form", 10),
    )
]
FAIR = Judge(severity=0.0, scale=1.0, noise=0.02)


def total(rng: Random, judge: Judge, quality: float) -> Decimal:
    return sum(points_for(rng, judge, quality, CRITERIA).values(), Decimal(0))


def test_points_are_multiples_of_the_step_within_the_maximum():
    rng = Random(1)
    for _ in range(300):
        points = points_for(rng, FAIR, rng.random(), CRITERIA)
        assert list(points) == [key for key, _, _ in CRITERIA]
        for key, maximum, step in CRITERIA:
            assert 0 <= points[key] <= maximum
            assert points[key] % step == 0


def test_totals_lie_where_juries_put_them():
    rng = Random(2)
    judges = made_up_judges(rng)
    totals = sorted(
        total(rng, rng.choice(judges).judge, quality_of(write_essay(Random(number)), rng))
        for number in range(200)
    )

    assert totals[10] >= 55
    assert totals[-10] <= 95
    assert totals[-20] - totals[20] > 15


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Judge(0.0, 1.0, 0.02), Judge(0.08, 1.0, 0.02)),  # the strict judge gives less
        (Judge(-0.05, 1.0, 0.02), Judge(0.0, 1.0, 0.02)),  # the lenient one more
    ],
)
def test_severity_lowers_the_marks(one, other):
    rng = Random(3)

    assert mean(total(rng, one, 0.6) for _ in range(80)) > mean(total(rng, other, 0.6) for _ in range(80)) + 3


def test_the_better_essay_gets_more():
    rng = Random(4)

    assert (
        mean(total(rng, FAIR, 0.85) for _ in range(60)) > mean(total(rng, FAIR, 0.45) for _ in range(60)) + 15
    )


def test_remarks_fit_the_band_and_vary():
    rng = Random(5)
    remarks = {
        remark_for(rng, points_for(rng, FAIR, quality, CRITERIA), CRITERIA)
        for quality in (0.2, 0.5, 0.7, 0.95)
        for _ in range(120)
    }

    assert len(remarks) >= 60
    full = {key: maximum for key, maximum, _ in CRITERIA}
    assert "Đề nghị" in " ".join(remark_for(rng, full, CRITERIA) for _ in range(80))


def test_judges_come_from_several_known_units():
    judges = made_up_judges(Random(6), count=16)
    codes = {unit.code for unit in demonstration_units()}

    assert len({judge.name for judge in judges}) == 16
    assert len({judge.unit for judge in judges}) >= 12
    assert {judge.unit for judge in judges} <= codes


def test_the_bench_follows_from_the_seed():
    assert made_up_judges(Random(7)) == made_up_judges(Random(7))

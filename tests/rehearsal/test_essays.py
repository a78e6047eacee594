import re
import unicodedata
from collections import Counter
from itertools import combinations
from random import Random

import pytest

from contest.rehearsal.copies import CopyKind, copy_of
from contest.rehearsal.essays import Essay, FigureKind, frame_names, write_essay

MANY = 90


@pytest.fixture(scope="module")
def essays() -> list[Essay]:
    return [write_essay(Random(f"test-{number}"), year=2024 + number % 3) for number in range(MANY)]


def shingles(essay: Essay) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", essay.text.lower())
    return {tuple(words[at : at + 4]) for at in range(len(words) - 3)}


def shared(one: Essay, other: Essay) -> float:
    """The part of all four-word shingles of the two that both have."""
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / len(ours | theirs)


def test_no_two_essays_are_alike(essays):
    sets = [shingles(essay) for essay in essays]

    worst = max(len(one & other) / len(one | other) for one, other in combinations(sets, 2))

    assert worst < 0.2


def test_even_the_essays_of_one_plot_are_not_alike():
    for frame in frame_names():
        sets = [shingles(write_essay(Random(f"{frame}-{number}"), frame=frame)) for number in range(8)]
        worst = max(len(one & other) / min(len(one), len(other)) for one, other in combinations(sets, 2))
        assert worst < 0.35, frame


def test_the_same_seed_tells_the_same_essay():
    assert write_essay(Random("a seed")) == write_essay(Random("a seed"))


def test_the_length_keeps_to_its_range_and_is_spread(essays):
    lengths = sorted(essay.word_count for essay in essays)

    assert lengths[0] >= 600
    assert lengths[-1] <= 2500
    assert lengths[MANY * 9 // 10] - lengths[MANY // 10] > 500


@pytest.mark.parametrize("words", [(600, 900), (900, 1200), (1500, 2500)])
def test_another_range_is_kept_too(words):
    for number in range(20):
        assert words[0] <= write_essay(Random(number), words=words).word_count <= words[1]


@pytest.mark.parametrize("words", [(900, 600), (100, 300)])
def test_a_range_without_room_is_refused(words):
    with pytest.raises(ValueError, match="between"):
        write_essay(Random(1), words=words)


def test_an_unknown_frame_is_refused():
    with pytest.raises(ValueError, match="frame"):
        write_essay(Random(1), frame="nowhere")


def test_no_slot_brace_or_stray_space_is_left(essays):
    for essay in essays:
        for text in (
            essay.title,
            essay.figure.name,
            essay.figure.position,
            essay.figure.place,
            *essay.paragraphs,
        ):
            assert not re.search(r"[{}<>|_*~=^]|  | [,.;:!?…”]|[,;:][,;:]|^\s|\s$", text), text


def test_sentences_begin_with_capitals_and_quotations_close(essays):
    for essay in essays:
        for text in essay.paragraphs:
            assert text[0].isupper() or text[0] in "“0123456789", text
            assert text[-1] in ".!?”", text
            assert text.count("“") == text.count("”"), text
            assert not any(first.islower() for first in re.findall(r"[.!?] (\w)", text)), text


def test_all_text_is_in_composed_form(essays):
    for essay in essays:
        assert unicodedata.is_normalized("NFC", essay.title + essay.text)


def test_the_figure_is_named_in_the_text(essays):
    for essay in essays:
        assert essay.figure.name.lower() in essay.text.lower(), essay.figure.name


def test_pronouns_agree_with_age_and_gender(essays):
    for essay in essays:
        born = essay.figure.birth_year
        if born is None or essay.frame in ("teacher", "study_promoter"):
            continue
        called = {word for word in ("ông", "bà", "anh", "chị") if f"{word} {essay.figure.name}" in essay.text}
        assert len(called) <= 1, (called, essay.figure.name)


def test_frames_genres_and_kinds_of_figure_are_spread(essays):
    assert len(frame_names()) >= 14
    assert len({essay.frame for essay in essays}) == len(frame_names())
    assert len({essay.genre for essay in essays}) == 5
    kinds = Counter(essay.figure.kind for essay in essays)
    assert kinds[FigureKind.COLLECTIVE] >= MANY // 20
    assert len({essay.title for essay in essays}) > MANY // 2


def test_since_2026_no_essay_places_anybody_in_a_district():
    for number in range(20):
        essay = write_essay(Random(number), year=2026)
        assert essay.figure.place.endswith("tỉnh Lạng Sơn")
        assert "huyện Chi Lăng" not in essay.text


def test_the_commune_can_be_chosen():
    essay = write_essay(Random(1), commune="Vạn Linh")

    assert "xã Vạn Linh" in essay.figure.place


def test_no_shared_paragraph_supposes_more_than_it_knows():
    for number in range(60):
        essay = write_essay(Random(number), frame="young_founder")
        assert "bao cấp" not in essay.text
        assert "bổ túc" not in essay.text


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (CopyKind.WHOLE, 1.0, 1.0),
        (CopyKind.ALTERED_MARKS, 0.25, 0.9),  # the letters without their marks are nearly the same
        (CopyKind.PARTIAL, 0.3, 0.75),
        (CopyKind.ONE_PARAGRAPH, 0.02, 0.3),
    ],
)
def test_a_planted_copy_shares_as_much_as_its_kind_says(kind, least, most):
    for number in range(10):
        essay = write_essay(Random(number))
        copy = copy_of(essay, Random(number + 1000), kind=kind)
        assert least <= shared(essay, copy) <= most, number


def test_altered_marks_disappear_when_all_marks_do():
    def bare(text: str) -> str:
        folded = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
        return folded.replace("đ", "d").replace("Đ", "D")

    essay = write_essay(Random(5))
    copy = copy_of(essay, Random(6), kind="altered-marks")

    assert copy.text != essay.text
    assert bare(copy.text) == bare(essay.text)
    assert unicodedata.is_normalized("NFC", copy.text)


def test_an_unknown_kind_of_copy_is_refused():
    with pytest.raises(ValueError, match="half"):
        copy_of(write_essay(Random(1)), Random(2), kind="half")

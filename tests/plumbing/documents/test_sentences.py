"""Whatever can happen to a file has a sentence."""

import pytest

from contest.errors.documents import REFUSALS, WARNINGS, FileNameDiffers, FileRefused, FileUnreadable
from contest.plumbing.documents import Note, Why


def test_every_refusal_has_a_sentence() -> None:
    assert set(REFUSALS) == {why.value for why in Why}


def test_every_warning_has_a_sentence() -> None:
    assert set(WARNINGS) == {note.value for note in Note}


@pytest.mark.parametrize("sentence", [*REFUSALS.values(), *WARNINGS.values()])
def test_sentences_are_whole(sentence: str) -> None:
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert "  " not in sentence


def test_a_refusal_is_raised_by_its_code() -> None:
    refusal = FileRefused.because("name-differs", file="bai.docx")

    assert isinstance(refusal, FileNameDiffers)
    assert (str(refusal), refusal.status) == (REFUSALS["name-differs"], 415)
    assert refusal.values == {"file": "bai.docx"}


def test_a_code_of_tomorrow_counts_as_unreadable() -> None:
    assert isinstance(FileRefused.because("new", file="x"), FileUnreadable)

"""In what writing an essay came: a truth table, and every old encoding of a made-up essay."""

from random import Random

import pytest

from contest.plumbing.vietnamese import fold
from contest.plumbing.vietnamese.legacy import Charset, _decoder
from contest.rehearsal.essays import write_essay
from contest.screening.rules import Writing, writing_of

ENGLISH = (
    "The house stood at the end of the lane, and every morning the old man walked down to the river to see whether "
    "the boats had come back. He had planted a row of trees in the year of the flood, and now they gave shade to the "
    "children who went to school along the bank. Nobody had asked him to do this."
)
FRENCH = (
    "La maison se trouvait au bout du chemin, et chaque matin le vieil homme descendait à la rivière pour voir si les "
    "bateaux étaient revenus. Il avait planté une rangée d'arbres l'année de l'inondation, et maintenant ils donnaient "
    "de l'ombre aux enfants qui allaient à l'école le long de la berge."
)
GERMAN = (
    "Das Haus stand am Ende des Weges, und jeden Morgen ging der alte Mann zum Fluss hinunter, um zu sehen, ob die "
    "Boote zurückgekommen waren. Er hatte im Jahr der großen Überschwemmung eine Reihe Bäume gepflanzt, und nun gaben "
    "sie den Kindern Schatten, die am Ufer entlang zur Schule gingen. Niemand hatte ihn gebeten, das zu tun."
)
PINYIN = (
    "Ni hao wo shi zhong guo ren wo men zai xue xiao xue xi zhong wen lao shi hen hao ta jiao wo men du shu xie zi mei "
    "tian zao shang wo men qu xue xiao zuo gong che hui jia chi fan shui jiao ming tian zai lai kan shu ba"
)
TAY_IN_VIETNAMESE = (
    "Noọng ơi, pi noọng bản Nà Lầu mọi khay khẩu, pây rẩy, lồng tồng, then, sli lượn cạ khảm hải; ông Slao pây mừa bản "
    "cạ pỏ mé dá lùm đông pá, dá lùm nặm bó. Bà con Tày, Nùng nơi đây vẫn hát then, hát sli mỗi dịp lồng tồng, và ông "
    "vẫn nhắc con cháu giữ lấy tiếng nói của cha ông mình."
)


@pytest.fixture(scope="module")
def essay():
    return write_essay(Random(5), words=(1000, 1500), year=2026).paragraphs


def in_old_bytes(text, charset):
    """The text as a program without the font shows it."""
    table, _pattern = _decoder(charset)
    codes = {}
    for code, letter in table.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


@pytest.mark.parametrize(
    ("text", "writing"),
    [
        (ENGLISH, Writing.FOREIGN),
        (FRENCH, Writing.FOREIGN),
        (GERMAN, Writing.FOREIGN),
        (PINYIN, Writing.FOREIGN),
        (TAY_IN_VIETNAMESE, Writing.VIETNAMESE),
        (fold(TAY_IN_VIETNAMESE[-160:]) * 2, Writing.UNMARKED),
        ("The road", Writing.UNSURE),
        ("Con đường của bản", Writing.UNSURE),
        ("", Writing.UNSURE),
        ("1 2 3 4 5 " * 50, Writing.UNSURE),
    ],
)
def test_texts_of_one_kind(text, writing):
    assert writing_of([text]) == writing


def test_an_essay_with_and_without_marks(essay):
    assert writing_of(essay) == Writing.VIETNAMESE
    assert writing_of([fold(said) for said in essay]) == Writing.UNMARKED
    assert writing_of([said.upper() for said in essay]) == Writing.VIETNAMESE


def test_an_essay_that_quotes_another_language_is_vietnamese(essay):
    assert writing_of([" ".join(essay)[:700], ENGLISH]) == Writing.VIETNAMESE


@pytest.mark.parametrize("charset", list(Charset))
def test_bytes_of_an_old_font_are_known_for_what_they_are(essay, charset):
    assert writing_of([in_old_bytes(said, charset) for said in essay]) == Writing.GARBLED


def test_bytes_read_as_another_encoding_are_known_too(essay):
    assert writing_of([said.encode().decode("latin-1") for said in essay]) == Writing.GARBLED


def test_no_made_up_essay_is_taken_for_anything_else():
    for seed in range(12):
        written = write_essay(Random(seed), words=(600, 1200), year=2026).paragraphs
        assert writing_of(written) == Writing.VIETNAMESE
        assert writing_of([fold(said) for said in written]) == Writing.UNMARKED

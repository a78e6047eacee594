import pytest

from contest.plumbing.formulas import is_formula, neutralised, restored


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@x", "＝1", "﹦1", "\t1", "\r1", "\n1", "  =1", "\u200b=1", "\x00@"]
)
def test_what_a_spreadsheet_could_calculate_is_known(text):
    assert is_formula(text)
    assert neutralised(text).startswith("'")


@pytest.mark.parametrize("text", ["", "Hòa", "1+1", "'=1", "(−5)", "…", "a@b.vn"])
def test_other_text_is_left_alone(text):
    assert not is_formula(text)
    assert neutralised(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+84912345678", "\n=x", "a;=b", "a\n- b\n- c", "'nháy'", "'", "", "- a; - b"]
)
def test_neutralised_text_can_be_read_back(text):
    assert restored(neutralised(text)) == text

"""The interface speaks English wherever it speaks Vietnamese: no sentence is left untranslated."""

from flask import Flask

from tools import catalogue


def test_every_sentence_is_translated_with_the_same_places_and_compiled() -> None:
    assert catalogue.faults() == []


def test_the_check_sees_an_untranslated_sentence(monkeypatch) -> None:
    whole = catalogue.gathered()
    monkeypatch.setattr(catalogue, "kept", lambda: whole)
    assert any(fault.startswith("not translated") for fault in catalogue.faults())


def test_a_page_in_english_holds_no_vietnamese_sentence_of_ours(app: Flask) -> None:
    client = app.test_client()
    client.set_cookie("language", "en")
    page = client.get("/account/sign-in").text
    assert '<html lang="en">' in page
    assert "Sign in" in page
    assert "Đăng nhập" not in page

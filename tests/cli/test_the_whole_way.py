"""One contest from the first list to the export, by the shell alone; screening and the draw on the way."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import write_csv
from tests.cli.office import ORGANIZERS, WRITERS, Office


def test_the_whole_way_to_a_list_with_names(office: Office, keys: Path) -> None:
    office.mark()
    settled = office.run("settle", "--round", "1", "--lock")
    listed = json.loads(office.run("shortlist", "--round", "1", "--top", "3", "--json"))
    blind, named = office.folder / "blind.csv", office.folder / "named.csv"
    office.run("export", "--round", "1", "--as", "csv", "--out", blind)
    office.run(
        "unseal", "--round", "1", "--as", ORGANIZERS[0], "--and", ORGANIZERS[1], "--password-file", keys
    )
    for fmt in ("xlsx", "docx"):
        office.run("export", "--round", "1", "--as", fmt, "--out", office.folder / f"named.{fmt}")
    office.run("export", "--round", "1", "--as", "csv", "--out", named)

    assert "6 bài có điểm kết luận" in settled
    assert [place["mark"] for place in listed["places"]] == ["74.00", "73.00", "72.00"]
    assert not any(writer in blind.read_text(encoding="utf-8-sig") for writer in WRITERS)
    rows = list(csv.reader(io.StringIO(named.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 4
    assert sum(any(cell in WRITERS for cell in row) for row in rows) == 3
    assert named.read_bytes().startswith(b"\xef\xbb\xbf")
    assert all((office.folder / f"named.{fmt}").stat().st_size for fmt in ("xlsx", "docx"))
    assert not list(office.folder.glob(".*"))


def test_a_frozen_list_is_proved_from_its_file_and_from_the_database(office: Office) -> None:
    office.mark()
    office.run("settle", "--round", "1", "--lock")
    office.run("verify-shortlist", "--round", "1", code=1)
    listed = json.loads(office.run("shortlist", "--round", "1", "--percent", "50", "--json"))
    proof = office.folder / "proof.zip"
    office.run("proof", "--round", "1", "--out", proof)
    said = office.shell("verify-shortlist", proof)
    assert (said.exit_code, len(listed["places"])) == (0, 3)
    assert listed["digest"] in said.output
    assert f"BẰNG NHAU / EQUAL 1 {listed['digest']}" in office.run("verify-shortlist", "--round", "1")
    assert office.shell("verify-shortlist").exit_code == 2
    proof.write_bytes(b"no proof")
    assert office.shell("verify-shortlist", proof).exit_code == 2


def test_screening_by_a_list_rejects_accepts_and_repeats_nothing(office: Office) -> None:
    first, second, third, *_ = office.receipts()
    verdicts = [
        {"receipt": first.lower(), "verdict": "eligible", "code": "", "reason": ""},
        {"receipt": second, "verdict": "bị loại", "code": "QH", "reason": "Gửi sau hạn."},
        {"receipt": third, "verdict": "more_needed", "code": "", "reason": "Thiếu địa chỉ nhân vật."},
        {"receipt": "GS26-0000-0", "verdict": "eligible", "code": "", "reason": ""},
        {"receipt": third, "verdict": "hay", "code": "", "reason": ""},
    ]
    file = write_csv(office.folder / "verdicts.csv", verdicts)

    said, again = office.run("screen", "--file", file), office.run("screen", "--file", file)

    assert "ghi 3, giữ nguyên 0, từ chối 2" in said
    assert "ghi 0, giữ nguyên 3, từ chối 2" in again
    assert "Dòng 5" in said
    assert "Dòng 6" in said
    assert "Đã nhận 3 bài" in office.run("screen", "--accept-all")
    assert "Đã nhận 0 bài" in office.run("screen", "--accept-all")
    states = [row["state"] for row in json.loads(office.run("entries list", "--json"))]
    assert states == ["eligible", "rejected", "more_needed", "eligible", "eligible", "eligible"]


def test_a_rejection_without_code_or_reason_is_refused(office: Office) -> None:
    receipt = office.receipts()[0]
    rows = [
        {"receipt": receipt, "verdict": "rejected", "code": "", "reason": "vì thế"},
        {"receipt": receipt, "verdict": "rejected", "code": "QH", "reason": ""},
    ]

    office.run("screen", "--file", write_csv(office.folder / "v.csv", rows), code=1)


def test_a_preview_shows_loads_and_nothing_to_judges(office: Office) -> None:
    office.screen()

    previewed = json.loads(office.run("draw", "--round", "1", "--seed", "7", "--preview", "--json"))
    office.run("scores template", "--round", "1", "--out", office.folder / "x.xlsx", code=1)
    published = json.loads(office.run("draw", "--round", "1", "--seed", "7", "--json"))

    assert previewed["published"] is False
    assert published["published"] is True
    assert previewed["judges"] == published["judges"]
    assert sum(judge["entries"] for judge in published["judges"]) == 12
    loads = [judge["entries"] for judge in published["judges"]]
    assert max(loads) - min(loads) <= 1


def test_a_draw_of_nothing_and_a_second_draw_are_refused(office: Office) -> None:
    assert "Chưa có bài hợp lệ" in office.run("draw", "--round", "1", "--seed", "7", code=1)
    office.draw()

    office.run("draw", "--round", "1", "--seed", "8", code=1)

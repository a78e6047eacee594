"""Prizes in the shell: proposed, decided by a list, taken back, moved up, published."""

import json
from pathlib import Path

from tests.cli.conftest import write_csv
from tests.cli.office import ORGANIZERS, Office


def unsealed(office: Office, keys: Path) -> None:
    office.mark()
    office.run("settle", "--round", "1")
    office.run("shortlist", "--round", "1", "--top", "4")
    office.run(
        "unseal", "--round", "1", "--as", ORGANIZERS[0], "--and", ORGANIZERS[1], "--password-file", keys
    )
    office.run("awards prizes", "--set", "district", "--notice", "Công bố cơ cấu giải.")


def test_prizes_wait_for_both_keys_and_for_a_structure(office: Office, keys: Path) -> None:
    office.mark()
    office.run("settle", "--round", "1")
    assert "chưa chốt danh sách" in office.run("awards propose", code=1)
    office.run("shortlist", "--round", "1", "--top", "4")
    assert "chưa ghép" in office.run("awards propose", code=1)


def test_what_is_proposed_is_decided_taken_back_moved_up_and_published(office: Office, keys: Path) -> None:
    unsealed(office, keys)
    rows = json.loads(office.run("awards propose", "--json"))
    assert [row["prize"] for row in rows][:2] == ["giai-nhat", "giai-nhi"]
    assert "4 giải cá nhân" in office.run("awards decide", "--as-proposed")
    assert "Xin ghi lý do" in office.run("awards decide", "--as-proposed", code=1)

    assert "Đã thu hồi Giải Nhất" in office.run(
        "awards revoke", "--receipt", rows[0]["receipt"], "--reason", "Chép báo."
    )
    assert "Không có giải này" in office.run(
        "awards revoke", "--receipt", rows[0]["receipt"], "--reason", "Lần nữa.", code=1
    )
    moved = {row["receipt"]: row["prize"] for row in json.loads(office.run("awards propose", "--json"))}
    assert (moved[rows[0]["receipt"]], moved[rows[1]["receipt"]]) == ("", "giai-nhat")
    office.run("awards decide", "--as-proposed", "--reason", "Đôn lên.")
    assert json.loads(office.run("awards list", "--json"))[0]["of"] == rows[1]["receipt"]
    assert "Đã công bố 1 quyết định" in office.run("awards publish")
    assert office.run("awards units").startswith("rank")


def test_a_list_decides_otherwise_with_its_reasons(office: Office, keys: Path) -> None:
    unsealed(office, keys)
    receipts = [row["receipt"] for row in json.loads(office.run("awards propose", "--json"))]
    prizes = ("Giải Nhì", "Giải Nhất", "giai-nhi", "giai-ba")
    rows = [{"receipt": r, "prize": p, "reason": ""} for r, p in zip(receipts, prizes, strict=True)]
    file = write_csv(office.folder / "giai.csv", rows)
    assert "Xin ghi lý do" in office.run("awards decide", "--file", file, code=1)
    office.run("awards decide", "--file", file, "--reason", "Bỏ phiếu 5/7.")
    assert json.loads(office.run("awards list", "--json"))[0]["of"] == receipts[1]


def test_a_list_that_names_no_prize_of_the_contest_or_one_entry_twice_is_refused(
    office: Office, keys: Path
) -> None:
    unsealed(office, keys)
    receipt = json.loads(office.run("awards propose", "--json"))[0]["receipt"]
    strange = write_csv(office.folder / "la.csv", [{"receipt": receipt, "prize": "Giải Vàng", "reason": ""}])
    assert "không có giải này" in office.run("awards decide", "--file", strange, code=1)
    twice = [{"receipt": receipt, "prize": "Giải Nhì", "reason": "x"}] * 2
    assert "chỉ nhận một giải" in office.run(
        "awards decide", "--file", write_csv(office.folder / "hai.csv", twice), code=1
    )
    unknown = write_csv(
        office.folder / "ma.csv", [{"receipt": "CL99-XXXX", "prize": "Giải Nhì", "reason": ""}]
    )
    assert "CL99-XXXX" in office.run("awards decide", "--file", unknown, code=1)

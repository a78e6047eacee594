"""How soon can a judge read, and does anything move: the reading page in a slowed Chromium over a narrow line.

Essays of the demonstration's contest in judging are opened at 20 Mbit/s with 40 ms of delay and the processor
slowed four times, by CDP. ``cold``: nothing of the site is in the browser's cache; ``warm``: the next essay, as after
a hand-in; ``copy``: an essay taken along, the network cut. Largest paint and shifts are what the browser itself
reports, without what moves under the hand that types; ``shift_saving`` is all else that moves while six criteria are
typed and saved.

    python3 run.py bench reading [--runs=5] [--json]
"""

import argparse
import json
import shutil
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from statistics import median
from typing import Any

from waitress.server import create_server

from contest.charter.models import Contest
from contest.db import db, transaction
from contest.people.service import hash_password
from contest.rehearsal.demonstration import PASSWORD, SEED
from contest.rehearsal.demonstration_years import Stand, judged_contest
from contest.rehearsal.staff import fill_units, found_organizer, seat_judges
from contest.rehearsal.throwaway import throwaway
from contest.scoring.queries import reading_queue

RUNS = 5
MEGABITS, DELAY_MS, SLOWER = 20, 40, 4
JUDGES = 12
COLUMNS = ("case", "method", "lcp_ms", "first_paint_ms", "shift", "shift_saving", "kb", "runs")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
)
PAINTS = """() => new Promise((done) => {
  const told = { largest: 0, shift: 0 };
  new PerformanceObserver((list) => { told.largest = list.getEntries().at(-1).startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) told.shift += one.value;
  })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => {
    told.first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
    told.bytes = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
      .reduce((sum, one) => sum + one.transferSize, 0);
    done(told);
  }, 400);
})"""


@contextmanager
def judging() -> Iterator[tuple[str, str, str]]:
    """A served contest in judging: its address, its slug, and a judge's mail address."""
    with throwaway() as app:
        at = datetime.now(UTC)
        kept = hash_password(PASSWORD)
        with transaction():
            unit_ids = fill_units(at=at)
            office = [
                found_organizer(
                    email=f"{n}@example.vn",
                    name="Hoàng Thị Nhung",
                    password_hash=kept,
                    demonstration=True,
                    at=at,
                )
                for n in (1, 2)
            ]
            seats = seat_judges(Random(1), count=JUDGES, hashes=[kept] * JUDGES, demonstration=True, at=at)
            judged_contest(Stand(seed=SEED, at=at, unit_ids=unit_ids, office=office, seats=seats))
        contest = db.session.query(Contest).one()
        busiest = max(seats, key=lambda seat: len(reading_queue(seat.account.id, contest.rounds[0].id)))
        slug, email = contest.slug, busiest.account.email
        db.session.remove()
        server = create_server(app, host="127.0.0.1", port=0, threads=6)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}", slug, email
        server.close()


def slowed(page: Any, *, offline: bool = False) -> None:
    """The line and the processor as they are measured with."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    bits = MEGABITS * 1_000_000 / 8
    cdp.send(
        "Network.emulateNetworkConditions",
        {"offline": offline, "latency": DELAY_MS, "downloadThroughput": bits, "uploadThroughput": bits},
    )
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def paints(page: Any) -> dict[str, float]:
    """What the browser says of the page that is open: paints, shifts, bytes."""
    page.wait_for_load_state("load")
    told: dict[str, float] = page.evaluate(PAINTS)
    return told


def saving(page: Any) -> float:
    """What moves while a sheet is typed and saved."""
    before = paints(page)["shift"]
    for position, box in enumerate(page.locator("[data-points]").all()[:6]):
        box.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(str(4 + position / 2).replace(".", ","))
        page.wait_for_timeout(1200)
    return paints(page)["shift"] - before


def runs_of(
    browser: Any, base: str, slug: str, email: str, number: int
) -> Iterator[tuple[str, dict[str, float]]]:
    """One run of each case in a fresh browser."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{base}/account/sign-in")
    page.get_by_label("Thư điện tử").fill(email)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/account/")
    found = {}
    for state in ("all", "begun", "todo"):
        page.goto(f"{base}/judging/{slug}?state={state}")
        links = page.locator("main a[href*='/assignments/']")
        found[state] = links.evaluate_all("all => all.map((one) => one.href)")
    page.close()

    page = context.new_page()
    slowed(page)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.goto(found["all"][number % len(found["all"])])
    yield "cold", paints(page)
    page.goto((found["todo"] + found["begun"])[number])
    yield "warm", {**paints(page), "saving": saving(page)}

    page.goto(f"{base}/judging/{slug}/carried")
    page.locator("[data-most]").select_option("5")
    page.locator("[data-take] button").click()
    page.locator("[data-carried-said]", has_text="Đã mang theo").wait_for(timeout=120_000)
    taken = page.locator("[data-row]:not([hidden]) a").first.evaluate("one => one.href")
    context.set_offline(True)
    page.goto(taken)
    yield "copy", paints(page)
    context.close()


def measure(count: int) -> list[dict[str, Any]]:
    """So many runs of each case, their medians."""
    from playwright.sync_api import sync_playwright

    found: dict[str, list[dict[str, float]]] = {}
    with judging() as (base, slug, email), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for number in range(count):
            for case, told in runs_of(browser, base, slug, email, number):
                found.setdefault(case, []).append(told)
        browser.close()
    rows = []
    for case, several in found.items():
        middle = {name: median(one[name] for one in several) for name in several[0]}
        rows.append(
            {
                "case": case,
                "method": "ours",
                "lcp_ms": round(middle["largest"]),
                "first_paint_ms": round(middle["first"]),
                "shift": round(middle["shift"], 4),
                "shift_saving": round(middle["saving"], 4) if "saving" in middle else None,
                "kb": round(middle["bytes"] / 1000),
                "runs": len(several),
            }
        )
    return rows


def main(arguments: Sequence[str]) -> int:
    """Measure; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench reading", description=__doc__)
    asked.add_argument("--runs", type=int, default=RUNS, help="runs of each case")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    rows = measure(chosen.runs)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return 0
    print("".join(f"{column:>16}" for column in COLUMNS))
    for row in rows:
        print("".join(f"{row[column] if row[column] is not None else '':>16}" for column in COLUMNS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""``draw``: deal the entries of a round to its judges by lot, and change that later."""

import secrets
from typing import Any, Final

import click

from contest.assignment.models import LARGEST_SEED, Draw
from contest.assignment.queries import loads, newest_draw, readers_wanted
from contest.assignment.service import discard_draw
from contest.charter.models import Round
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, in_json, inside
from contest.cli.saying import say_json, say_rows
from contest.db import transaction
from contest.errors.assignment import NothingToDraw
from contest.errors.entries import EntryUnknown
from contest.overview.queries import draw_shifts, entries_named
from contest.people.models import Account
from contest.people.queries import judge_known_as, judges_of
from contest.plumbing.clock import now
from contest.scoring import service
from contest.shortlist.service import draw_round

CHANGES: Final = ("leaving", "joining", "readers", "codes", "third", "moved")
"""Options of which one at most is asked for."""

ONE_AT_A_TIME: Final = (
    "Xin chọn mỗi lần một việc: --publish, --discard, --replace, --join, --readers, --second-look, --third "
    "hoặc --move."
)


@click.command("draw")
@for_round
@click.option(
    "--seed", type=click.IntRange(0, LARGEST_SEED), help="Số hạt giống; không ghi thì lấy ngẫu nhiên. / Seed."
)
@click.option("--preview", is_flag=True, help="Chỉ xem trước, giám khảo chưa thấy. / Judges see nothing yet.")
@click.option("--publish", is_flag=True, help="Công bố lần bốc đang chờ. / Publish the draw that waits.")
@click.option("--discard", is_flag=True, help="Bỏ lần bốc đang chờ. / Throw the draw that waits away.")
@click.option("--replace", "leaving", metavar="JUDGE", help="Thay giám khảo này. / Replace this judge.")
@click.option("--by", "successor", metavar="JUDGE", help="Người đọc thay hoặc nhận bài. / Who reads instead.")
@click.option("--keep-begun", is_flag=True, help="Bài đang chấm dở thì giữ. / Sheets begun stay.")
@click.option("--join", "joining", metavar="JUDGE", help="Cho giám khảo này vào thêm. / Let this judge join.")
@click.option(
    "--readers", type=click.IntRange(1, 9), help="Đổi số người đọc mỗi bài. / Readers for each entry."
)
@click.option(
    "--second-look", "codes", metavar="CODES", help="Đọc thêm các bài này. / More readers for these."
)
@click.option(
    "--more", type=click.IntRange(1, 9), default=2, show_default=True, help="Thêm mấy người. / How many."
)
@click.option("--third", is_flag=True, help="Bốc giám khảo thứ ba. / Third readers where owed.")
@click.option(
    "--move", "moved", metavar="CODE", help="Chuyển bài này từ --from sang --by. / Move this entry."
)
@click.option("--from", "holder", metavar="JUDGE", help="Người đang giữ bài. / Who has the entry.")
@click.option(
    "--notice",
    default="",
    help="Lời thông báo công khai khi đổi số người đọc. / Public notice for --readers.",
)
@click.option("--reason", default="", help="Lý do, ghi vào nhật ký. / Why, for the log.")
@in_json
@inside
def command(slug: str, number: int, seed: int | None, preview: bool, as_json: bool, **asked: Any) -> None:
    """Bốc thăm phân công chấm và công bố cho giám khảo; --preview chỉ xem trước.

    Deal the round's entries to its judges by lot and publish the draw; with --preview it is kept unpublished
    until it is published by --publish, thrown away by --discard, or a further draw takes its place. The same
    seed on the same entries and judges gives the same plan. Entries that have all their readers stay as they
    are; round 2 and later read the shortlist of the one before.

    While judges read, one of --replace, --join, --readers, --second-look, --third and --move changes who reads
    what, in a draw of its own. Judges are named by e-mail address or full name. Sheets handed in never move.
    """
    if sum(bool(asked[option]) for option in (*CHANGES, "publish", "discard")) > 1:
        raise click.UsageError(ONE_AT_A_TIME)
    round_ = round_numbered(contest_named(slug), number)
    chosen = secrets.randbelow(LARGEST_SEED + 1) if seed is None else seed
    with transaction():
        draw = _waiting(round_) if asked["publish"] or asked["discard"] else _ask(round_, chosen, asked)
        if asked["discard"]:
            discard_draw(draw=draw, actor=ACTOR, at=now())
        elif not preview:
            service.publish_change(draw=draw, actor=ACTOR, at=now())
    if asked["discard"]:
        click.echo("Đã bỏ lần bốc đang chờ.", err=as_json)
        return
    _say(draw, round_, as_json)


def _waiting(round_: Round) -> Draw:
    draw = newest_draw(round_.id)
    if draw is None or draw.published_at is not None:
        raise NothingToDraw
    return draw


def _ask(round_: Round, seed: int, asked: dict[str, Any]) -> Draw:
    """The draw that one of the options asks for; a plain one when none does."""
    lot: dict[str, Any] = {"round_": round_, "seed": seed, "actor": ACTOR, "at": now()}

    def judge(option: str) -> Account:
        return judge_known_as(round_.contest_id, asked[option] or "")

    match next((option for option in CHANGES if asked[option]), None):
        case "leaving":
            return service.replace_judge(
                judge=judge("leaving"),
                successor=judge("successor") if asked["successor"] else None,
                begun_too=not asked["keep_begun"],
                reason=asked["reason"],
                **lot,
            )
        case "joining":
            return service.join_judge(judge=judge("joining"), **lot)
        case "readers":
            standing = readers_wanted(round_)
            return service.set_readers(
                readers=asked["readers"], by_category=standing.by_category, notice=asked["notice"], **lot
            )
        case "codes":
            return service.add_readers(entry_ids=_entries(round_, asked["codes"]), more=asked["more"], **lot)
        case "third":
            return service.preview_third_readers(**lot)
        case "moved":
            found = _entries(round_, asked["moved"])
            if len(found) != 1:
                raise click.BadParameter("mỗi lần chỉ chuyển một bài.", param_hint="--move")
            (entry,) = found
            return service.move_entry(
                entry_id=entry,
                judge=judge("holder"),
                successor=judge("successor"),
                reason=asked["reason"],
                **lot,
            )
    draw = draw_round(**lot)
    if not loads(draw.id) and not draw.recipe["out"]:
        raise NothingToDraw
    return draw


def _entries(round_: Round, typed: str) -> set[int]:
    found, unknown = entries_named(round_, typed)
    if unknown or not found:
        raise EntryUnknown
    return found


def _say(draw: Draw, round_: Round, as_json: bool) -> None:
    shifts = draw_shifts(draw)
    emails = {role.account_id: role.account.email for role in judges_of(round_.contest_id)}
    published = draw.published_at is not None
    if as_json:
        told = [
            {
                "judge": emails.get(s.judge_id, ""),
                "name": s.name,
                "before": s.before,
                "gained": s.gained,
                "lost": s.lost,
                "entries": s.after,
            }
            for s in shifts
        ]
        outcome = {key: draw.recipe[key] for key in ("groups", "connectivity", "efficiency")}
        say_json(
            {"seed": draw.seed, "kind": draw.kind.value, "published": published, **outcome, "judges": told}
        )
        return
    say_rows(
        ("name", "before", "gained", "lost", "entries"),
        [(s.name, s.before, s.gained, s.lost, s.after) for s in shifts],
    )
    total = sum(shift.gained for shift in shifts)
    state = "đã công bố" if published else "xem trước, chưa công bố"
    click.echo(f"{total} lượt đọc cho {len(shifts)} giám khảo, hạt giống {draw.seed}: {state}.")

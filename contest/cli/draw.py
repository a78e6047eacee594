"""``draw``: deal the entries of a round to its judges by lot."""

import secrets

import click

from contest.assignment.models import Draw
from contest.assignment.queries import loads
from contest.assignment.service import preview_draw, publish_draw
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import ACTOR, for_round, in_json, inside, say_json, say_rows
from contest.db import transaction
from contest.errors.assignment import NothingToDraw
from contest.plumbing.clock import now
from contest.shortlist.queries import next_round_entries


@click.command("draw")
@for_round
@click.option(
    "--seed", type=click.IntRange(0, 2**63 - 1), help="Số hạt giống; không ghi thì lấy ngẫu nhiên. / Seed."
)
@click.option("--preview", is_flag=True, help="Chỉ xem trước, giám khảo chưa thấy. / Judges see nothing yet.")
@in_json
@inside
def command(slug: str, number: int, seed: int | None, preview: bool, as_json: bool) -> None:
    """Bốc thăm phân công chấm và công bố cho giám khảo; --preview chỉ xem trước.

    Deal the round's entries to its judges by lot and publish the draw; with --preview it is kept unpublished
    until a further draw takes its place. The same seed on the same entries and judges gives the same plan.
    Entries that have all their readers stay as they are; round 2 and later read the shortlist of the one before.
    """
    contest = contest_named(slug)
    round_, at = round_numbered(contest, number), now()
    chosen = secrets.randbelow(2**31) if seed is None else seed
    with transaction():
        draw = preview_draw(
            round_=round_, seed=chosen, entry_ids=next_round_entries(round_), actor=ACTOR, at=at
        )
        dealt = loads(draw.id)
        if not dealt:
            raise NothingToDraw
        if not preview:
            publish_draw(draw=draw, actor=ACTOR, at=at)
    _say(draw, [(account.email, account.name, count) for account, count in dealt], as_json)


def _say(draw: Draw, rows: list[tuple[str, str, int]], as_json: bool) -> None:
    published = draw.published_at is not None
    if as_json:
        told = [dict(zip(("judge", "name", "entries"), row, strict=True)) for row in rows]
        say_json({"seed": draw.seed, "kind": draw.kind.value, "published": published, "judges": told})
        return
    say_rows(("judge", "name", "entries"), rows)
    total = sum(count for *_, count in rows)
    state = "đã công bố" if published else "xem trước, chưa công bố"
    click.echo(f"{total} lượt đọc cho {len(rows)} giám khảo, hạt giống {draw.seed}: {state}.")

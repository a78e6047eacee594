"""``compare``: hold every entry of a contest against all others, and print what resembles what."""

import json
from typing import Any

import click

from contest.authors.queries import envelopes_of
from contest.charter.queries import contest_named
from contest.cli.opening import ACTOR, in_json, inside
from contest.entries.queries import receipts_of
from contest.plumbing.clock import now
from contest.screening.queries import Cluster, Likeness, clusters_in, references_named
from contest.screening.service import compare_contest


@click.command("compare")
@click.argument("slug", metavar="CONTEST")
@in_json
@inside
def command(slug: str, as_json: bool) -> None:
    """So mọi bài của cuộc thi với nhau, với các cuộc thi trước và tài liệu đối chiếu; in từng nhóm.

    Compare every entry with every other, with earlier contests' and with the reference texts; print the
    clusters, a JSON line each with --json. What people ruled stands.
    """
    contest = contest_named(slug)
    done = compare_contest(contest=contest, actor=ACTOR, at=now())
    for line in lines_of(contest.id):
        click.echo(json.dumps(line, ensure_ascii=False) if as_json else in_words(line))
    if not as_json:
        click.echo(
            f"Đã so {done.texts} bài với nhau và với {done.others} bài khác: {done.pairs} cặp giống nhau."
        )


def lines_of(contest_id: int) -> list[dict[str, Any]]:
    """Each cluster of a contest as plain values: those of one unit first, then the strongest."""
    clusters = clusters_in(contest_id)
    entry_ids = {one for cluster in clusters for one in (*cluster.entry_ids, *cluster.others) if one > 0}
    names = receipts_of(entry_ids)
    references = {-one for cluster in clusters for one in cluster.others if one < 0}
    names |= {-reference.id: reference.title for reference in references_named(references)}
    units = {one: envelope.unit_name for one, envelope in envelopes_of(entry_ids).items()}
    lines = [_line(cluster, names, units) for cluster in clusters]
    return sorted(lines, key=lambda line: not line["unit"])


def in_words(line: dict[str, Any]) -> str:
    """One cluster for people at a terminal."""
    unit = f", cùng đơn vị {line['unit']}" if line["unit"] else ""
    waiting = f", {line['waiting']} cặp chờ xét" if line["waiting"] else ", đã xét"
    head = f"{len(line['entries'])} bài{unit}, giống nhất {line['strongest']:.1%}{waiting}"
    pairs = (
        f"  {pair['a']} – {pair['b']}: {pair['share_of_a']:.1%} / {pair['share_of_b']:.1%}, "
        f"đoạn dài nhất {pair['longest']} từ"
        for pair in line["pairs"]
    )
    return "\n".join([head, *pairs])


def _line(cluster: Cluster, names: dict[int, str], units: dict[int, str]) -> dict[str, Any]:
    said = {units.get(one, "") for one in cluster.entry_ids}
    unit = said.pop() if len(said) == 1 and len(cluster.entry_ids) > 1 else ""
    return {
        "entries": [names[one] for one in cluster.entry_ids],
        "others": [names[one] for one in cluster.others],
        "unit": unit,
        "strongest": cluster.strongest / 1000,
        "waiting": len(cluster.unsettled),
        "pairs": [_pair(pair, names) for pair in cluster.pairs],
    }


def _pair(pair: Likeness, names: dict[int, str]) -> dict[str, Any]:
    return {
        "a": names[pair.key[0]],
        "b": names[pair.key[1]],
        "shared": pair.found.shared,
        "share_of_a": pair.found.share / 1000,
        "share_of_b": pair.found.other_share / 1000,
        "longest": pair.found.longest,
        "standing": pair.standing.value,
    }

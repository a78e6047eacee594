"""``awards``: set the prizes, see what is proposed, decide, take back, publish."""

from pathlib import Path

import click

from contest.awards.models import AwardDecision
from contest.awards.queries import (
    award_basis,
    award_in,
    awards_of,
    collective_awards_of,
    proposed_awards,
    proposed_units,
    standing_decision,
    unit_table,
)
from contest.awards.rules import SETS, PrizeKind
from contest.awards.service import (
    DecisionSaid,
    decide_awards,
    decide_collective,
    publish_awards,
    revoke_award,
    set_prizes,
)
from contest.charter.models import Contest
from contest.charter.queries import contest_named
from contest.cli.award_file import read_decision
from contest.cli.opening import ACTOR, for_contest, in_json, inside
from contest.cli.saying import say_json, say_rows
from contest.db import transaction
from contest.errors.awards import AwardUnknown, NotDecided
from contest.plumbing.clock import now

PROPOSED = ("rank", "receipt", "mark", "prize", "verification", "note")


@click.group("awards")
def command() -> None:
    """Xét giải thưởng. / Decide on prizes."""


@command.command("prizes")
@for_contest
@click.option(
    "--set",
    "chosen",
    required=True,
    type=click.Choice(sorted(SETS)),
    help="Cơ cấu có sẵn. / A ready-made set.",
)
@click.option(
    "--notice", default="", help="Lời thông báo, khi cuộc thi đã công bố. / A notice, once announced."
)
@inside
def set_structure(slug: str, chosen: str, notice: str) -> None:
    """Đặt cơ cấu giải thưởng theo bộ có sẵn; sửa từng giải ở trang Thiết lập.

    Set the prizes from a ready-made set: district (first, second, third, consolation, collective) or press (A, B, C).
    """
    contest = contest_named(slug)
    with transaction():
        set_prizes(contest=contest, prizes=SETS[chosen], notice=notice, actor=ACTOR, at=now())
    click.echo(f"Đã đặt {len(SETS[chosen])} giải.")


@command.command("propose")
@for_contest
@in_json
@inside
def propose(slug: str, as_json: bool) -> None:
    """Đề xuất giải theo thứ hạng, hoặc đôn lên sau thu hồi; in mã hồ sơ, không nêu tên.

    What the ranks propose, or who moves up after a revocation: by receipts, naming nobody.
    """
    contest = contest_named(slug)
    found = proposed_awards(contest, award_basis(contest))
    waiting = {entry for group in found.proposal.waiting for entry in group.entries}
    passed = {entry: why.value for entry, why in found.proposal.passed}
    rows = [
        (
            one.place.rank,
            one.written.receipt,
            str(one.place.mark),
            found.by_entry.get(one.entry_id, ""),
            one.verification.value,
            "tied" if one.entry_id in waiting else passed.get(one.entry_id, ""),
        )
        for one in found.candidates
    ]
    say_rows(PROPOSED, rows, as_json=as_json)


@command.command("decide")
@for_contest
@click.option("--as-proposed", "proposed", is_flag=True, help="Đúng như đề xuất. / As proposed.")
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Bảng .csv hoặc .xlsx: receipt, prize, reason. / A list of prizes.",
)
@click.option("--reason", default="", help="Lý do chung. / The reason for all of it.")
@inside
def decide(slug: str, proposed: bool, file: Path | None, reason: str) -> None:
    """Ghi quyết định trao giải cá nhân: như đề xuất, hoặc theo bảng; khác đề xuất thì cần lý do.

    Record the decision on personal prizes, as proposed or by a list with the columns receipt, prize (key or name)
    and reason. What differs from the proposal needs a reason, of its own or for all.
    """
    if proposed == (file is not None):
        raise click.UsageError("Xin chọn --as-proposed hoặc --file.")
    contest = contest_named(slug)
    found = proposed_awards(contest, award_basis(contest))
    said = (
        read_decision(contest, file, reason)
        if file is not None
        else DecisionSaid(found.by_entry, reason=reason)
    )
    with transaction():
        decision = decide_awards(contest=contest, said=said, actor=ACTOR, at=now())
    click.echo(f"Quyết định lần {decision.number}: {len(decision.awards)} giải cá nhân.")


@command.command("units")
@for_contest
@click.option("--decide", "deciding", is_flag=True, help="Ghi quyết định như đề xuất. / Decide as proposed.")
@click.option("--reason", default="", help="Lý do, khi quyết định lại. / Why, when one stands already.")
@in_json
@inside
def units(slug: str, deciding: bool, reason: str, as_json: bool) -> None:
    """Bảng tính giải tập thể theo công thức của thể lệ; --decide thì ghi quyết định như đề xuất.

    The units by the charter's formula; with --decide the collective prizes are given as proposed.
    """
    contest = contest_named(slug)
    table = unit_table(contest, award_basis(contest))
    wanted = proposed_units(contest, table).prizes
    if deciding:
        with transaction():
            decide_collective(
                contest=contest, said=DecisionSaid(wanted, reason=reason), actor=ACTOR, at=now()
            )
    headings = ("rank", "unit", "headcount", "valid", "quality", "winners", "score", "prize", "lacks")
    rows = [
        (
            row.score.rank,
            row.name,
            row.facts.headcount or None,
            row.facts.valid,
            str(row.score.quality),
            row.facts.winners,
            None if row.score.score is None else str(row.score.score),
            wanted.get(row.score.unit, ""),
            " ".join(lack.value for lack in row.score.lacks),
        )
        for row in table.rows
    ]
    say_rows(headings, rows, as_json=as_json)


@command.command("list")
@for_contest
@in_json
@inside
def list_awards(slug: str, as_json: bool) -> None:
    """Các giải đang có hiệu lực, theo mã hồ sơ và đơn vị, không nêu tên tác giả.

    The prizes that stand: receipts and units, naming no author.
    """
    contest = contest_named(slug)
    personal = [(row.prize, row.receipt, row.title, row.money, row.reason) for row in awards_of(contest)]
    of_units = [(row.prize, row.unit, "", row.money, row.reason) for row in collective_awards_of(contest)]
    say_rows(("prize", "of", "title", "money", "reason"), [*personal, *of_units], as_json=as_json)


@command.command("revoke")
@for_contest
@click.option("--receipt", required=True, metavar="CODE", help="Mã hồ sơ của bài. / The entry's receipt.")
@click.option("--reason", required=True, help="Lý do thu hồi. / Why.")
@click.option("--evidence", default="", help="Căn cứ. / On what evidence.")
@inside
def revoke(slug: str, receipt: str, reason: str, evidence: str) -> None:
    """Thu hồi giải của một bài; ai đôn lên thì xem propose rồi decide.

    Take back the prize of one entry. Who moves up: propose, then decide.
    """
    contest = contest_named(slug)
    row = next((row for row in awards_of(contest) if row.receipt == receipt.strip().upper()), None)
    if row is None:
        raise AwardUnknown
    with transaction():
        award = award_in(contest.id, row.award_id)
        revoke_award(contest=contest, award=award, reason=reason, evidence=evidence, actor=ACTOR, at=now())
    click.echo(f"Đã thu hồi {row.prize} của bài {row.receipt}.")


@command.command("publish")
@for_contest
@in_json
@inside
def publish(slug: str, as_json: bool) -> None:
    """Công bố các quyết định trao giải đang có hiệu lực trên trang kết quả.

    Show the decisions that stand on the public page of results.
    """
    contest = contest_named(slug)
    decisions = _standing(contest)
    if not decisions:
        raise NotDecided
    with transaction():
        for decision in decisions:
            publish_awards(contest=contest, decision=decision, actor=ACTOR, at=now())
    told = [{"kind": decision.kind.value, "number": decision.number} for decision in decisions]
    if as_json:
        say_json(told)
    else:
        click.echo(f"Đã công bố {len(decisions)} quyết định trao giải.")


def _standing(contest: Contest) -> list[AwardDecision]:
    found = [standing_decision(contest.id, kind) for kind in (PrizeKind.PERSONAL, PrizeKind.COLLECTIVE)]
    return [decision for decision in found if decision is not None]

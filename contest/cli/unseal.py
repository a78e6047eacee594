"""``unseal``: two people open the seal of a round."""

from pathlib import Path

import click

from contest.authors.queries import seal_keys_of
from contest.charter.queries import contest_named, round_numbered
from contest.cli.opening import for_round, inside
from contest.cli.passwords import passwords_from
from contest.db import transaction
from contest.errors.authors import AlreadyTurned, SameHand
from contest.people.queries import normal_email
from contest.people.service import check_password
from contest.plumbing.clock import now
from contest.shortlist.service import unseal


@click.command("unseal")
@for_round
@click.option("--as", "first", required=True, metavar="EMAIL", help="Người thứ nhất. / The first person.")
@click.option("--and", "second", required=True, metavar="EMAIL", help="Người thứ hai. / The second person.")
@click.option(
    "--password-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp riêng tư, hai dòng: mật khẩu người thứ nhất, người thứ hai. / Private file, one password a line.",
)
@inside
def command(slug: str, number: int, first: str, second: str, password_file: Path | None) -> None:
    """Ghép phách: hai người của Ban Tổ chức hoặc Tổ Thư ký cùng xác nhận bằng mật khẩu của mình.

    Open the seal of a round after its list is frozen: two different organizers or secretaries confirm, each by
    their own password, typed unseen or read from a file that only its owner may read. Both are logged. Nothing
    is opened when either is wrong.
    """
    contest = contest_named(slug)
    round_ = round_numbered(contest, number)
    if normal_email(first) == normal_email(second):
        raise SameHand
    given = passwords_from(password_file, count=2) if password_file else [_asked(first), _asked(second)]
    accounts = [check_password(email=e, password=p) for e, p in zip((first, second), given, strict=True)]
    turned = {key.account_id for key in seal_keys_of(round_.id)}
    left = [account for account in accounts if account.id not in turned]
    if not left:
        raise AlreadyTurned
    with transaction():
        for account in left:
            unseal(round_=round_, account=account, at=now())
    click.echo(f"Đã ghép phách vòng {number}: {accounts[0].name} và {accounts[1].name} đã xác nhận.")


def _asked(email: str) -> str:
    return str(click.prompt(f"Mật khẩu của {email}", hide_input=True))

"""The same verbs in the shell: one file a group of commands, loaded when asked for."""

import sys
from importlib import import_module
from typing import Any

import click
from sqlalchemy.exc import OperationalError

from config import Setting
from contest.errors import Refusal

COMMANDS = {
    "awards": "contest.cli.awards",
    "bench": "contest.cli.bench",
    "compare": "contest.cli.compare",
    "contests": "contest.cli.contests",
    "demonstration": "contest.cli.demonstration",
    "documents": "contest.cli.documents",
    "draw": "contest.cli.draw",
    "entries": "contest.cli.entries",
    "export": "contest.cli.export",
    "migrate": "contest.cli.migrate",
    "nominations": "contest.cli.nominations",
    "people": "contest.cli.people",
    "proof": "contest.cli.proof",
    "rank": "contest.cli.rank",
    "rehearse": "contest.cli.rehearse",
    "scores": "contest.cli.scores",
    "screen": "contest.cli.screen",
    "search": "contest.cli.search",
    "serve": "contest.cli.serve",
    "settle": "contest.cli.settle",
    "solve": "contest.cli.solve",
    "shortlist": "contest.cli.shortlist",
    "start-contest": "contest.cli.start_contest",
    "units": "contest.cli.units",
    "unseal": "contest.cli.unseal",
    "verify-archive": "contest.cli.export_archive",
    "verify-log": "contest.cli.verify_log",
    "verify-shortlist": "contest.cli.verify_shortlist",
}


class Doors(click.Group):
    """The group of commands; a refusal is said in one sentence and ends with code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All command names, for the help."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        place = COMMANDS.get(cmd_name)
        return import_module(place).command if place else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run; turn a Refusal, a bad setting or a database out of reach into one sentence and exit code 1."""
        try:
            return super().invoke(ctx)
        except (Refusal, Setting) as refusal:
            click.echo(str(refusal), err=True)
        except OperationalError as error:
            click.echo(f"Không làm việc được với cơ sở dữ liệu: {error.orig}", err=True)
        except OSError as error:
            click.echo(f"Không đọc hay ghi được tệp: {error}", err=True)
        sys.exit(1)


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def cli() -> None:
    """Gương Sáng: tiếp nhận, chấm và chọn bài dự thi viết.

    Takes in, screens, assigns, scores and shortlists the essays of a writing contest.
    """

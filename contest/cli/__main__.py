"""``python -m contest.cli COMMAND``."""

from contest.cli import cli

cli(prog_name="run.py")

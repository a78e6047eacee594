"""``solve``: a draw's problem from a file, without any database."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from contest.assignment.rules import NoPlan, Plan, Shortage, solve
from contest.assignment.service.wording import REMEDIES, SENTENCES
from contest.cli.problem_file import Names, ProblemFile
from contest.cli.saying import say_json

NO_PLAN = 3


@click.command("solve")
@click.argument("path", metavar="PROBLEM.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", required=True, type=click.IntRange(0, 2**63 - 1), help="Số hạt giống. / Seed.")
@click.option("--json", "as_json", is_flag=True, help="In ra dạng JSON. / Print JSON.")
def command(path: Path, seed: int, as_json: bool) -> None:
    """Bốc thăm một bài toán ghi trong tệp JSON; không đụng đến cơ sở dữ liệu.

    Draw a problem given as plain values; its format is in docs/solve.md. The same file and seed give the same
    plan. Code 0: a plan; 1: the file cannot be used, in one sentence; 3: no plan exists, with every reason.
    """
    file = ProblemFile(path)
    try:
        plan = solve(file.problem, seed=seed)
    except NoPlan as no_plan:
        reasons = [_reason(file, reason) for reason in no_plan.reasons]
        if as_json:
            say_json({"feasible": False, "seed": seed, "reasons": reasons})
        else:
            click.echo("\n".join(_line(reason) for reason in reasons))
        sys.exit(NO_PLAN)
    told = _told(file, plan)
    if as_json:
        say_json(told)
        return
    for entry, judge in told["pairs"]:
        click.echo(f"{entry}\t{judge}")
    measures = ", ".join(f"{name} {value}" for name, value in told["measures"].items() if value is not None)
    click.echo(f"{len(plan)} lượt đọc, hạt giống {seed}: {measures}", err=True)


def _told(file: ProblemFile, plan: Plan) -> dict[str, Any]:
    entry, judge = file.entries.said, file.judges.said
    near = plan.near
    return {
        "feasible": True,
        "seed": plan.seed,
        "pairs": [[entry[one], judge[other]] for one, other in plan],
        "loads": {str(judge[number]): load for number, load in plan.loads.items()},
        "measures": asdict(plan.measures),
        "disconnected": plan.disconnected,
        "near_misses": {
            "at_maximum": [judge[number] for number in near.at_maximum],
            "at_minimum": [judge[number] for number in near.at_minimum],
            "entries_without_choice": near.tight,
            "some_of_them": [entry[number] for number in near.tight_ids],
        },
    }


def _reason(file: ProblemFile, reason: Shortage) -> dict[str, Any]:
    def name(names: Names, number: int | None) -> str | int | None:
        return None if number is None else names.said[number]

    unit = name(file.units, reason.unit)
    values = {
        "entries": len(reason.entries),
        "judges": len(reason.judges),
        "have": reason.have,
        "needed": reason.needed,
        "of": f" ({unit})" if unit is not None else "",
        "who": "",
    }
    return {
        "kind": reason.kind.value,
        "needed": reason.needed,
        "have": reason.have,
        "entries": [file.entries.said[number] for number in reason.entries],
        "judges": [file.judges.said[number] for number in reason.judges],
        "unit": unit,
        "category": name(file.categories, reason.category),
        "remedies": [
            {
                "kind": one.kind.value,
                "amount": one.amount,
                "words": REMEDIES[one.kind] % {"amount": one.amount},
            }
            for one in reason.remedies
        ],
        "sentence": SENTENCES[reason.kind] % values,
    }


def _line(reason: dict[str, Any]) -> str:
    ways = ", hoặc ".join(remedy["words"] for remedy in reason["remedies"])
    return f"{reason['sentence']} Có thể {ways}."

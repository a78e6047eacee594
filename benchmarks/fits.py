"""Do independent programs find the same variances and effects, and how long do they take?

Simulated contests are fitted by our own code, by lme4 in R and by statsmodels (MixedLM), each up to a number of
sheets and where it is at hand. What is not installed is told, never passed over in silence. Run it by
``python3 run.py bench fits [--sizes 6000,30000,…] [--json]``; sizes are numbers of sheets.

variances   greatest difference of a variance from ours, as a share of ours
effects     greatest difference of an entry's or judge's effect, in deviations of quality
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.shortlist_cases import contest
from contest.shortlist.rules import Readings, fit

SIZES: Final = {
    600: (200, 12, 3),
    6_000: (2_000, 40, 3),
    30_000: (10_000, 100, 3),
    200_000: (100_000, 500, 2),
}
USUAL: Final = (600, 6_000, 30_000)
MOST: Final = {"lme4": 30_000, "statsmodels": 600}
"""Sheets beyond which a program takes minutes: statsmodels builds the covariance of all sheets at once."""
BY_LME4: Final = """
suppressMessages(library(lme4))
words <- commandArgs(trailingOnly = TRUE)
sheets <- read.csv(words[1])
sheets$entry <- factor(sheets$entry); sheets$judge <- factor(sheets$judge)
started <- proc.time()["elapsed"]
found <- lmer(total ~ 1 + (1 | entry) + (1 | judge), data = sheets, REML = TRUE,
              control = lmerControl(optimizer = "nloptwrap", optCtrl = list(xtol_abs = 1e-10, ftol_abs = 1e-12)))
seconds <- proc.time()["elapsed"] - started
parts <- as.data.frame(VarCorr(found))
variance <- function(name) parts$vcov[parts$grp == name]
cat(sprintf("%.12g %.12g %.12g %.12g\\n", variance("entry"), variance("judge"), variance("Residual"), seconds))
effects <- ranef(found)
cat(sprintf("entry %s %.12g\\n", rownames(effects$entry), effects$entry[, 1]), sep = "")
cat(sprintf("judge %s %.12g\\n", rownames(effects$judge), effects$judge[, 1]), sep = "")
"""

Found = tuple[tuple[float, float, float], np.ndarray, np.ndarray, float]
"""Variances of entries, judges and noise; effects of entries and of judges; seconds."""


def ours(readings: Readings) -> Found:
    """Our own fit."""
    started = time.perf_counter()
    found = fit(readings)
    seconds = time.perf_counter() - started
    parts = found.variances
    return (parts.quality, parts.judge, parts.noise), found.quality, found.effects, seconds


def lme4(readings: Readings) -> Found:
    """The same by R's lme4."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        sheets, program = Path(folder, "sheets.csv"), Path(folder, "fit.R")
        rows = zip(readings.entry.tolist(), readings.judge.tolist(), readings.totals.tolist(), strict=True)
        text = "".join(f"{entry},{judge},{total!r}\n" for entry, judge, total in rows)
        sheets.write_text("entry,judge,total\n" + text, encoding="utf-8")
        program.write_text(BY_LME4, encoding="utf-8")
        words = [shutil.which("Rscript") or "Rscript", str(program), str(sheets)]
        told = subprocess.run(words, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    quality, judge, noise, seconds = map(float, told[0].split())
    effects = {"entry": np.zeros(readings.entries), "judge": np.zeros(readings.judges)}
    for line in told[1:]:
        kind, place, value = line.split()
        effects[kind][int(place)] = float(value)
    return (quality, judge, noise), effects["entry"], effects["judge"], seconds


def statsmodels(readings: Readings) -> Found:
    """The same by statsmodels: one group, with entries and judges as its components of variance."""
    import pandas as pd
    from statsmodels.regression.mixed_linear_model import MixedLM

    sheets = pd.DataFrame({"total": readings.totals, "entry": readings.entry, "judge": readings.judge})
    started = time.perf_counter()
    formula = {"entry": "0 + C(entry)", "judge": "0 + C(judge)"}
    model = MixedLM.from_formula("total ~ 1", groups=np.ones(len(sheets)), vc_formula=formula, data=sheets)
    found = model.fit(reml=True, method="lbfgs")
    seconds = time.perf_counter() - started
    names = list(model.exog_vc.names)
    parts = dict(zip(names, found.vcomp, strict=True))
    said = found.random_effects[1.0]
    effects = [
        np.array([said[f"{name}[C({name})[{place}]]"] for place in range(count)])
        for name, count in (("entry", readings.entries), ("judge", readings.judges))
    ]
    return (parts["entry"], parts["judge"], found.scale), effects[0], effects[1], seconds


def why_not(name: str, sheets: int) -> str:
    """Why a program is not asked, or nothing."""
    if sheets > MOST[name]:
        return f"not asked: minutes beyond {MOST[name]} sheets"
    if name == "lme4":
        if shutil.which("Rscript") is None:
            return "not installed: R (Debian: r-base-core r-cran-lme4)"
        asked = subprocess.run(["Rscript", "-e", "library(lme4)"], capture_output=True, check=False)
        return "not installed: lme4 (Debian: r-cran-lme4)" if asked.returncode else ""
    return "" if find_spec("statsmodels") else "not installed: statsmodels (pip install statsmodels)"


OTHERS: Final[dict[str, Callable[[Readings], Found]]] = {"lme4": lme4, "statsmodels": statsmodels}


def measure(sheets: int) -> list[dict[str, Any]]:
    """A row for us and one for each other program."""
    entries, judges, each = SIZES[sheets]
    truth = contest(entries, judges, each, severity=0.75, design="random", noise="plain", seed=1)
    readings = truth.readings(np.full(entries, each))
    ours(readings)
    mine = ours(readings)
    case = {"case": f"{entries} x {judges} x {each}", "sheets": sheets}
    rows = [case | {"program": "ours", "seconds": round(mine[3], 4)}]
    for name, other in OTHERS.items():
        if why := why_not(name, sheets):
            rows.append(case | {"program": name, "left_out": why})
            continue
        rows.append(case | {"program": name} | compared(mine, other(readings)))
    return rows


def compared(mine: Found, theirs: Found) -> dict[str, float]:
    """How far two fits lie apart."""
    unit = mine[0][0] ** 0.5
    variances = max(abs(a - b) / a for a, b in zip(mine[0], theirs[0], strict=True))
    apart = max(float(np.abs(mine[place] - theirs[place]).max()) for place in (1, 2))
    return {
        "seconds": round(theirs[3], 4),
        "variances": float(f"{variances:.3g}"),
        "effects": float(f"{apart / unit:.3g}"),
    }


def say(row: dict[str, Any]) -> None:
    """Print one row of the table."""
    start = f"{row['case']:<20} {row['sheets']:>7} sheets {row['program']:<12}"
    if "left_out" in row:
        print(start, row["left_out"])
        return
    told = (
        f"  variances within {row['variances']:.1e}, effects within {row['effects']:.1e} sd"
        if "effects" in row
        else ""
    )
    print(f"{start} {row['seconds']:>9.4f} s{told}", flush=True)


def main(arguments: Sequence[str]) -> int:
    """Fit the sizes asked for; print a table, or JSON rows."""
    asked = argparse.ArgumentParser(prog="bench fits", description=__doc__)
    listed = ",".join(map(str, USUAL))
    asked.add_argument("--sizes", default=listed, help=f"numbers of sheets, of {', '.join(map(str, SIZES))}")
    asked.add_argument("--json", action="store_true", help="print a list of rows")
    chosen = asked.parse_args(arguments)
    rows = []
    for said in chosen.sizes.replace(" ", "").split(","):
        if not said.isdigit() or int(said) not in SIZES:
            asked.error(f"no such size: {said}")
        for row in measure(int(said)):
            rows.append(row)
            if not chosen.json:
                say(row)
    if chosen.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

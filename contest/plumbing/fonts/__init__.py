"""Fonts as TrueType, for what is drawn on the server: the same letters on every machine.

Be Vietnam Pro (OFL.txt) for our own sheets; Liberation Serif, unaltered (OFL-liberation.txt), for papers in the
form of an office: it has the measures of Times New Roman, which the forms ask for and which is not free.
"""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
REGULAR: Final = FOLDER / "be-vietnam-pro-400.ttf"

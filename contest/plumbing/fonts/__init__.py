"""Be Vietnam Pro as TrueType, for what is drawn on the server: the same letters on every machine (OFL.txt)."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
REGULAR: Final = FOLDER / "be-vietnam-pro-400.ttf"
FAMILY: Final = "Be Vietnam Pro"

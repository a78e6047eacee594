"""The QR code that leads to a sheet's place at the typing desk, drawn for each kind of file."""

import io
from typing import Final

import segno

MASK: Final = 2
"""Any of the eight masks reads well; trying them all takes four times as long as the rest of the code."""

BORDER: Final = 2
"""Modules of quiet around it; the page around is white as well."""


def as_svg(address: str) -> str:
    """Lines, for print."""
    out = io.BytesIO()
    _made(address).save(
        out, kind="svg", border=BORDER, xmldecl=False, svgns=True, dark="#000", light="#fff", omitsize=True
    )
    return out.getvalue().decode()


def as_png(address: str) -> bytes:
    """Dots, for what draws no lines; large enough that no printer blurs a module."""
    out = io.BytesIO()
    _made(address).save(out, kind="png", scale=8, border=BORDER, dark="#000", light="#fff")
    return out.getvalue()


def _made(address: str) -> segno.QRCode:
    return segno.make(address, error="m", boost_error=False, micro=False, mask=MASK)

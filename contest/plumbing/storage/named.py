"""Which bytes are still named by a row: each room that keeps digests says so here, or loses them."""

from collections.abc import Callable, Iterable

Namer = Callable[[], Iterable[str]]

_NAMERS: dict[str, Namer] = {}


def names_blobs(what: str) -> Callable[[Namer], Namer]:
    """Let a question speak for what its room keeps: ``@names_blobs("drafts")`` over the digests it names."""

    def register(namer: Namer) -> Namer:
        _NAMERS[what] = namer
        return namer

    return register


def named_digests(*, by: Iterable[str]) -> set[str]:
    """Every digest that a row names, for the janitor.

    by      those who have to be heard
    Raises  RuntimeError when one of them was never loaded: silence is no reason to throw away
    """
    silent = set(by) - set(_NAMERS)
    if silent:
        raise RuntimeError(f"nobody speaks for the files of {', '.join(sorted(silent))}")
    return {digest for namer in _NAMERS.values() for digest in namer()}

"""What an address asks of the register: state, warning, category, channel, unit, words, order."""

from flask import request
from flask_babel import gettext as _

from contest.entries.models import Channel
from contest.overview.queries import ANY_WARNING, NO_WARNING, Sort, State, Wanted, current_round
from contest.screening.queries import warning_counts
from contest.web.organizer.view import Viewer
from contest.web.organizer.warnings import WARNINGS
from contest.web.words import word

KEPT_IN_ADDRESS = ("q", "state", "warning", "category", "channel", "unit", "sort", "page")


def asked_for() -> dict[str, str]:
    """What the address holds of it, for links that keep it."""
    return {name: request.values[name] for name in KEPT_IN_ADDRESS if request.values.get(name)}


def filters(viewer: Viewer) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The choosers above the list: name in the address, label, and options (value, words)."""
    counts = warning_counts(viewer.contest.id)
    warned = [(key, f"{_(said)} ({counts[key]})") for key, said in WARNINGS.items() if counts.get(key)]
    found = [
        ("state", _("Tình trạng"), [(state.value, word(state)) for state in State]),
        (
            "warning",
            _("Cảnh báo"),
            [(ANY_WARNING, _("Có cảnh báo")), (NO_WARNING, _("Không có cảnh báo")), *warned],
        ),
        ("category", _("Thể loại"), [(str(c.id), c.name) for c in viewer.contest.categories]),
        ("channel", _("Cách gửi"), [(channel.value, word(channel)) for channel in Channel]),
    ]
    units = [(str(unit.id), unit.short_name) for unit in viewer.units()]
    return [*found, ("unit", _("Đơn vị"), units)] if units else found


def wanted(viewer: Viewer) -> Wanted:
    """The same as a question; what makes no sense is left out."""
    args = request.values
    sort = args.get("sort") or ("-fit" if args.get("q") else "-number")
    key = sort.removeprefix("-")
    return Wanted(
        state=State(args["state"]) if args.get("state") in set(State) else None,
        category_id=args.get("category", type=int),
        channel=Channel(args["channel"]) if args.get("channel") in set(Channel) else None,
        search=args.get("q", ""),
        sort=Sort(key) if key in set(Sort) else Sort.NUMBER,
        down=sort.startswith("-"),
        warning=args.get("warning", "")
        if args.get("warning") in {*WARNINGS, ANY_WARNING, NO_WARNING}
        else "",
        all_names=viewer.knows_all_names,
        unsealed=viewer.unsealed,
        among=viewer.of_unit(args.get("unit", type=int)),
        suspects_in=current_round(viewer.contest).id if args.get("state") == State.SUSPECTED else None,
    )

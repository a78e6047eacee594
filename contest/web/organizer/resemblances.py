"""Entries that resemble each other: the clusters, one cluster with its pairs, comparing everything anew."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from contest.charter.models import Contest
from contest.db import transaction
from contest.entries.queries import entry_of
from contest.plumbing.clock import now
from contest.screening.queries import (
    Cluster,
    cluster_with,
    clusters_in,
    counts_of_texts,
    last_comparison,
)
from contest.screening.service import ask_for_comparing
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.places import OFFICE
from contest.web.organizer.resemblances_forms import AllowedForm, CopiedForm, ruling_forms
from contest.web.organizer.resemblances_rows import ClusterRow, cluster_rows, pair_rows, rulings_on
from contest.web.organizer.resemblances_view import texts_shown
from contest.web.organizer.view import Viewer, show, viewer_of
from contest.web.sessions import visitor

PAGE_SIZE = 30
MOST_PAIRS = 60
SHOWN = ("waiting", "settled")


@bp.get("/<slug>/resemblances")
@open_to(*OFFICE)
def resemblances(contest: Contest) -> str:
    """The clusters that wait for a person, or those that are settled; of one unit first, then the strongest."""
    viewer, clusters = viewer_of(contest), clusters_in(contest.id)
    shown = request.args.get("state") if request.args.get("state") in SHOWN else SHOWN[0]
    counts = {
        SHOWN[0]: sum(1 for cluster in clusters if cluster.unsettled),
        SHOWN[1]: sum(1 for cluster in clusters if not cluster.unsettled),
    }
    rows = _sorted(viewer, [one for one in clusters if bool(one.unsettled) == (shown == SHOWN[0])])
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    number = max(1, min(request.args.get("page", 1, type=int), pages))
    compared, silent = counts_of_texts(contest.id)
    return show(
        "organizer/resemblances.html",
        contest,
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        shown=shown,
        counts=counts,
        number=number,
        pages=pages,
        compared=compared,
        silent=silent,
        last=last_comparison(contest.id),
    )


@bp.post("/<slug>/comparisons")
@open_to(*OFFICE)
def compare_anew(contest: Contest) -> Response:
    """Have everything compared anew, in the background."""
    with transaction():
        ask_for_comparing(contest=contest, actor=visitor().actor, at=now())
    flash(_("Máy đang so lại toàn bộ bài. Kết quả sẽ hiện ở trang này; các kết luận đã ghi được giữ."), "ok")
    return redirect(url_for("organizer.resemblances", slug=contest.slug), 303)


@bp.get("/<slug>/resemblances/<int:entry_id>")
@open_to(*OFFICE)
def cluster(contest: Contest, entry_id: int) -> str:
    """The cluster that one entry is in: its texts, its pairs, and what can be ruled on all of them."""
    entry_of(contest.id, entry_id)
    return cluster_page(contest, entry_id)


def cluster_page(contest: Contest, entry_id: int, *, wrong: CopiedForm | AllowedForm | None = None) -> str:
    """The page of a cluster; ``wrong`` is a form with its errors, in the place of a fresh one."""
    viewer, found = viewer_of(contest), cluster_with(contest.id, entry_id)
    if found is None:
        return show("organizer/resemblance_none.html", contest, entry=entry_of(contest.id, entry_id))
    texts = texts_shown(viewer, (*found.pairs, *found.links))
    own = [texts[one] for one in (*found.entry_ids, *found.others)]
    copied, allowed = ruling_forms(contest, found.open_pairs, own, blank=True)
    return show(
        "organizer/resemblance.html",
        contest,
        row=cluster_rows(viewer, [found], texts)[0],
        cluster=found,
        texts=own,
        pairs=pair_rows(contest, found.pairs[:MOST_PAIRS], texts),
        links=pair_rows(contest, found.links[:MOST_PAIRS], texts),
        more=max(0, len(found.pairs) - MOST_PAIRS),
        rulings=rulings_on(found.pairs),
        copied=(wrong if isinstance(wrong, CopiedForm) else copied) if found.open_pairs else None,
        allowed=wrong if isinstance(wrong, AllowedForm) else allowed,
        action=url_for("organizer.rule_cluster", slug=contest.slug, entry_id=entry_id),
        following=following(contest, found),
    )


def following(contest: Contest, besides: Cluster | None) -> str | None:
    """The address of another cluster that waits, or None."""
    waiting = [one for one in clusters_in(contest.id) if one.unsettled]
    firsts = [one.first for one in waiting if besides is None or one.first != besides.first]
    later = [first for first in firsts if besides is not None and first > besides.first]
    chosen = next(iter(sorted(later) or sorted(firsts)), None)
    if chosen is None:
        return None
    return url_for("organizer.cluster", slug=contest.slug, entry_id=chosen)


def _sorted(viewer: Viewer, clusters: list[Cluster]) -> list[ClusterRow]:
    likenesses = [likeness for one in clusters for likeness in (*one.pairs, *one.links)]
    rows = cluster_rows(viewer, clusters, texts_shown(viewer, likenesses))
    return sorted(rows, key=lambda row: (not row.unit, -row.size if row.unit else 0, -row.strongest))

"""Clusters and pairs as lists show them, made of what the visitor may see of their texts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from contest.charter.models import Contest
from contest.screening.models import Ruling
from contest.screening.queries import Cluster, Key, Likeness, Standing, likenesses_of
from contest.screening.rules.likeness import percent
from contest.web.organizer.resemblances_view import TextShown, texts_shown
from contest.web.organizer.view import Viewer


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster in a list: what it is in words, its texts, and where it leads.

    unit       the unit all its entries came from, where this visitor may know it
    strongest  percent
    waiting    pairs that a person has to look at
    """

    words: str
    unit: str
    size: int
    strongest: int
    waiting: int
    changed: bool
    copied: bool
    texts: tuple[TextShown, ...]
    url: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in a list; shares in percent."""

    first: TextShown
    second: TextShown
    share: int
    other_share: int
    shared: int
    longest: int
    standing: Standing
    ruling: Ruling | None
    url: str


def cluster_rows(
    viewer: Viewer, clusters: Sequence[Cluster], texts: Mapping[int, TextShown]
) -> list[ClusterRow]:
    """Clusters as a list shows them; one that is a single pair leads to the texts side by side."""
    contest = viewer.contest
    return [
        ClusterRow(
            words=cluster_in_words(cluster, texts),
            unit=shared_unit(cluster, texts),
            size=len(cluster.entry_ids),
            strongest=percent(cluster.strongest),
            waiting=len(cluster.unsettled),
            changed=any(pair.standing == Standing.CHANGED for pair in cluster.unsettled),
            copied=any(pair.standing == Standing.COPIED for pair in cluster.pairs),
            texts=tuple(texts[number] for number in (*cluster.entry_ids, *cluster.others)),
            url=beside_url(contest, cluster.pairs[0].key)
            if len(cluster.pairs) == 1 and not cluster.links
            else url_for("organizer.cluster", slug=contest.slug, entry_id=cluster.first),
        )
        for cluster in clusters
    ]


def pair_rows(contest: Contest, pairs: Sequence[Likeness], texts: Mapping[int, TextShown]) -> list[PairRow]:
    """Pairs as a list shows them."""
    return [
        PairRow(
            first=texts[pair.key[0]],
            second=texts[pair.key[1]],
            share=percent(pair.found.share),
            other_share=percent(pair.found.other_share),
            shared=pair.found.shared,
            longest=pair.found.longest,
            standing=pair.standing,
            ruling=pair.ruling,
            url=beside_url(contest, pair.key),
        )
        for pair in pairs
    ]


def rows_beside(viewer: Viewer, entry_id: int) -> list[PairRow]:
    """What one entry resembles, strongest first; the entry itself stands first in each pair."""
    pairs = likenesses_of(viewer.contest.id, [entry_id]).get(entry_id, [])
    rows = pair_rows(viewer.contest, pairs, texts_shown(viewer, pairs))
    return [
        row
        if row.first.number == entry_id
        else replace(row, first=row.second, second=row.first, share=row.other_share, other_share=row.share)
        for row in rows
    ]


def rulings_on(pairs: Iterable[Likeness]) -> list[Ruling]:
    """The rulings that stand on any of these pairs, newest first."""
    found = {pair.ruling.id: pair.ruling for pair in pairs if pair.ruling is not None}
    return [found[number] for number in sorted(found, reverse=True)]


def shared_unit(cluster: Cluster, texts: Mapping[int, TextShown]) -> str:
    """The unit that all entries of a cluster came from, as far as this visitor knows units; empty otherwise."""
    keys = {texts[entry_id].unit_key for entry_id in cluster.entry_ids}
    one = len(keys) == 1 and None not in keys and len(cluster.entry_ids) > 1
    return texts[cluster.first].unit if one else ""


def cluster_in_words(cluster: Cluster, texts: Mapping[int, TextShown]) -> str:
    """What a cluster is: “6 bài, cùng đơn vị Xã Nhân Lý”, “1 bài và “Báo xuân””."""
    count, unit = len(cluster.entry_ids), shared_unit(cluster, texts)
    said: str = ngettext("%(num)s bài", "%(num)s bài", count)
    if unit:
        said = ngettext(
            "%(num)s bài, cùng đơn vị %(unit)s", "%(num)s bài, cùng đơn vị %(unit)s", count, unit=unit
        )
    if cluster.others:
        beside = ", ".join(dict.fromkeys(texts[number].name for number in cluster.others[:3]))
        said = _("%(entries)s, giống %(others)s", entries=said, others=beside)
    return said


def beside_url(contest: Contest, key: Key) -> str:
    """The address of two texts side by side."""
    return url_for("organizer.beside", slug=contest.slug, entry_id=key[0], other=key[1])

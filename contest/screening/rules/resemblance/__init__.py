"""Which essays resemble which: prints of texts, an index of many, pairs, passages and clusters.

Pure rules on plain values. An essay's marks, capitals, punctuation and division into paragraphs are
folded away before anything is compared, so that altering them hides nothing. Words common to many
entries (quotations, directives) do not count. Every figure told of a pair is counted word by word on
the two texts; fingerprints only say which pairs are worth counting.

The usual way::

    index = Index.build((entry.id, print_of(paragraphs)) for …)
    common = index.common()                      # what stands in more than 5 % of the entries
    found = index.pairs(common=common)           # every pair that a person should look at
    groups = clusters(found)
    side_by_side = align(ours, theirs, common=common)
    hits = index.near(print_of(new), common=common, also=Index.build(those_since_the_index_was_saved))
"""

from contest.screening.rules.resemblance.alignment import Alignment, Passage, Place, align
from contest.screening.rules.resemblance.clusters import Cluster, clusters
from contest.screening.rules.resemblance.common import NOTHING_COMMON, Common
from contest.screening.rules.resemblance.flags import (
    FLAG_PASSAGE,
    FLAG_SHARE,
    FLAG_WORDS,
    Hit,
    Pair,
)
from contest.screening.rules.resemblance.index import Index
from contest.screening.rules.resemblance.prints import VERSION, OtherVersion, Print, print_of

__all__ = [
    "FLAG_PASSAGE",
    "FLAG_SHARE",
    "FLAG_WORDS",
    "NOTHING_COMMON",
    "VERSION",
    "Alignment",
    "Cluster",
    "Common",
    "Hit",
    "Index",
    "OtherVersion",
    "Pair",
    "Passage",
    "Place",
    "Print",
    "align",
    "clusters",
    "print_of",
]

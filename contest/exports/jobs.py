"""What the janitor has to know of papers."""

from collections.abc import Iterable

from contest.exports.queries import template_digests
from contest.plumbing.storage import names_blobs


@names_blobs("paper templates")
def named_by_templates() -> Iterable[str]:
    """Digests of the templates of papers, older versions too."""
    return template_digests()

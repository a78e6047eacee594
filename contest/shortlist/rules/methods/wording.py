"""Why a method cannot be used, in sentences that doors translate; each takes ``needed`` and ``have``."""

from collections.abc import Mapping
from typing import Final

from contest.errors import N_
from contest.shortlist.rules.methods.answers import Unfit, UnfitKind

SENTENCES: Final[Mapping[UnfitKind, str]] = {
    UnfitKind.NO_READINGS: N_("Không có phiếu nào."),
    UnfitKind.TOO_FEW: N_("Cách này cần ít nhất %(needed)s phiếu cho mỗi bài; có bài chỉ có %(have)s."),
    UnfitKind.UNEVEN: N_(
        "Cách này chỉ dùng khi mọi bài có số phiếu như nhau; ở đây có bài %(have)s phiếu, có bài %(needed)s."
    ),
    UnfitKind.DISCONNECTED: N_(
        "Giám khảo chia thành %(have)s nhóm không có bài chung, nên không so được với nhau theo cách này."
    ),
    UnfitKind.ONE_JUDGE: N_("Cách này cần ít nhất hai giám khảo."),
    UnfitKind.NO_REPEATS: N_("Cách này cần có bài được ít nhất hai giám khảo đọc."),
    UnfitKind.NO_SPREAD: N_("Mọi phiếu cùng một điểm, nên cách này không phân biệt được bài nào."),
    UnfitKind.NOT_POSITIVE: N_("Cách này cần điểm trung bình của mỗi giám khảo lớn hơn 0."),
}


def why(unfit: Unfit) -> tuple[str, dict[str, object]]:
    """The reason as a sentence and the values for its places."""
    return SENTENCES[unfit.kind], {"needed": unfit.needed, "have": unfit.have}

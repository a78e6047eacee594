"""What is kept of one entry for the search: its words by depth, and the table behind the index."""

import json
import zlib
from dataclasses import dataclass
from typing import Final

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from contest.db import Base

LEVEL: Final = 1
"""Of packing: the quickest, for an index is filled more often than its texts are looked at."""


@dataclass(frozen=True, slots=True)
class Document:
    """One entry as the search knows it, in the texts that people read.

    head         title, figure, receipt: as those read them who may not know the author
    body         paragraphs likewise, with what is masked already masked
    sealed_head  names, units, telephones: for those who may open the envelope
    sealed_body  title and paragraphs as they were written, where something of them is masked
    """

    id: int
    head: tuple[str, ...]
    body: tuple[str, ...]
    sealed_head: tuple[str, ...] = ()
    sealed_body: tuple[str, ...] = ()

    def packed(self) -> bytes:
        """The texts in few bytes."""
        said = [self.head, self.body, self.sealed_head, self.sealed_body]
        return zlib.compress(json.dumps(said, ensure_ascii=False).encode(), LEVEL)


class SearchRow(Base):
    """One entry's texts as the index holds their words; the index itself keeps no text.

    Who changes how text becomes words empties the index by a migration, for words go out as they came in.
    """

    __tablename__ = "search_row"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    packed: Mapped[bytes] = mapped_column(LargeBinary)

    @property
    def document(self) -> Document:
        """What was kept."""
        head, body, sealed_head, sealed_body = json.loads(zlib.decompress(self.packed))
        return Document(self.id, tuple(head), tuple(body), tuple(sealed_head), tuple(sealed_body))

"""What in a text may point to a person: spans with their reasons. Plain Python; knows no record."""

from dhp.identifiers.kinds import NAMING, Kind, Source
from dhp.identifiers.pieces import Piece, pieces
from dhp.identifiers.reading import Remark, read

__all__ = ["NAMING", "Kind", "Piece", "Remark", "Source", "pieces", "read"]

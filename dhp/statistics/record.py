"""The record as the measures see it: the rule lives with the record, below all who count."""

from dhp.cases.known import Judgement, judged, known

__all__ = ["Judgement", "judged", "known"]

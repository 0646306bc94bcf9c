"""The measures: each a named, versioned definition, laid out as one table wherever it is shown."""

from dhp.statistics.measures.catalogue import MEASURES, lay_out
from dhp.statistics.measures.document import measures_page
from dhp.statistics.measures.measure import Measure
from dhp.statistics.measures.question import Question

__all__ = ["MEASURES", "Measure", "Question", "lay_out", "measures_page"]

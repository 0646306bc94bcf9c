"""The three kinds of nothing, which never look alike.

A figure that is not a plain number is one of these, in every page, table, chart and file: a force
confirmed that there was none, nothing was returned, or a number exists and is not shown.
"""

from dhp.worded import Worded


class Absence(Worded):
    """Why there is nothing to see.

    `mark` stands in a table's cell and follows the shorthand of the Government Statistical Service
    where it has one; `words` say it where there is room, and to those who listen.
    """

    mark: str
    words: str

    CONFIRMED_NONE = "confirmed none", "0", "Confirmed: none"
    NOT_RETURNED = "not returned", "[x]", "Not returned"
    SUPPRESSED = "suppressed", "[c]", "Suppressed to protect people"

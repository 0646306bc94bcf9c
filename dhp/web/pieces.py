"""What a template writes out, made safe: a page holds many hundred such pieces."""

import re

from markupsafe import Markup, escape

_replaced = re.compile("[&<>'\"]").search  # what `escape` replaces


def safe(value: object) -> str:
    """`value` as it may stand in a page: the text that `escape` gives.

    Not marked as safe, for what is made of pieces is: the mark takes longer than all the rest.
    """
    if type(value) is str and not _replaced(value):
        return value
    return value if type(value) is Markup else escape(value)

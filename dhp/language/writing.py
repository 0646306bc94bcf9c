"""The translators' file as the house would have it: every English text of the pages, and no other."""

from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po
from jinja2 import Environment

from dhp.language import catalogue
from dhp.language.gathering import gathered

_HEADER = """\
# What contacts of the four Welsh forces read, in English and in Welsh.
# The English comes from the code: `flask docs write` brings it up to date and keeps the Welsh.
# docs/how-to/translate.md says how to change the Welsh."""


def page(environment: Environment) -> str:
    """The file's text, with the Welsh that it has now."""
    made = Catalog(locale="cy", charset="utf-8", fuzzy=False)
    kept = {str(one.id): one.string for one in catalogue.read() if one.id}
    for english, places in gathered(environment).items():
        sources = [(place, 0) for place in sorted(places)]
        one = Message(english, kept.get(english, ""), locations=sources)
        made[english] = one
        made[english].flags.clear()
    file = BytesIO()
    write_po(file, made, width=100, omit_header=True, include_lineno=False)
    head = (
        'msgid ""\nmsgstr ""\n"Language: cy\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
    return f"{_HEADER}\n{head}{file.getvalue().decode()}"

"""The translators' file as the house would have it: every English text of the pages, and no other."""

from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po
from jinja2 import Environment

from dhp.language import catalogue, counting
from dhp.language.gathering import gathered

_HEADER = """\
# What contacts of the four Welsh forces read, in English and in Welsh.
# The English comes from the code: `flask docs write` brings it up to date and keeps the Welsh.
# docs/how-to/translate.md says how to change the Welsh."""
_HEADS = (
    "Language: cy",
    "Content-Type: text/plain; charset=utf-8",
    f"Plural-Forms: {counting.RULE}",
)


def page(environment: Environment) -> str:
    """The file's text, with the Welsh that it has now."""
    made = Catalog(locale="cy", charset="utf-8", fuzzy=False)
    made.mime_headers = [("Plural-Forms", counting.RULE)]
    kept = {catalogue.english_of(one): catalogue.welsh_of(one) for one in catalogue.read()}
    for english, places in gathered(environment).items():
        sources = [(place, 0) for place in sorted(places)]
        one = _entry(english, kept.get(english, ()), sources)
        made[one.id] = one
        made[one.id].flags.clear()
    file = BytesIO()
    write_po(file, made, width=100, omit_header=True, include_lineno=False)
    lines = "".join(f'"{head}\\n"\n' for head in _HEADS)
    return f'{_HEADER}\nmsgid ""\nmsgstr ""\n{lines}\n{file.getvalue().decode()}'


def _entry(english: str, kept: tuple[str, ...], sources: list[tuple[str, int]]) -> Message:
    """An entry with the Welsh that there is: one text, or with a count one for each kind of number."""
    if counting.place_of_count(english) is None:
        return Message(english, kept[-1] if kept else "", locations=sources)
    forms = kept if len(kept) == len(counting.KINDS) else ("",) * len(counting.KINDS)
    return Message((english, english), forms, locations=sources)

"""What sections are put together from: tables, charts, sentences and fixed words, in their order."""

from collections.abc import Callable, Iterable, Iterator

from dhp.reports.blocks import Block, Bullets, Heading, Note, Text
from dhp.reports.contents.contents import Told
from dhp.reports.contents.gathered import TITLE
from dhp.reports.contents.picture import Drawn, picture
from dhp.reports.contents.support import SUPPORT
from dhp.statistics.tables import Laid

Part = Callable[[Told], Iterable[Block]]
Sentence = Callable[[Told], str]


def lay(*parts: Part) -> Part:
    """The parts one after the other."""
    return lambda told: (block for part in parts for block in part(told))


def only_with(key: str, *parts: Part) -> Part:
    """The parts, where the edition has the table `key`."""
    return lambda told: lay(*parts)(told) if key in told else ()


def only_with_rows(key: str, *parts: Part) -> Part:
    """The parts, where the table `key` has a row."""
    return lambda told: lay(*parts)(told) if key in told and told[key].rows else ()


def table(*keys: str) -> Part:
    """These tables, those of them that the edition has."""
    return lambda told: told.those(*keys)


def filled(*keys: str) -> Part:
    """These tables, those of them that have a row: where a sentence says already that there is none."""
    return lambda told: (one for one in told.those(*keys) if one.rows)


def tables_under(key: str) -> Part:
    """All tables that were made under one key."""
    return lambda told: told.under(key)


def chart(key: str, draw: Callable[[Laid], Drawn]) -> Part:
    """A chart of the table `key`, where the edition has it and it has a row to draw."""

    def laid(told: Told) -> Iterator[Block]:
        if key in told and told[key].rows:
            yield picture(told[key], draw)

    return laid


def charts_under(key: str, draw: Callable[[Laid], Drawn]) -> Part:
    """A chart of every table that was made under one key."""
    return lambda told: (picture(one, draw) for one in told.under(key) if one.rows)


def text(*sentences: Sentence) -> Part:
    """A paragraph of sentences, those that have something to say."""

    def laid(told: Told) -> Iterator[Block]:
        if said := " ".join(words for sentence in sentences if (words := sentence(told))):
            yield Text(said)

    return laid


def points(*sentences: Sentence) -> Part:
    """A list of points, those that have something to say."""

    def laid(told: Told) -> Iterator[Block]:
        yield Bullets(tuple(words for sentence in sentences if (words := sentence(told))))

    return laid


def fixed(words: str) -> Part:
    """A paragraph that tells a method or a definition."""
    return lambda _told: (Text(words, fixed=True),)


def notes_alike(told: Told) -> Iterator[Block]:
    """The notes that several tables have, said once."""
    for number, words in enumerate(told.notes):
        yield Note(words, title="" if number else TITLE)


def support(_told: Told) -> Iterator[Block]:
    """Whom to turn to, in every report on these deaths."""
    yield Note(SUPPORT, title="Support")


def subheading(words: str) -> Part:
    """A heading within the section."""
    return lambda _told: (Heading(3, words),)

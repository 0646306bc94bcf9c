"""The guide to the dictionary as a page of Markdown: every question, its answers, its source."""

from collections.abc import Iterable, Mapping

from dhp.calendar import long_date
from dhp.dictionary.columns import Column, places_of, states_offered
from dhp.dictionary.entry import Characteristic, Condition, IfAnswer, IfDied, IfRole, Kind, Option

_INTRODUCTION = """\
# Data dictionary

Everything the repository records about a death, version {version}. This page is written from the
dictionary in `dhp/dictionary` by `flask docs write`; change the dictionary, not this page.

An answer is written as an option's code, a number, a date (`2021`, `2021-03` or `2021-03-09`),
text, or a state in square brackets such as `[not_known]`. Several codes are separated by `;`. A
blank means that nothing was recorded. A code never changes its meaning: a new meaning is a new
code.
"""


def guide(
    dictionary: Mapping[str, Characteristic], sections: Mapping[str, str], version: str
) -> str:
    """The whole guide, section by section, ending in a line break."""
    parts = [_INTRODUCTION.format(version=version)]
    for code, title in sections.items():
        entries = [entry for entry in dictionary.values() if entry.section == code]
        parts += [f"## {title}\n", *(_entry(entry) for entry in entries)]
    return "\n".join(parts)


def codes_of(dictionary: Mapping[str, Characteristic]) -> list[str]:
    """Every code of the dictionary, and every option as `code.option`: none may ever vanish."""
    return sorted(
        line
        for entry in dictionary.values()
        for line in (entry.code, *(f"{entry.code}.{option.code}" for option in entry.options))
    )


def _entry(entry: Characteristic) -> str:
    rows = {
        "Question": entry.question,
        "Hint": entry.hint,
        "Definition": entry.definition,
        "About": entry.subject.value,
        "Called": ", ".join(_called(entry)),
        "Columns": ", ".join(f"`{place}.{entry.code}`" for place in places_of(entry)),
        "Answer": _answer(entry),
        "Other answers": "; ".join(
            f"{state.label} `[{state.value}]`" for state in states_offered(entry)
        ),
        "Asked": _asked(entry.asked_when),
        "Needed at": entry.needed.value,
        "Sensitivity": entry.sensitivity.value,
        "Source": entry.source,
    }
    lines = [f"### `{entry.code}`: {entry.name}\n", "| | |", "|---|---|"]
    lines += [f"| {name} | {_cell(text)} |" for name, text in rows.items() if text]
    if entry.options:
        lines += ["", "| Code | Option |", "|---|---|", *(_option(one) for one in entry.options)]
    return "\n".join([*lines, ""])


def _called(entry: Characteristic) -> Iterable[str]:
    """What pages call the answer at each of its places, where they name a person."""
    phrases = [Column(place, entry).phrase() for place in places_of(entry)]
    return [phrase[:1].upper() + phrase[1:] for phrase in phrases if phrase != entry.name]


def _answer(entry: Characteristic) -> str:
    match entry.kind:
        case Kind.WHOLE_NUMBER:
            ranges = ", or a range such as `35-44` or `65+`" if entry.ranges else ""
            return f"a whole number from {entry.least} to {entry.most}{ranges}"
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            return f"{entry.kind.value}, up to {entry.longest:,} characters"
        case Kind.PARTIAL_DATE:
            return "a date, a month or a year"
        case Kind.ONE_OF:
            return "one of the options below"
        case Kind.ANY_OF:
            return "any of the options below"
        case _:
            return entry.kind.value


def _asked(conditions: Iterable[Condition]) -> str:
    return "; ".join(_condition(one) for one in conditions) or "always"


def _condition(condition: Condition) -> str:
    match condition:
        case IfAnswer(code, options):
            return f"when `{code}` is {' or '.join(f'`{one}`' for one in options)}"
        case IfRole(roles):
            return f"of a {' or '.join(role.value for role in roles)}"
        case IfDied(since, until):
            first = f"from {long_date(since)}" if since else ""
            last = f"until {long_date(until)}" if until else ""
            return f"for deaths {first} {last}".replace("  ", " ").strip()


def _option(option: Option) -> str:
    since = f", from {long_date(option.since)}" if option.since else ""
    until = f", until {long_date(option.until)}" if option.until else ""
    return f"| `{option.code}` | {_cell(option.label)}{since}{until} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

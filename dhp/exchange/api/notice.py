"""From the body of a request to the answers of a notice, or to all that is wrong with it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from dhp.dictionary import (
    DICTIONARY,
    Column,
    Kind,
    Stage,
    column_named,
    states_offered,
    suspects_in,
)
from dhp.errors import DomainError
from dhp.exchange.api.body import shortened
from dhp.notifications.draft import Draft, Line, draft_of
from dhp.web.problems import Fault
from dhp.web.text import clean_text

MEMBERS = ("answers", "gap_reason")
_LONGEST_REASON = 2_000  # characters


class Unsound(Exception):
    """A body that cannot be sent, with everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("A notice that cannot be sent.")
        self.faults = faults


@dataclass(frozen=True)
class Notice:
    """A notice that may be sent: its texts by column name, and why some questions stay open.

    `fingerprint` is the same for bodies that say the same. `not_asked` names answers to questions
    that the form does not ask about such a death: they stay in the draft and are not sent.
    """

    texts: Mapping[str, str]
    gap_reason: str
    fingerprint: str
    not_asked: tuple[str, ...]

    @property
    def suspects(self) -> int:
        """How many suspects it tells of, at least the one that every notice asks about."""
        return _suspects(self.texts)


class _Wrong(ValueError):
    """A value that is no answer to its question: a code, and what to do."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


def notice_in(body: object, *, today: date) -> Notice:
    """The notice that `body` is. Raises `Unsound` with every fault, each at its field.

    `today` is the day in London, up to which dates are plausible.
    """
    if not isinstance(body, dict):
        raise Unsound([Fault("", "not_an_object", "Send an object with “answers”.", "")])
    faults = list(_strange_members(body))
    texts, wrong = _texts(body, faults)
    reason = _reason(body, faults)
    draft = draft_of(texts, _suspects(texts), today=today)
    faults += _found(draft)
    gaps = [line.column.name for line in draft.gaps if line.column.name not in wrong]
    if gaps and not reason:
        faults.append(_no_reason(gaps))
    if faults:
        raise Unsound(faults)
    unasked = tuple(line.column.name for line in draft.lines if line.text and not line.asked)
    return Notice(texts, reason, _fingerprint(body), unasked)


def _strange_members(body: Mapping[str, object]) -> Iterator[Fault]:
    for name in body:
        if name not in MEMBERS:
            advice = f"Leave it out. A notification has {' and '.join(MEMBERS)}."
            yield Fault(shortened(name), "unknown_member", advice, _pointer(name))


def _texts(body: Mapping[str, object], faults: list[Fault]) -> tuple[dict[str, str], set[str]]:
    """The answers as texts, and the names of those that cannot be read."""
    answers = body.get("answers")
    if not isinstance(answers, dict):
        advice = "Give the answers as an object, each under the name of its column."
        faults.append(Fault("answers", "required", advice, "/answers"))
        return {}, set()
    texts: dict[str, str] = {}
    wrong: set[str] = set()
    for name, value in answers.items():
        try:
            texts[name] = _text(_column(name), value)
        except _Wrong as error:
            wrong.add(name)
            faults.append(
                Fault(shortened(name), error.code, error.detail, _pointer("answers", name))
            )
    return texts, wrong


def _column(name: str) -> Column:
    column = column_named(name, DICTIONARY)
    if column is None:
        raise _Wrong("unknown_column", "There is no such column. Compare it with openapi.json.")
    if column.characteristic.needed is not Stage.NOTICE:
        raise _Wrong(
            "not_in_first_notice",
            "A first notice does not ask this. Leave it out: it is asked once the death is accepted.",
        )
    return column


def _text(column: Column, value: object) -> str:
    """The one text form of `value`."""
    kind = column.characteristic.kind
    match value:
        case str():
            return _plain(value)
        case {"state": str() as state, **others} if not others:
            if state not in {str(one) for one in states_offered(column.characteristic)}:
                offered = ", ".join(states_offered(column.characteristic))
                raise _Wrong("state_not_offered", f"Choose one of these states: {offered}.")
            return f"[{state}]"
        case bool():
            pass
        case int() if kind is Kind.WHOLE_NUMBER and abs(value) < 10**9:
            return str(value)
        case float() if kind is Kind.WHOLE_NUMBER and value.is_integer() and abs(value) < 10**9:
            return str(int(value))  # JSON has one kind of number: 34.0 is 34
        case list() if kind is Kind.ANY_OF and value and all(_is_code(part) for part in value):
            return ";".join(_plain(part) for part in value)
    raise _Wrong("wrong_kind", f"Give {_how(kind)}, or a state such as {{“state”: “not_known”}}.")


def _plain(text: str) -> str:
    try:
        plain = clean_text(text).strip()
    except DomainError as error:
        raise _Wrong("unreadable", error.message) from None
    if not plain:
        raise _Wrong("empty", "Leave it out, or give a state.")
    return plain


def _is_code(part: object) -> bool:
    return isinstance(part, str) and ";" not in part and not part.strip().startswith("[")


def _how(kind: Kind) -> str:
    match kind:
        case Kind.ONE_OF:
            return "the code of an option as a string"
        case Kind.ANY_OF:
            return "the codes of options as a list of strings"
        case Kind.WHOLE_NUMBER:
            return "a whole number"
        case Kind.DATE | Kind.PARTIAL_DATE:
            return "a date as a string, like “2026-03-09”"
    return "a string"


def _reason(body: Mapping[str, object], faults: list[Fault]) -> str:
    reason, where = body.get("gap_reason", ""), ("gap_reason", "/gap_reason")
    if not isinstance(reason, str):
        faults.append(Fault(where[0], "wrong_kind", "Give the reason as a string.", where[1]))
        return ""
    try:
        return clean_text(reason, longest=_LONGEST_REASON).strip()
    except DomainError as error:
        faults.append(Fault(where[0], "unreadable", error.message, where[1]))
        return reason


def _found(draft: Draft) -> Iterator[Fault]:
    """What the form would say of this draft, and what cannot be read although it is not asked."""
    unread = [(line, line.problem) for line in draft.lines if line.problem]
    told = [(line, message) for line, message in draft.problems if not line.problem]
    for line, message in unread:
        yield _fault(line, "invalid", message)
    for line, message in told:
        yield _fault(line, "contradicts", message)


def _no_reason(gaps: list[str]) -> Fault:
    advice = f"Say why some questions are not answered, or answer them: {', '.join(gaps)}."
    return Fault("gap_reason", "required", advice, "/gap_reason")


def _fault(line: Line, code: str, message: str) -> Fault:
    name = line.column.name
    return Fault(name, code, message, _pointer("answers", name))


def _suspects(names: Mapping[str, str]) -> int:
    return max(1, suspects_in(names))


def _pointer(*parts: str) -> str:
    escaped = (shortened(part).replace("~", "~0").replace("/", "~1") for part in parts)
    return "".join(f"/{part}" for part in escaped)


def _fingerprint(body: object) -> str:
    said = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return sha256(said.encode()).hexdigest()

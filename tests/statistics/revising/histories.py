"""Invented histories of a few cases: as rows of the record, and as a plain recount sees them.

The recount knows nothing of `dhp.statistics` nor of the reading of the record: it goes by the days
that the history itself tells.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import insert

from dhp.cases.links.models import CaseLink, LinkKind
from dhp.cases.models import Answer, Case, Classification, Incident, Source
from dhp.definitions import DeathType, Scope
from dhp.dictionary import Stage, State, Subject
from dhp.extensions import db
from tests.harness.unsealed import unsealed

BEGAN = datetime(2025, 6, 1, 9, tzinfo=UTC)
BEFORE, AFTER = 10, 20  # the two instants, in days since it began
FIRST, LAST = date(2025, 5, 1), date(2025, 5, 31)  # the days that are counted
KINDS = ("iph", "afh", "child")
DATES = ("2025-05-10", "2025-05-20", "2025-05", "2025-04-20", "2025-06-02", "2025")
INTENTS = ("homicide", "suicide")

_days = st.integers(0, 24)
_life = st.fixed_dictionaries(
    {
        "opened": _days,
        "waited": st.integers(0, 3),
        "judged": st.lists(st.tuples(_days, st.sampled_from((*KINDS, "out"))), max_size=3),
        "dated": st.lists(st.tuples(_days, st.sampled_from(DATES)), max_size=2),
        "intent": st.lists(st.tuples(_days, st.sampled_from(INTENTS)), max_size=2),
        "collected": st.sampled_from((False, False, False, True)),
        "merged": st.none() | st.tuples(_days, st.none() | st.integers(1, 8), st.booleans()),
    }
)
TOGETHER = 5  # histories that are told in one record
histories = st.lists(st.lists(_life, min_size=1, max_size=4), min_size=TOGETHER, max_size=TOGETHER)


def life(**said: Any) -> dict[str, Any]:
    """One life as it may be drawn, of which only this is said."""
    nothing: dict[str, Any] = {"judged": [], "dated": [], "intent": []}
    return {"opened": 0, "waited": 0, "collected": False, "merged": None, **nothing, **said}


EVERY_CAUSE = [
    [life(), life(merged=(5, 8, False)), life(merged=(15, None, False))],
    [life(dated=[(0, "2025-04-20"), (15, "2025-05-10")])],
    [life(dated=[(0, "2025-05-10"), (15, "2025-04-20")])],
    [life(judged=[(1, "out"), (15, "iph")]), life(judged=[(1, "iph"), (15, "out")])],
    [life(judged=[(1, "iph"), (15, "afh")]), life(opened=12)],
]


@dataclass
class Told:
    """One case of a history: what was said of it when, in days since the history began.

    `links` are the decisions that another case is the same death, of the first case alone: when, until
    when, whether its date was taken, and which case it is.
    """

    opened: int
    received: int
    judged: list[tuple[int, str]]
    dated: list[tuple[int, str]]
    intent: list[tuple[int, str]]
    collected: bool
    merged: tuple[int, int, bool] | None = None
    links: list[tuple[int, int, bool, int]] = field(default_factory=list)


NEVER = 99


def tell(drawn: list[dict[str, Any]]) -> list[Told]:
    """The history as it can have happened: nothing is said of a case before it is opened."""
    cases = []
    for n, life in enumerate(drawn):
        opened = life["opened"]

        def after(said: list[tuple[int, str]], opened: int = opened) -> list[tuple[int, str]]:
            return sorted({max(day, opened): word for day, word in said}.items())

        one = Told(
            opened,
            opened - life["waited"],
            after(life["judged"]),
            after([(0, DATES[n % 2]), *life["dated"]]),
            after(life["intent"]),
            life["collected"],
        )
        cases.append(one)
        if n and life["merged"]:
            day, lasted, took = life["merged"]
            began = max(day, opened, cases[0].opened)
            ended = NEVER if lasted is None else began + lasted
            one.merged = (began, ended, took)
            cases[0].links.append((began, ended, took, n))
    return cases


def write(told: list[list[Told]]) -> None:
    """The rows of the record, of some histories. The caller rolls them back."""
    rows: dict[type, list[dict[str, Any]]] = {
        model: [] for model in (Incident, Case, Classification, Answer, CaseLink)
    }
    for cases in told:
        first = len(rows[Case]) + 1
        for n, one in enumerate(cases, first):
            at = {"id": n, "ref": f"X{n}"}
            rows[Incident].append(at | {"created_at": when(one.opened)})
            about = {"opened_at": when(one.opened), "received_at": when(one.received)}
            standing = {"type": DeathType.UNCLASSIFIED, "back_record": one.collected}
            rows[Case].append(at | {"incident_id": n} | about | standing)
            rows[Classification] += _judgements(n, one)
            for code, said in (("date_of_death", one.dated), ("suspected_intent", one.intent)):
                rows[Answer] += _answers(n, code, said)
        rows[CaseLink] += _links(first, cases[0])
    for model, some in rows.items():
        if some:
            db.session.execute(insert(model), unsealed(model.__table__, some))


def when(day: int) -> datetime:
    return BEGAN + timedelta(days=day)


def _until(told: list[tuple[int, str]], place: int) -> datetime | None:
    return when(told[place + 1][0]) if place + 1 < len(told) else None


def _judgements(n: int, one: Told) -> list[dict[str, Any]]:
    return [
        {
            "case_id": n,
            "scope": Scope.OUT if kind == "out" else Scope.IN,
            "type": DeathType.UNCLASSIFIED if kind == "out" else DeathType(kind),
            "definition": "dhp-2023",
            "proposal": "{}",
            "decided_by": "nobody",
            "decided_at": when(day),
            "superseded_at": _until(one.judged, place),
        }
        for place, (day, kind) in enumerate(one.judged)
    ]


def _answers(n: int, code: str, told: list[tuple[int, str]]) -> list[dict[str, Any]]:
    return [
        {
            "case_id": n,
            "subject": Subject.DEATH,
            "subject_id": n,
            "code": code,
            "state": State.ANSWERED,
            "value": value,
            "source": Source.FORCE,
            "stage": Stage.NOTICE,
            "recorded_by": "nobody",
            "recorded_at": when(day),
            "superseded_at": _until(told, place),
        }
        for place, (day, value) in enumerate(told)
    ]


def _links(first: int, kept: Told) -> list[dict[str, Any]]:
    return [
        {
            "ref": f"L{first + other}",
            "case_id": first,
            "other_id": first + other,
            "kind": LinkKind.SAME_DEATH,
            "incident_id": first,
            "former_incident_id": first + other,
            "date_taken": took,
            "decided_by": "nobody",
            "decided_at": when(began),
            "undone_at": None if ended == NEVER else when(ended),
        }
        for began, ended, took, other in sorted(kept.links)
    ]


def last(told: list[tuple[int, str]], day: int, otherwise: str) -> str:
    """What had been said last by a day."""
    said = [word for at, word in told if at <= day]
    return said[-1] if said else otherwise


def date_of(cases: list[Told], n: int, day: int) -> str:
    """The date of death of a case as known on a day: its own, or the one that was taken since."""
    own = [(at, word) for at, word in cases[n].dated if at <= day]
    for began, ended, took, other in sorted(cases[n].links, reverse=True):
        if took and began <= day < ended and own[-1][0] <= began:
            return last(cases[other].dated, day, "")
    return own[-1][1]


def lies_within(text: str, received: int) -> bool:
    """Whether a date must lie in the days that are counted; it was known when it was told of."""
    first = date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    end = {4: date(first.year, 12, 31), 7: date(2025, 5, 31)}.get(len(text), first)
    told = when(received).date()
    return first >= FIRST and (min(end, told) if told >= first else end) <= LAST


def state(cases: list[Told], n: int, day: int) -> str:
    """What a case was on a day."""
    one = cases[n]
    if one.opened > day:
        return "unknown"
    if one.merged and one.merged[0] <= day < one.merged[1]:
        return "merged"
    return "out" if last(one.judged, day, "unclassified") == "out" else "counts"


def group_of(cases: list[Told], n: int, day: int, by: str) -> str:
    """The group that a case was in, if it was counted."""
    if by == "type":
        return last(cases[n].judged, day, "unclassified")
    if by == "month":
        text = date_of(cases, n, day)
        return text[:7] if len(text) > 4 else "[not_known]"
    if by == "suspected_intent":
        return last(cases[n].intent, day, "[not_recorded]")
    return ""


def recounted(told: list[list[Told]], by: str, only: str) -> dict[str, Counter[str]]:
    """By group, and of all under `total`: the count before, what moved it by cause, and after."""
    found: dict[str, Counter[str]] = {}
    for cases in told:
        for n in range(len(cases)):
            for group, what in moved(cases, n, by, only):
                if group:
                    found.setdefault(group, Counter())[what] += 1
    return found


def moved(cases: list[Told], n: int, by: str, only: str) -> list[tuple[str, str]]:
    """What one case adds, as pairs of a group and the column that it adds one to."""
    inside = [is_counted(cases, n, day, only) for day in (BEFORE, AFTER)]
    days = [day for day, there in zip((BEFORE, AFTER), inside, strict=True) if there]
    ends = [what for what, there in zip(ENDS, inside, strict=True) if there]
    places = [group_of(cases, n, day, by) for day in days]
    told = [("total", what) for what in ends] + list(zip(places, ends, strict=True))
    if all(inside) and places[0] != places[1]:
        cause = "reclassified" if by == "type" else "corrected"
        told += [(places[0], f"{cause}_out"), (places[1], f"{cause}_in")]
        told += [("total", f"{cause}_out"), ("total", f"{cause}_in")]
    elif inside[0] != inside[1]:
        cause = cause_of(cases, n, only, came=inside[1])
        told += [("total", cause), (places[0], cause)]
    return told


ENDS = ("opening", "closing")


def is_counted(cases: list[Told], n: int, day: int, only: str) -> bool:
    """Whether a case was in the count on a day."""
    if state(cases, n, day) != "counts":
        return False
    fits = not only or group_of(cases, n, day, "type") == only
    return fits and lies_within(date_of(cases, n, day), cases[n].received)


def cause_of(cases: list[Told], n: int, only: str, *, came: bool) -> str:
    """Why a case came into the count or left it."""
    was = state(cases, n, BEFORE if came else AFTER)
    if was == "counts":
        before, after = (group_of(cases, n, day, "type") for day in (BEFORE, AFTER))
        what = "reclassified" if only and before != after else "corrected"
        return f"{what}_in" if came else f"{what}_out"
    if came:
        return {"unknown": "late", "merged": "parted", "out": "reinstated"}[was]
    return {"merged": "merged", "out": "withdrawn"}[was]

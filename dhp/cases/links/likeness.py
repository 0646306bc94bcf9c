"""How alike two deaths are, in plain parts: what speaks for one death told twice, and what against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from dhp.calendar import PartialDate
from dhp.dictionary import DICTIONARY, Given, State, suspects_in
from dhp.dictionary.kinds import range_of
from dhp.folding import bare

LEAST = 3.0  # points from which a pair is worth a look
_LABELS = ((8.0, "Very alike"), (5.0, "Alike"), (LEAST, "Somewhat alike"))
_VAGUE_DAYS = 31  # a date that leaves more days open says little
_SHORT = 6  # characters of a reference that two forces may well both use
_ALIKE = 88  # of 100: one slip of the keyboard in a reference of usual length
_NEAR_AGE, _FAR_AGE = 2, 5  # years

Answers = Mapping[str, Given]


@dataclass(frozen=True)
class Part:
    """One thing compared: in words, and how far it speaks for one death (above 0) or against it."""

    words: str
    points: float


@dataclass(frozen=True)
class Likeness:
    """All that was compared between two deaths."""

    parts: tuple[Part, ...]

    @property
    def score(self) -> float:
        """The sum of the points."""
        return sum(part.points for part in self.parts)

    @property
    def label(self) -> str:
        """The score in words; empty where the two are not alike."""
        return next((label for least, label in _LABELS if self.score >= least), "")

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """What the two share, the strongest first."""
        found = sorted((p for p in self.parts if p.points > 0), key=lambda p: -p.points)
        return tuple(part.words for part in found)

    @property
    def speaks_against(self) -> tuple[str, ...]:
        """Where the two differ, the strongest first."""
        found = sorted((p for p in self.parts if p.points < 0), key=lambda p: p.points)
        return tuple(part.words for part in found)


def likeness(one: Answers, other: Answers, *, same_force: bool) -> Likeness:
    """Compare two deaths by their answers, by column name. What is not known counts for nothing."""
    return Likeness(
        (
            *_dates(one, other),
            *_references(one, other, same_force=same_force),
            *_sexes(one, other),
            *_ages(one, other),
            *_suspects(one, other),
            *_places(one, other),
        )
    )


def _dates(one: Answers, other: Answers) -> Iterator[Part]:
    texts = [_value(each, "death.date_of_death") for each in (one, other)]
    if not all(texts):
        return
    first, second = sorted(
        (PartialDate.parse(text) for text in texts if text), key=lambda d: (d.first, d.last)
    )
    gap = (second.first - first.last).days
    open_days = max((date.last - date.first).days for date in (first, second))
    if open_days == 0:
        apart = f"Dates of death {gap} {'day' if gap == 1 else 'days'} apart"
        steps = ((0, "The same date of death", 4.0), (3, apart, 3.0), (14, apart, 1.0))
        found = next(((words, points) for most, words, points in steps if gap <= most), None)
        yield Part(*(found or ("Dates of death more than 2 weeks apart", -6.0)))
    elif gap > 0:
        yield Part("Different dates of death", -6.0)
    else:
        yield Part("Dates of death that may be the same", 1.5 if open_days <= _VAGUE_DAYS else 0.5)


def _references(one: Answers, other: Answers, *, same_force: bool) -> Iterator[Part]:
    refs = [bare(_value(each, "death.force_ref")) for each in (one, other)]
    if all(refs):
        ratio = fuzz.ratio(*refs)
        if ratio == 100 and (same_force or len(refs[0]) >= _SHORT):
            yield Part("The same force reference", 4.0)
        elif ratio >= _ALIKE and same_force:
            yield Part("Force references that differ in a letter or two", 1.5)
    for ref, text in zip(refs, (_circumstances(other), _circumstances(one)), strict=True):
        if len(ref) >= _SHORT and ref in text:
            yield Part("The words of one name the force reference of the other", 3.0)
            return


def _sexes(one: Answers, other: Answers) -> Iterator[Part]:
    sexes = [_value(each, "victim.sex") for each in (one, other)]
    if all(sexes):
        same = sexes[0] == sexes[1]
        yield Part(
            "The same sex of the victim" if same else "Victims of different sex",
            1.0 if same else -3.0,
        )


def _ages(one: Answers, other: Answers) -> Iterator[Part]:
    gap = _age_gap(one, other, "victim.age", "victim.age")
    if gap is None:
        return
    words, points = _AGE_STEPS[gap]
    yield Part(words, points)


def _suspects(one: Answers, other: Answers) -> Iterator[Part]:
    """The two suspects, one of each death, that are most alike."""
    pairs = product(*(range(1, suspects_in(each) + 1) for each in (one, other)))
    found = [_suspect_pair(one, other, f"suspect{a}", f"suspect{b}") for a, b in pairs]
    best = max(found, key=lambda part: part.points, default=None)
    if best and best.points:
        yield best


def _suspect_pair(one: Answers, other: Answers, here: str, there: str) -> Part:
    points, shared = 0.0, []
    for code, weight in (("sex", 0.5), ("relationship", 1.5)):
        values = _value(one, f"{here}.{code}"), _value(other, f"{there}.{code}")
        if all(values):
            points += weight if values[0] == values[1] else -weight
            shared += [DICTIONARY[code].name] if values[0] == values[1] else []
    gap = _age_gap(one, other, f"{here}.age", f"{there}.age")
    if gap:
        points += {"same": 1.5, "near": 0.5, "apart": -0.5, "far": -1.5}[gap]
        shared += ["age"] if gap in ("same", "near") else []
    if points > 0:
        return Part(f"Suspects alike: {', '.join(shared)}", points)
    return Part("Suspects who differ", points)


def _places(one: Answers, other: Answers) -> Iterator[Part]:
    values = [_value(each, "incident.location_type") for each in (one, other)]
    if all(values):
        same = values[0] == values[1]
        yield Part(
            "The same kind of place" if same else "Different kinds of place", 0.5 if same else -0.5
        )
    areas = [_value(each, "incident.csp") for each in (one, other)]
    if all(areas):
        ratio = fuzz.token_sort_ratio(*(area.casefold() for area in areas if area))
        if ratio >= _ALIKE:
            yield Part("The same community safety partnership", 1.5)
        elif ratio < 60:
            yield Part("Different community safety partnerships", -0.5)


_AGE_STEPS = {
    "same": ("The same age of the victim", 2.0),
    "near": ("Victims of nearly the same age", 1.0),
    "apart": ("Victims whose ages differ a little", -0.5),
    "far": ("Victims of different age", -3.0),
}


def _age_gap(one: Answers, other: Answers, here: str, there: str) -> str | None:
    texts = _value(one, here), _value(other, there)
    if not texts[0] or not texts[1]:
        return None
    (low, high), (least, most) = range_of(texts[0]), range_of(texts[1])
    if texts[0] == texts[1] and low == high:
        return "same"
    gap = max(0, least - (200 if high is None else high), low - (200 if most is None else most))
    if gap <= _NEAR_AGE:
        return "near"
    return "apart" if gap <= _FAR_AGE else "far"


def _circumstances(answers: Answers) -> str:
    return bare(_value(answers, "death.circumstances"))


def _value(answers: Answers, name: str) -> str | None:
    given = answers.get(name)
    return given.value if given and given.state is State.ANSWERED else None

"""Care for coders: what a narrative may hold, told before it is opened, from answers alone."""

from collections.abc import Mapping

from dhp.cases.answers.table import read_answers
from dhp.cases.models import Case
from dhp.cases.people.standing import places_of
from dhp.definitions import DeathType
from dhp.dictionary import Given

_CHILD = 18  # years
_STRANGLING = ("strangulation", "suffocation", "hanging")


def flags_of(case: Case) -> list[str]:
    """What somebody may want to know before reading about `case`, in a few words each."""
    answers = places_of([case])[case.id].answers(read_answers([case]))
    flags = {
        "The death of a child": case.type is DeathType.CHILD or _is_child(answers),
        "A suspected suicide": case.type is DeathType.SVSDA or _says(answers, "suicide"),
        "More than one death": len(case.incident.cases) > 1,
        "Children were there": answers_yes(answers, "incident.children_present"),
        "Strangulation or suffocation": _method(answers, *_STRANGLING),
        "Sexual violence": "sexual_violence" in _text(answers, "death.gender_signs"),
        "Extreme violence": answers_yes(answers, "death.overkill"),
    }
    return [words for words, holds in flags.items() if holds]


def answers_yes(answers: Mapping[str, Given], name: str) -> bool:
    """Whether the answer with this name is a plain yes."""
    return _text(answers, name) == "yes"


def _is_child(answers: Mapping[str, Given]) -> bool:
    age = _text(answers, "victim.age")
    return age.isdigit() and int(age) < _CHILD


def _says(answers: Mapping[str, Given], intent: str) -> bool:
    return _text(answers, "death.suspected_intent") == intent


def _method(answers: Mapping[str, Given], *starts: str) -> bool:
    told = [*_text(answers, "death.method").split(";"), _text(answers, "death.method_primary")]
    return any(method.startswith(starts) for method in told)


def _text(answers: Mapping[str, Given], name: str) -> str:
    given = answers.get(name)
    return given.value or "" if given else ""

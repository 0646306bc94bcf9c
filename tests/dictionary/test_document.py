"""The guide of a small invented dictionary, which has one of everything: `guide.md` holds it.

Write the file anew with `python -m tests.dictionary.test_document`, and read the difference.
"""

from datetime import date
from pathlib import Path

from dhp.dictionary import Kind, Option, Role, State, Subject
from dhp.dictionary.document import codes_of, guide
from dhp.dictionary.entry import IfAnswer, IfDied, IfRole
from tests.dictionary.entries import entry

GUIDE = Path(__file__).with_name("guide.md")
SPRING, SUMMER = date(2020, 3, 23), date(2021, 6, 30)
INVENTED = {
    one.code: one
    for one in (
        entry(Kind.ONE_OF, code="colour", hint="As it was | as seen.\nNot as told."),
        entry(
            Kind.ANY_OF,
            code="signs",
            options=(
                Option("old", "Old | one", until=SUMMER),
                Option("new", "New one", since=SPRING),
                Option("brief", "Brief one", SPRING, SUMMER),
            ),
            asked_when=(IfAnswer("colour", ("red", "green")), IfDied(SPRING, SUMMER)),
        ),
        entry(Kind.WHOLE_NUMBER, code="age", subject=Subject.PERSON, ranges=True),
        entry(Kind.WHOLE_NUMBER, code="count", asked_when=(IfDied(SPRING),)),
        entry(Kind.DATE, code="day", asked_when=(IfDied(until=SUMMER),)),
        entry(
            Kind.PARTIAL_DATE,
            code="birth",
            subject=Subject.PERSON,
            asked_when=(IfRole((Role.VICTIM,)),),
        ),
        entry(Kind.SHORT_TEXT, code="words", subject=Subject.RELATIONSHIP, states=()),
        entry(
            Kind.LONG_TEXT,
            code="story",
            subject=Subject.PERSON,
            section="people",
            longest=4000,
            of_whom="what {who} told",
            states=(State.WITHHELD,),
            asked_when=(IfRole((Role.VICTIM, Role.SUSPECT)),),
        ),
    )
}


def written() -> str:
    return guide(INVENTED, {"death": "The death", "people": "The people"}, "7")


def test_the_guide_tells_every_question_with_its_answers_and_conditions() -> None:
    assert written() == GUIDE.read_text(encoding="utf-8")


def test_codes_and_options_are_listed_in_order() -> None:
    colours = {name: INVENTED[name] for name in ("colour", "age")}

    assert codes_of(colours) == ["age", "colour", "colour.blue", "colour.green", "colour.red"]


if __name__ == "__main__":
    GUIDE.write_text(written(), encoding="utf-8")

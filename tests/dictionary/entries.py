"""One invented entry of each kind, for tests of the framework rather than of what is asked."""

from dhp.dictionary import Characteristic, Kind, Option, Sensitivity, Stage, Subject

COLOURS = (Option("red", "Red"), Option("green", "Dark green"), Option("blue", "Blue"))


def entry(kind, **given):
    given = {"code": "thing", "subject": Subject.DEATH, "section": "death", **given}
    if kind in (Kind.ONE_OF, Kind.ANY_OF):
        given.setdefault("options", COLOURS)
    return Characteristic(
        kind=kind,
        question="What is it?",
        name="thing",
        definition="What it is.",
        source="tests",
        needed=Stage.NOTICE,
        sensitivity=Sensitivity.PLAIN,
        **given,
    )


BY_KIND = {kind: entry(kind) for kind in Kind}

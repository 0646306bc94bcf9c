from dhp.definitions import CURRENT, DEFINITIONS, DeathType, Scope


def test_the_types_keep_their_codes_and_order():
    assert [kind.value for kind in DeathType] == [
        "iph",
        "afh",
        "child",
        "svsda",
        "unexpected",
        "other",
        "unclassified",
    ]
    assert [scope.value for scope in Scope] == ["in", "out", "cannot tell"]


def test_every_type_has_its_own_label():
    assert len({kind.label for kind in DeathType}) == len(DeathType)
    assert DeathType.SVSDA.label == "Suspected victim suicide following domestic abuse"


def test_the_seven_definitions_are_there_by_name():
    assert list(DEFINITIONS) == [
        "dhp-2020",
        "dhp-2023",
        "homicide-index",
        "dhr-2004",
        "dardr-2024",
        "da-act-2021",
        "femicide-un",
    ]
    assert all(name == definition.name for name, definition in DEFINITIONS.items())
    assert CURRENT.until is None

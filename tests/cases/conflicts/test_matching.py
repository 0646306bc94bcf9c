"""Words that may name a user of the service: 20 of 20 ways are noticed, and ordinary words are not."""

import pytest

from dhp.cases.conflicts.matching import Account, Strength, matches

SIAN = Account("a", "Siân O’Brien-Łukasz", "KE 1234")
PAT = Account("b", "Pat Price", None)
BO = Account("c", "Bo Li", "77")


def found(text):
    return [(one.account.ref, one.strength) for one in matches([text], [SIAN, PAT, BO])]


@pytest.mark.parametrize(
    "text",
    [
        "PC 1234 was at the address.",
        "PC1234",
        "collar number: 1234.",
        "KE1234",
        "ke 1234",
        "KE-1234 attended",
        "Officer (1234) is the ex-partner",
        "The suspect is 1234 Smith",
    ],
)
def test_a_collar_number_is_noticed_however_it_is_written(text):
    assert found(text) == [("a", Strength.COLLAR)]


@pytest.mark.parametrize(
    "text",
    [
        "Siân O’Brien-Łukasz was there.",
        "Sia\u0302n O'Brien-Lukasz",
        "SIAN O'BRIEN-LUKASZ",
        "O’BRIEN-ŁUKASZ, Siân",
        "her brother, sian o'brien-lukasz",
        "Siân (née Jones) O'Brien-Łukasz",
    ],
)
def test_a_whole_name_is_noticed_however_it_is_written(text):
    assert found(text) == [("a", Strength.NAME)]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Pat Price is the victim’s aunt", Strength.NAME),
        ("Price, Pat", Strength.NAME),
        ("DC Price", Strength.SURNAME),
        ("Mr Price’s sister", Strength.SURNAME),
        ("PRICE", Strength.SURNAME),
        ("the Prices and Mrs. Price", Strength.SURNAME),
    ],
)
def test_a_surname_alone_says_less(text, strength):
    assert found(text) == [("b", strength)]


@pytest.mark.parametrize(
    "text",
    ["the price of a flat", "12345 pounds", "in 77 days, Li Bo", "Sian went home", "", "12 34 KE"],
)
def test_ordinary_words_and_what_is_too_short_name_nobody(text):
    assert found(text) == []


def test_the_surest_come_first():
    several = matches(["Price and PC1234"], [PAT, SIAN])

    assert [one.account for one in several] == [SIAN, PAT]

"""Codes with their words: nothing is left out, and nothing has no place."""

import pytest

from dhp.worded import Worded


class Weather(Worded):
    sign: str
    words: str

    RAIN = "rain", "/", "It rains"


class Told(Worded):
    words: str


class Acts(Told):
    READ = "read", "read it"


def test_a_member_is_its_code_and_carries_what_goes_with_it():
    assert Weather("rain") is Weather.RAIN
    assert f"{Weather.RAIN}: {Weather.RAIN.sign} {Weather.RAIN.words}" == "rain: / It rains"


def test_a_vocabulary_may_take_its_attributes_from_another():
    assert Acts.READ.words == "read it"


@pytest.mark.parametrize("member", [("sun", "*"), ("sun", "*", "The sun shines", "brightly")])
def test_a_member_with_too_little_or_too_much_is_refused(member):
    with pytest.raises((ValueError, RuntimeError)):
        Worded("Wrong", {"SUN": member, "__annotations__": {"sign": str, "words": str}})

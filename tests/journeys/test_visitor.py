"""The visitor of the stories cannot do what a browser could not."""

import pytest

from dhp.accounts.permissions import RoleName


@pytest.fixture
def spoc(arrive):
    return arrive(RoleName.SPOC, "Sam Spoc", with_code=False)


def test_a_link_that_is_not_there_cannot_be_followed(spoc):
    with pytest.raises(AssertionError, match="No link"):
        spoc.follow("Cases")


def test_a_button_that_is_not_there_cannot_be_pressed(spoc):
    with pytest.raises(AssertionError, match="No button"):
        spoc.press("Accept and open a case")


def test_a_field_or_a_choice_that_is_not_offered_cannot_be_filled_in(spoc):
    spoc.press("Notify a death")

    with pytest.raises(KeyError):
        spoc.fill({"victim.age": "34"}).press("Save and continue")
    with pytest.raises(ValueError, match="illness"):
        spoc.fill({"death.suspected_intent": "illness"}).press("Save and continue")


def test_the_forms_of_a_story_need_their_token(spoc):
    answer = spoc.client.post("/notifications/start", data={"key": "one"})

    assert answer.status_code == 400

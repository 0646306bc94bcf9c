"""The form that brings back what the provider of organisations' accounts gave."""

from wtforms import HiddenField

from dhp.web.forms import Form


class BackForm(Form):
    """The code to fetch a token with, and the state that says whose try it was."""

    code = HiddenField()
    state = HiddenField()

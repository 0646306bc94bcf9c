"""The frame of every letter: its paragraphs, then who writes and whom to ask."""

from flask import current_app


def letter(*paragraphs: str) -> str:
    """The paragraphs as one text, with the unit and how to reach it below them."""
    settings = current_app.config
    ending = f"{settings['UNIT_NAME']}\nQuestions: {settings['UNIT_CONTACT']}"
    return "\n\n".join([*paragraphs, ending]) + "\n"


def address(path: str = "/") -> str:
    """Where a letter leads to: the service, or what it has at `path`, from its slash on."""
    return f"{current_app.config['SERVICE_URL']}{path}"

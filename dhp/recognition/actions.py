"""Keeping in the trail that somebody read what a text may give away, and let it stand."""

from collections.abc import Sequence

from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.audit.trail import Actor
from dhp.recognition.look import Look


def confirm_look(
    look: Look, *, about: str | Sequence[str], by: Actor, force: str | None = None
) -> None:
    """Record how many remarks of which kinds stand in what is `about`; nothing where there are none.

    The trail is told counts and kinds, never a word of the text.
    """
    if look.count:
        trail.record(
            Act.LOOK_CONFIRMED,
            by=by,
            about=about,
            force=force,
            remarks=look.count,
            kinds=look.kinds,
        )

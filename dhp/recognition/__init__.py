"""Free text before it leaves the unit: whether somebody could be known from it, and who read that."""

from dhp.recognition.actions import confirm_look
from dhp.recognition.forms import OutgoingForm
from dhp.recognition.look import Look, look_over

__all__ = ["Look", "OutgoingForm", "confirm_look", "look_over"]

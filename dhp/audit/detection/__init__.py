"""What in the trail is worth a look by a person: small pure rules over the events of a day."""

from dhp.audit.detection.facts import Found, Known, Seen
from dhp.audit.detection.rules import RULES, Rule, find

__all__ = ["RULES", "Found", "Known", "Rule", "Seen", "find"]

"""What the service does by itself when it is due: each thing once, however many processes ask."""

from dhp.duties.duty import Do, Due, Duty, add_duty
from dhp.duties.running import Outcome, run_due

__all__ = ["Do", "Due", "Duty", "Outcome", "add_duty", "run_due"]

"""The application as web servers and the `flask` command find it."""

from config import Settings
from dhp import create_app
from dhp.audit.starting import look_at_tail

app = create_app(Settings())
look_at_tail(app)

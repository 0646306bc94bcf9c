"""The application as web servers and the `flask` command find it."""

from config import Settings
from dhp import create_app

app = create_app(Settings())

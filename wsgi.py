"""The application as web servers and the `flask` command find it; an unsafe one is not given out."""

from config import Settings
from dhp import create_app
from dhp.audit.starting import look_at_tail
from dhp.operations.checking.starting import refuse_unsafe

app = create_app(Settings())
refuse_unsafe(app)
look_at_tail(app)

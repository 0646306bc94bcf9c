"""The application as web servers and the `flask` command find it; an unsafe one is not given out."""

import gc

from config import Settings
from dhp import create_app
from dhp.audit.starting import look_at_tail
from dhp.operations.checking.starting import refuse_unsafe

_NEW = 10_000  # objects made before the collector looks at them: about a page's

app = create_app(Settings())
refuse_unsafe(app)
look_at_tail(app)

# What was loaded is used until the end, and no longer searched for rubbish between two pages.
gc.freeze()
gc.set_threshold(_NEW)

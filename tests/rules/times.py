"""The instant at which rules are tried: 14:00 on Thursday 12 March 2026, in London."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 3, 12, 14, tzinfo=UTC)
TODAY = date(2026, 3, 12)

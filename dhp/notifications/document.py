"""The life of a notification as a page of Markdown: statuses, moves, and a diagram of them."""

from collections.abc import Mapping

from dhp.notifications.rules import NEXT, Move, Status

_INTRODUCTION = """\
# States of a notification

Written from `dhp/notifications/rules.py` by `flask docs write`; change the rules, not this page.
"""


def states_page(moves: Mapping[str, Move]) -> str:
    """Statuses, moves and the diagram; ends in a line break."""
    lines = [_INTRODUCTION, "## Statuses", "", "| Status | Who acts next |", "|---|---|"]
    lines += [f"| {status.value} | {NEXT[status] or 'nobody'} |" for status in Status]
    lines += [
        "",
        "## Moves",
        "",
        "| Move | From | To | Permission | Reason |",
        "|---|---|---|---|---|",
    ]
    for move in moves.values():
        since = ", ".join(status.value for status in move.since)
        reason = "asked for" if move.reason else "–"
        lines.append(
            f"| {move.name} | {since} | {move.to.value} | {move.permission.value} | {reason} |"
        )
    lines += ["", "## Diagram", "", "```mermaid", "stateDiagram-v2", "    [*] --> draft: start"]
    lines += [
        f"    {status.value} --> {move.to.value}: {move.name}"
        for move in moves.values()
        for status in move.since
    ]
    lines += [f"    {status.value} --> [*]" for status in Status if _final(status, moves)]
    return "\n".join([*lines, "```", ""])


def _final(status: Status, moves: Mapping[str, Move]) -> bool:
    return not any(status in move.since for move in moves.values())

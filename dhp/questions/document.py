"""The life of a question as a page of Markdown: statuses, moves, reasons, and a diagram of them."""

from collections.abc import Mapping

from dhp.questions.rules import NEXT, Move, Status

_INTRODUCTION = """\
# States of a question

Written from `dhp/questions/rules.py` by `flask docs write`; change the rules, not this page.
"""


def states_page(moves: Mapping[str, Move]) -> str:
    """Statuses, moves and the diagram; ends in a line break."""
    lines = [_INTRODUCTION, "## Who acts next on a question", "", "| Status | Who acts next |"]
    lines += ["|---|---|"]
    lines += [f"| {status.value} | {NEXT[status] or 'nobody'} |" for status in Status]
    lines += ["", "## Moves of a question", "", "| Move | From | To | Permission | Reasons |"]
    lines += ["|---|---|---|---|---|"]
    for move in moves.values():
        reasons = ", ".join(reason.value for reason in move.reasons) or "–"
        lines.append(
            f"| {move.name} | {move.since.value} | {move.to.value} | {move.permission.value} "
            f"| {reasons} |"
        )
    lines += ["", "## Diagram of a question", "", "```mermaid", "stateDiagram-v2"]
    lines += ["    [*] --> open: ask"]
    lines += [f"    {move.since} --> {move.to}: {move.name}" for move in moves.values()]
    ends = {move.to for move in moves.values()} - {move.since for move in moves.values()}
    lines += [f"    {status} --> [*]" for status in Status if status in ends]
    return "\n".join([*lines, "```", ""])

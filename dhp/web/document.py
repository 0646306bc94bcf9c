"""Every route and who may call it, as a table of Markdown."""

from flask import Flask

from dhp.web.access import declared_access

_WITHOUT_VIEW = ("static",)  # files that anybody may fetch


def routes_page(app: Flask) -> str:
    """Every route of `app` with its methods and declared access; ends in a line break."""
    lines = [
        "## Routes",
        "",
        "| Address | Methods | Endpoint | Who may call it |",
        "|---|---|---|---|",
    ]
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        address = rule.rule.replace("|", "\\|")
        access = _access(app, rule.endpoint)
        lines.append(f"| `{address}` | {methods} | `{rule.endpoint}` | {access} |")
    return "\n".join([*lines, ""])


def _access(app: Flask, endpoint: str) -> str:
    if endpoint in _WITHOUT_VIEW:
        return "public"
    access = declared_access(app.view_functions[endpoint])
    return "nobody: it declares nothing" if access is None else access.value

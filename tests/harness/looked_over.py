"""Sending a form whose text may point to a person, as somebody does who reads what is marked."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from werkzeug.test import Client, TestResponse


def confirmed(client: Client, path: str, typed: Mapping[str, Any], name: str) -> TestResponse:
    """The answer to the form once its remarks are confirmed; it is refused, and kept, before that.

    `name` is the part of what was typed that is to be marked.
    """
    asked = client.post(path, data=typed)
    assert asked.status_code == 422
    assert f'<mark class="app-look__mark">{escape(name)}<' in asked.text
    for text in typed.values():
        if name in text:
            assert re.search(rf"<textarea[^>]*>\s*{re.escape(escape(text))}</textarea>", asked.text)
    mark = re.search(r'name="look_mark" value="([^"]+)"', asked.text)
    assert mark is not None
    return client.post(path, data={**typed, "look_mark": mark[1], "look_read": "y"})

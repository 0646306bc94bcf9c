"""What no file of the project says: where it was made, what is left to do, who its hosts are."""

import re

import pytest

from tests.house.sources import committed

HERE = "tests/house/test_words.py"
# Spelt in pieces, so that this file keeps its own rules.
WORDS = {
    "a machine's path": r"(?<![\w.<>}/-])/(?:wor" + r"k|root|home/\w+|Users/\w+|workspace)/\w",
    "the number of an issue": r"(?i)\b(?:issue|pull request|ticket)s?\s+#?\d+|(?:^|\s)#\d+(?!\w)",
    "a registry": r"(?i)\bpypi\.|pythonhosted|npm" + r"js\.|registry\.\w+\.|deb\.debian\.org",
    "work left over": r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b",
}


@pytest.mark.parametrize("kind", WORDS)
def test_no_file_names(kind):
    pattern = re.compile(WORDS[kind], re.MULTILINE)
    found = [
        f"{path}:{number}: {line.strip()[:100]}"
        for path, text in committed().items()
        if path != HERE and not path.endswith(".css")  # where #000 is a colour
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]

    assert found == []

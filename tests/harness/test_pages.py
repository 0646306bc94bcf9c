"""The client's refusals: each fault it looks for is found."""

import pytest

from tests.harness.pages import faults

SOUND = """<!DOCTYPE html>
<html lang="en"><head><title>Deaths</title></head><body>
<div class="govuk-error-summary"><a href="#force">Choose a force</a></div>
<h1>Deaths</h1><svg><title>A chart</title><path d=""/></svg>
<label for="force">Force</label><input id="force" name="force"><img src="a.png" alt="">
<label>Sex <select name="sex"></select></label><input type="hidden" name="token">
<textarea name="kept" hidden></textarea>
</body></html>"""


def test_a_sound_page_has_no_faults():
    assert faults(SOUND) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("<!DOCTYPE html>", "", "no doctype"),
        (' lang="en"', "", "<html> has no lang"),
        ("<title>Deaths</title>", "<title></title>", "no title"),
        ("<h1>Deaths</h1>", "", "0 <h1> where a page has one"),
        ("<h1>Deaths</h1>", "<h1>Deaths</h1><h1>Again</h1>", "2 <h1> where a page has one"),
        ("<h1>Deaths</h1>", "<h1>Deaths</h1><p>", "</body> at line 8 would close <p>"),
        ("</svg>", "</svg></div>", "</div> at line 4 would close <body>"),
        ('id="force"', 'id="force" id="other"', "<input> at line 5 has an attribute twice"),
        ('alt=""', 'id="force" alt=""', "id 'force' twice"),
        (' alt=""', "", "<img> at line 5 has no alt"),
        ('<label for="force">', '<label for="forces">', "field 'force' has no label"),
        ('href="#force"', 'href="#sex"', "the error summary links to '#sex'"),
    ],
)
def test_a_fault_is_named(was, becomes, fault):
    page = SOUND.replace(was, becomes, 1)

    assert any(found.startswith(fault) for found in faults(page)), faults(page)

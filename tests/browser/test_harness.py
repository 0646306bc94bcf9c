"""What the other browser tests rely on: the browser's complaints are heard, and nothing leaves."""

import pytest
from flask import Flask, Response

from tests.browser.people import until
from tests.harness.accessibility import assert_accessible

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src *"
PAGE = """<!doctype html><html lang="en"><head><title>Deaths</title></head>
<body><main><h1>Deaths</h1>{}</main></body></html>"""


@pytest.fixture
def opened(serve, open_context):
    """Opens a page with the given HTML in it."""

    def open_with(inner, **options):
        app = Flask(__name__, static_folder=None)
        head = {"Content-Security-Policy": POLICY}
        app.add_url_rule(
            "/", view_func=lambda: Response(PAGE.format(inner), mimetype="text/html", headers=head)
        )
        app.add_url_rule("/favicon.ico", view_func=lambda: Response(status=204), endpoint="icon")
        page = open_context(base_url=serve(app), **options).new_page()
        page.goto("/")
        return page

    return open_with


def test_a_sound_page_passes(opened):
    page = opened("<p>None this week.</p>")

    assert_accessible(page)


def test_an_inaccessible_page_fails(opened):
    page = opened("<input name='force'>")

    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)


@pytest.mark.parametrize(
    "dim", ["color: silver", "opacity: 0.3", "position: absolute; color: darkgray"]
)
def test_letters_that_do_not_stand_out_fail_each_time(opened, dim):
    page = opened("<p class='dim'>None this week.</p>")
    assert_accessible(page)  # black on white is known from here on

    for _ in range(2):
        restyle(page, f".dim {{ {dim} }}")
        with pytest.raises(AssertionError, match="color-contrast"):
            assert_accessible(page)
        page.reload()
        assert_accessible(page)


def test_what_is_behind_letters_counts_wherever_it_is_painted(opened):
    page = opened("<div class='behind'><p>None this week.</p></div>")
    assert_accessible(page)

    restyle(page, ".behind { background: dimgray }")

    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page)


def test_letters_that_nobody_saw_are_judged_once_they_show(opened):
    page = opened("<p class='pale'>None this week.</p><p>None last week.</p>")
    restyle(page, ".pale { color: silver; display: none }")
    assert_accessible(page)

    restyle(page, ".pale { color: silver; display: block }")

    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page)


def restyle(page, rules):
    """Lay rules over a page, which its policy allows to scripts alone."""
    page.evaluate(
        "text => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text);"
        " document.adoptedStyleSheets = [sheet]; }",
        rules,
    )


def test_a_page_wider_than_a_phone_fails(opened):
    page = opened("<p>" + "m" * 400 + "</p>", viewport={"width": 360, "height": 780})

    with pytest.raises(AssertionError, match="sideways"):
        assert_accessible(page)


@pytest.mark.parametrize(
    ("inner", "complaint"),
    [
        ("<p style='color: red'>x</p>", "style-src"),
        ("<script>alert(1)</script>", "script-src"),
        ("<img src='/none.png' alt=''>", "404"),
        ("<img src='http://example.org/a.png' alt=''>", "ERR_NAME_NOT_RESOLVED"),
    ],
)
def test_a_complaint_of_the_browser_is_heard(opened, complaints, inner, complaint):
    page = opened(inner)

    until(page, lambda: any(complaint in heard for heard in complaints))
    page.context.close()  # it may complain of one thing twice, by its policy and in its console
    complaints.clear()  # else the end of this test would fail, as it must elsewhere


def test_a_page_refused_on_purpose_is_no_complaint(page):
    answer = page.goto("/no-such-page")

    assert answer.status == 404

from flask import Flask, Response

from tests.harness.links import refused_links

PAGE = '<a class="x" href="/mine?a=1&amp;b=2">1</a><a href="/theirs">2</a><a href="/gone">3</a>'


def test_links_to_what_is_refused_or_absent_are_named():
    app = Flask(__name__)
    app.add_url_rule("/", "page", lambda: Response(PAGE, mimetype="text/html"))
    app.add_url_rule("/mine", "mine")
    app.add_url_rule("/theirs", "theirs")

    found = refused_links(app, app.test_client().get("/"), lambda endpoint: endpoint == "mine")

    assert found == ["/ leads to /gone", "/ leads to /theirs"]

import pytest

from dhp import create_app
from dhp.commands import docs
from tests.harness.databases import settings


@pytest.fixture
def runner(monkeypatch, tmp_path):
    page = tmp_path / "states.md"
    monkeypatch.setattr(docs, "pages", lambda: iter([(page, "# States\n\nas they are\n")]))
    monkeypatch.setattr(docs, "translations", lambda: iter(()))
    return create_app(settings("sqlite://")).test_cli_runner(), page


def test_a_stale_page_is_shown_with_what_differs_and_fails(runner):
    cli, page = runner
    page.write_text("# States\n\nas they were\n")

    result = cli.invoke(args=["docs", "check"])

    assert result.exit_code == 1
    assert "-as they were" in result.output
    assert "+as they are" in result.output
    assert page.read_text() == "# States\n\nas they were\n"


def test_a_missing_page_is_stale(runner):
    cli, _page = runner

    assert cli.invoke(args=["docs", "check"]).exit_code == 1


def test_a_written_page_is_current(runner):
    cli, page = runner

    written = cli.invoke(args=["docs", "write"])
    checked = cli.invoke(args=["docs", "check"])

    assert written.output == "Written: docs/states.md\n"
    assert (checked.exit_code, checked.output) == (0, "")
    assert page.read_text() == "# States\n\nas they are\n"

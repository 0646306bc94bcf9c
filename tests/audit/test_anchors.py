from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dhp.audit.anchors import (
    anchors_in,
    is_signed,
    keep,
    new_key,
    public_of,
    read_anchor,
    sign,
    stored,
)
from dhp.audit.witness import Witness, witnesses_in

AT = datetime(2026, 3, 1, 9, 30, 15, 7, tzinfo=UTC)
DEPLOYMENT, HASH = "ab" * 16, "cd" * 32
PRIVATE, PUBLIC = new_key()


@pytest.fixture
def anchor():
    return sign(DEPLOYMENT, Witness(120, HASH), AT, PRIVATE)


def test_an_anchor_is_one_line_that_can_be_read_again(anchor):
    assert anchor.line.startswith(f"dhp-anchor-1 {DEPLOYMENT} 120 {HASH} 20260301T093015Z ")
    assert read_anchor(f"{anchor.line}\n") == anchor


def test_its_signature_is_judged_by_the_public_key(anchor):
    assert public_of(PRIVATE) == PUBLIC
    assert is_signed(anchor, [new_key()[1], PUBLIC])
    assert not is_signed(anchor, [new_key()[1]])


@pytest.mark.parametrize(
    "change", [{"seq": 119}, {"hash": "ce" * 32}, {"deployment": "ac" * 16}, {"at": AT}]
)
def test_a_changed_anchor_bears_no_signature(anchor, change):
    if "at" in change:
        change = {"at": anchor.at.replace(minute=31)}

    assert not is_signed(replace(anchor, **change), [PUBLIC])


def test_it_is_kept_whole_and_never_replaced(anchor, tmp_path):
    path = keep(anchor, tmp_path)

    with pytest.raises(FileExistsError):
        keep(replace(anchor, signature="A" * 86), tmp_path)

    assert path.read_text() == f"{anchor.line}\n"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o222 == 0


def test_a_store_is_read_in_the_order_of_the_events(anchor, tmp_path):
    later = sign(DEPLOYMENT, Witness(1300, HASH), AT, PRIVATE)
    for one in (later, anchor):
        keep(one, tmp_path)

    assert list(stored(tmp_path)) == [anchor, later]


def test_a_file_of_the_store_that_holds_none_is_told(tmp_path):
    (tmp_path / "000.anchor").write_text("nothing")

    with pytest.raises(ValueError, match=r"000\.anchor does not hold an anchor"):
        stored(tmp_path)


def test_a_saved_page_gives_its_seals_and_anchors(anchor):
    page = f"<p>Entry</p><code>120:{HASH}</code> <code>{anchor.line}</code> 7:{HASH}a"

    assert witnesses_in(page) == [Witness(120, HASH)]
    assert anchors_in(page) == [anchor]

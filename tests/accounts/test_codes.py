"""Time-based codes."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from dhp.accounts import codes

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT = datetime(2026, 3, 9, 12, 0, 10, tzinfo=UTC)
STEP = int(AT.timestamp()) // 30


@pytest.mark.parametrize(
    ("seconds", "found"), [(-60, None), (-30, STEP - 1), (0, STEP), (30, STEP + 1), (60, None)]
)
def test_a_code_fits_one_step_early_or_late(seconds: int, found: int | None) -> None:
    code = pyotp.TOTP(SECRET).at(AT + timedelta(seconds=seconds))

    assert codes.matching_step(SECRET, code, at=AT) == found


def test_spaces_in_a_code_do_not_matter() -> None:
    code = pyotp.TOTP(SECRET).at(AT)

    assert codes.matching_step(SECRET, f" {code[:3]} {code[3:]} ", at=AT) == STEP


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345é"])
def test_what_is_no_code_fits_nothing(typed: str) -> None:
    assert codes.matching_step(SECRET, typed, at=AT) is None


def test_the_picture_is_square_and_drawn_inside_its_side() -> None:
    address = codes.address_for_app(SECRET, email="robin@example.org", service="Deaths")

    side, dark = codes.picture(address)

    corners = [tuple(map(int, m.split("h")[0].split(","))) for m in dark.split("M")[1:]]
    assert max(x for x, _ in corners) == max(y for _, y in corners) == side - 1
    assert SECRET in address

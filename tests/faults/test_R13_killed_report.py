"""R13: whoever builds a report is killed: no half of a file is found, and it is built once, the same."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import current_app

from dhp.audit.trail import Command
from dhp.calendar.issues import issue_of
from dhp.duties import run_due
from dhp.extensions import db
from dhp.reports.actions import build_report, front_block
from dhp.reports.document import Edition
from dhp.reports.files import FORMS, write_files
from dhp.reports.models import Run
from dhp.reports.schedule.duties import DRAFTS
from tests.harness.examples import sample, tries
from tests.mail.dying import KILLED, die_at
from tests.reports.life.conftest import DAY, figures
from tests.reports.sample import weekly

__all__ = ["figures"]

pytestmark = [pytest.mark.faults, pytest.mark.database, pytest.mark.only_on("sqlite")]
CHECKPOINTS = range(1, 13)
TIMES = tries(1, thorough=10)
NAMES = {f"report.{ending}" for ending in FORMS}


def child(act):
    """Do `act` in a process of its own; whether that was killed."""
    number = os.fork()
    if number == 0:  # never returns into the tests
        act()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == KILLED


class Half:
    """A file that takes what is written in two halves, and tells `reached` after each."""

    def __init__(self, file, reached):
        self.file, self.reached = file, reached

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def __getattr__(self, name):
        return getattr(self.file, name)

    def write(self, data):
        middle = len(data) // 2
        for half in (data[:middle], data[middle:]):
            self.file.write(half)
            self.file.flush()
            self.reached()


def dying(checkpoint):
    """Count what is done with files, and end the process at that number."""
    left, opened, replace = [checkpoint], Path.open, Path.replace

    def reached():
        left[0] -= 1
        if left[0] == 0:
            os._exit(KILLED)

    def replaced(path, target):
        reached()
        return replace(path, target)

    Path.open = lambda path, *given, **named: Half(opened(path, *given, **named), reached)
    Path.replace = replaced


def in_place(document, folder):
    """The control: every file is written where it is looked for."""
    for ending, (_type, render) in FORMS.items():
        with (folder / f"report.{ending}").open("wb") as file:
            file.write(render(document))


def found_in(folder):
    """What somebody who looks for the files of a report finds."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name in NAMES}


def killed_while_writing(write, folder, whole, checkpoints):
    """(how often it was killed, how often a half was found, how often it differs in the end)"""
    died = halves = differ = 0
    for number, checkpoint in enumerate(checkpoints):
        there = folder / str(number)
        there.mkdir()

        def act(checkpoint=checkpoint, there=there):
            dying(checkpoint)
            write(weekly(), there)

        died += child(act)
        halves += any(whole[name] != data for name, data in found_in(there).items())
        write_files(weekly(), there)
        differ += found_in(there) != whole
    return died, halves, differ


@pytest.fixture
def whole(tmp_path):
    """The files as they are when nobody is killed."""
    folder = tmp_path / "whole"
    write_files(weekly(), folder)
    return found_in(folder)


def test_r13_killed_while_it_writes_it_leaves_no_half_of_a_file(whole, tmp_path, tell):
    points = [one for one in sample(CHECKPOINTS, [1, 5, 10, 12]) for _ in range(TIMES)]

    died, halves, differ = killed_while_writing(write_files, tmp_path, whole, points)

    tell(f"R13 files: {died} killed in {len(points)}, {halves} halves, {differ} differ after")
    assert (died, halves, differ) == (len(points), 0, 0)


def test_r13_a_file_that_is_written_in_place_is_found_half(whole, tmp_path, tell):
    died, halves, _differ = killed_while_writing(in_place, tmp_path, whole, [1, 3])

    tell(f"R13 control, in place: {died} killed, {halves} halves")
    assert halves > 0


def undisturbed(ending, cut_off):
    """What the draft of a week says when nobody is killed."""
    unit = current_app.config["UNIT_NAME"]
    front = front_block(current_app.config, unit, Edition.RESTRICTED)
    checksum = build_report("weekly", ending, front, cut_off, by=Command()).checksum
    db.session.rollback()
    return checksum


def test_r13_a_draft_whose_maker_is_killed_is_made_once_and_the_same(database, figures, tell):
    died = wrong = 0
    points = [one for one in sample(CHECKPOINTS, [2, 9]) for _ in range(TIMES)]
    for week, checkpoint in enumerate(points):
        ending = DAY + timedelta(weeks=week)
        cut_off = issue_of("weekly", ending).cut_off  # the hour moves with the clocks and holidays
        database.session.remove()
        database.engine.dispose()  # a child must not share its parent's connections

        def act(checkpoint=checkpoint, cut_off=cut_off):
            die_at(checkpoint)
            run_due(cut_off + timedelta(hours=1), {DRAFTS.name})

        died += child(act)
        run_due(cut_off + timedelta(hours=1), {DRAFTS.name})
        of_week = {"kind": "weekly", "edition": Edition.RESTRICTED, "period_to": ending}
        made = [run.checksum for run in database.session.query(Run).filter_by(**of_week)]
        wrong += made != [undisturbed(ending, cut_off)]

    tell(f"R13 drafts: {died} killed in {len(points)}, {wrong} twice, missing or different")
    assert (died, wrong) == (len(points), 0)

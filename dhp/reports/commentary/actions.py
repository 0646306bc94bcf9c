"""Writing, confirming and removing a comment: each makes another report, which nobody approved yet."""

from collections.abc import Mapping

from dhp.accounts.models import User
from dhp.audit import trail
from dhp.audit.acts import Act
from dhp.calendar import now
from dhp.errors import Absent, DomainError, Stale
from dhp.extensions import db
from dhp.reports.commentary.models import Commentary
from dhp.reports.commentary.queries import comment_on, present
from dhp.reports.commentary.sections import Section, sections, with_comments
from dhp.reports.commentary.wording import check_numbers, check_words
from dhp.reports.life.moving import CHANGED, document_of, rewrite
from dhp.reports.models import Run
from dhp.reports.rules import check_may_change
from dhp.web.text import clean_text

LONGEST = 1_500  # characters
BECAUSE = "Somebody commented on it, or changed or removed a comment."


def write(run: Run, key: str, text: str, checksum: str, *, by: User) -> Commentary:
    """Say `text` of the section `key` of `run`, in place of what was said of it before.

    `checksum` is that of the report `by` read. Raises `Stale` where it is no longer that one,
    `Refused` once it is issued, `Absent` for an unknown section, and `DomainError` for words that
    no report uses and for numbers that a shareable edition does not show.
    """
    section, comments = _opened(run, key, checksum)
    said = clean_text(text, longest=LONGEST, field="text").strip()
    if not said:
        raise DomainError("Write your comment, or remove it.", "text")
    check_words(said)
    check_numbers(said, document_of(run))
    comment = Commentary(
        run_id=run.id,
        section=key,
        text=said,
        author_ref=by.ref,
        author_name=by.name,
        written_at=now(),
        bound_to=section.fingerprint,
    )
    _put(run, comments | {key: comment}, by)
    if key in comments:
        _end(comments[key], by)
    db.session.add(comment)
    db.session.flush()
    trail.record(Act.COMMENT_WRITTEN, by=by, about=(run.ref, comment.ref), section=key)
    return comment


def confirm(run: Run, key: str, checksum: str, *, by: User) -> None:
    """Say that the comment on section `key` holds for the numbers that stand there now.

    The same errors: a comment whose section is gone can only be removed, and one with a number that
    a shareable edition has come to withhold needs other words.
    """
    section, _comments = _opened(run, key, checksum)
    comment = comment_on(run, key)
    check_numbers(comment.text, document_of(run))
    comment.bound_to = section.fingerprint
    comment.confirmed_by, comment.confirmed_by_name = by.ref, by.name
    comment.confirmed_at = now()
    trail.record(Act.COMMENT_CONFIRMED, by=by, about=(run.ref, comment.ref), section=key)


def remove(run: Run, key: str, checksum: str, *, by: User) -> None:
    """Take the comment on section `key` out of the report. The same errors."""
    check_may_change(run)
    _check_read(run, checksum)
    comments = present(run)
    comment = comment_on(run, key)
    _put(run, {section: one for section, one in comments.items() if section != key}, by)
    _end(comment, by)
    trail.record(Act.COMMENT_REMOVED, by=by, about=(run.ref, comment.ref), section=key)


def carry_over(old: Run, run: Run, *, by: User) -> None:
    """Give `run`, which corrects `old`, the comments of `old`, bound to the numbers of then."""
    kept = {}
    for key, one in present(old).items():
        kept[key] = Commentary(
            run_id=run.id,
            section=key,
            text=one.text,
            author_ref=one.author_ref,
            author_name=one.author_name,
            written_at=one.written_at,
            bound_to=one.bound_to,
        )
    if kept:
        _put(run, kept, by)
        db.session.add_all(kept.values())
        db.session.flush()


def _opened(run: Run, key: str, checksum: str) -> tuple[Section, dict[str, Commentary]]:
    """The section, and the comments that are there."""
    check_may_change(run)
    _check_read(run, checksum)
    section = sections(document_of(run)).get(key)
    if section is None:
        raise Absent
    return section, present(run)


def _check_read(run: Run, checksum: str) -> None:
    if checksum != run.checksum:
        raise Stale(CHANGED)


def _put(run: Run, comments: Mapping[str, Commentary], by: User) -> None:
    rewrite(run, with_comments(document_of(run), comments), BECAUSE, by=by)


def _end(comment: Commentary, by: User) -> None:
    comment.ended_by, comment.ended_at = by.ref, now()
    db.session.flush()

"""Found a contest from the template or from an earlier one."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.exc import IntegrityError

from contest.charter.models import (
    Category,
    Contest,
    Criterion,
    Quota,
    RejectionCode,
    Round,
    Statement,
)
from contest.charter.queries import (
    barred_of,
    contest_by_slug,
    paper_forms_of,
    rejection_codes_of,
    signers_of,
)
from contest.charter.rules import BarredSaid, template
from contest.charter.rules.fitness import first_unfit
from contest.charter.rules.letterheads import LetterheadSaid, SignerSaid
from contest.charter.service.copying import copy_along
from contest.charter.service.letterheads import add_letterhead
from contest.charter.service.lists import barred_row
from contest.db import db
from contest.errors.charter import CalendarBackwards, SlugTaken, ValueUnfit
from contest.plumbing.audit import Actor, record
from contest.plumbing.clock import from_wall, local
from contest.plumbing.vietnamese import clean

NO_LETTERHEAD = LetterheadSaid()
COPIED = (
    "title area organizer theme eligibility rules_text contact zone words_min words_max words_tolerance_percent "
    "max_entries_per_author max_group_size max_file_mb max_files max_total_mb late_rule quota_up retention_months "
    "photos_min photos_max statement_needed "
    "corner_pages corner_left corner_top corner_width corner_height"
).split()
ROUND_COPIED = (
    "readers band_agree band_minutes band_panel method cut_kind cut_top cut_threshold cut_percent ties_in "
    "tie_breaks judges_named names_early recheck_percent recheck_top look_percent look_most look_stop"
).split()
CRITERION_COPIED = "key name description maximum step weight position".split()


def create_contest(
    *,
    slug: str,
    title: str,
    year: int,
    receipt_prefix: str,
    opens_at: datetime,
    closes_at: datetime,
    actor: Actor,
    at: datetime,
    letterhead: LetterheadSaid = NO_LETTERHEAD,
    signers: Sequence[SignerSaid] = (),
    **texts: Any,
) -> Contest:
    """Found a contest on the default template; ``texts`` set further columns of Contest.

    Raises  ValueUnfit, SlugTaken, CalendarBackwards
    """
    contest = Contest(
        slug=slug,
        title=clean(title).strip() or template.TITLE,
        year=year,
        receipt_prefix=receipt_prefix,
        opens_at=opens_at,
        closes_at=closes_at,
        **{
            "theme": template.THEME,
            "eligibility": template.ELIGIBILITY,
            "rules_text": template.RULES_TEXT,
            **texts,
        },
    )
    contest.categories = [
        Category(key=key, name=name, position=position)
        for position, (key, name) in enumerate(template.CATEGORIES, start=1)
    ]
    contest.statements = [
        Statement(key=key, text=text, position=position)
        for position, (key, text) in enumerate(template.STATEMENTS, start=1)
    ]
    first = _template_round(1, "Vòng sơ khảo", readers=2, top=30, after=closes_at)
    final = _template_round(2, "Vòng chung khảo", readers=3, top=20, after=first.closes_at)
    contest.rounds = [first, final]
    _add(contest, [RejectionCode(code=c, label=label) for c, label in template.REJECTION_CODES])
    add_letterhead(contest, letterhead, signers)
    record("contest.created", actor=actor, at=at, contest_id=contest.id, subject=contest, slug=slug)
    return contest


def copy_contest(
    *,
    earlier: Contest,
    slug: str,
    title: str = "",
    area: str = "",
    year: int,
    receipt_prefix: str,
    opens_at: datetime,
    closes_at: datetime,
    actor: Actor,
    at: datetime,
) -> Contest:
    """Found a contest with an earlier one's charter: all that was set, and nothing that was done or handed in.

    What later rooms keep of the charter goes along (dealing, prizes, level, own templates of papers); accounts, keys,
    entries, codes and what was written into papers do not. The rounds keep their distance from the closing date, by
    the contest's clock. Raises ValueUnfit, SlugTaken, CalendarBackwards.
    """
    contest = Contest(
        slug=slug,
        year=year,
        receipt_prefix=receipt_prefix,
        opens_at=opens_at,
        closes_at=closes_at,
        **{column: getattr(earlier, column) for column in COPIED},
    )
    contest.title = clean(title).strip() or earlier.title
    contest.area = clean(area).strip() or earlier.area
    contest.categories = [
        Category(key=c.key, name=c.name, position=c.position, quota_min=c.quota_min, quota_max=c.quota_max)
        for c in earlier.categories
    ]
    contest.statements = [
        Statement(key=s.key, text=s.text, required=s.required, position=s.position)
        for s in earlier.statements
        if s.retired_at is None
    ]
    contest.rounds = [_round_shifted(round_, earlier, closes_at) for round_ in earlier.rounds]
    _add(contest, [RejectionCode(code=c.code, label=c.label) for c in rejection_codes_of(earlier.id)])
    add_letterhead(contest, earlier.head, signers_of(earlier.id), paper_forms_of(earlier.id))
    db.session.add_all(
        barred_row(contest, BarredSaid(b.name, b.birth_year, b.unit_id, b.reason), at)
        for b in barred_of(earlier.id)
    )
    copy_along(earlier, contest, by=actor.name, at=at)
    record("contest.copied", actor=actor, at=at, contest_id=contest.id, subject=contest, earlier=earlier.slug)
    return contest


def _template_round(number: int, name: str, *, readers: int, top: int, after: datetime) -> Round:
    criteria = [
        Criterion(
            key=line.key,
            name=line.name,
            description=line.description,
            maximum=line.maximum,
            step=template.STEP,
            weight=Decimal(1),
            position=position,
        )
        for position, line in enumerate(template.RUBRIC, start=1)
    ]
    return Round(
        number=number,
        name=name,
        readers=readers,
        opens_at=after,
        closes_at=after + timedelta(days=30),
        cut_top=top,
        tie_breaks=[dict(step) for step in template.TIE_BREAKS],
        criteria=criteria,
        **template.BANDS,
    )


def _round_shifted(round_: Round, earlier: Contest, closes_at: datetime) -> Round:
    """The round as far behind the new closing date as it was, on the wall: five o'clock stays five in summer time."""
    zone = earlier.zone
    shift = _on_the_wall(closes_at, zone) - _on_the_wall(earlier.closes_at, zone)
    copied = round_like(round_)
    copied.number, copied.name = round_.number, round_.name
    copied.opens_at = from_wall(_on_the_wall(round_.opens_at, zone) + shift, zone)
    copied.closes_at = from_wall(_on_the_wall(round_.closes_at, zone) + shift, zone)
    return copied


def _on_the_wall(moment: datetime, zone: str) -> datetime:
    return local(moment, zone).replace(tzinfo=None)


def round_like(round_: Round) -> Round:
    """A round with another's rubric, quotas and rules, and no name, place or window yet."""
    return Round(
        criteria=[Criterion(**{c: getattr(line, c) for c in CRITERION_COPIED}) for line in round_.criteria],
        quotas=[Quota(kind=q.kind, key=q.key, least=q.least, most=q.most) for q in round_.quotas],
        **{column: getattr(round_, column) for column in ROUND_COPIED},
    )


def _add(contest: Contest, codes: list[RejectionCode]) -> None:
    unfit = first_unfit(
        {column: getattr(contest, column) for column in ("slug", "receipt_prefix", "year", "title")}
    )
    if unfit is not None:
        raise ValueUnfit(field=unfit[0], why=unfit[1])
    if contest.closes_at <= contest.opens_at:
        raise CalendarBackwards
    if contest_by_slug(contest.slug) is not None:
        raise SlugTaken(slug=contest.slug)
    db.session.add(contest)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise SlugTaken(slug=contest.slug) from error
    for position, code in enumerate(codes, start=1):
        code.contest_id, code.position = contest.id, position
    db.session.add_all(codes)
    db.session.flush()

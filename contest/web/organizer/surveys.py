"""Entries from a survey form: its sheet comes in, and goes on as a bundle whose columns are named first."""

from typing import Any

from contest.authors.models import BundleKind
from contest.authors.service import add_files, begin_bundle, put_sheet, read_sheet
from contest.charter.models import Contest
from contest.db import transaction
from contest.errors import Refusal
from contest.errors.bundles import ListMissing
from contest.people.models import RoleKind
from contest.plumbing import clock
from contest.plumbing.clock import now
from contest.web.bodies import takes_up_to
from contest.web.guards import open_to
from contest.web.organizer import bp
from contest.web.organizer.bundle_forms import SurveyForm, kept_upload, kept_uploads
from contest.web.organizer.bundles import lay
from contest.web.organizer.view import show
from contest.web.refusals import said
from contest.web.sessions import visitor


@bp.get("/<slug>/surveys/new")
@open_to(RoleKind.SECRETARY)
def new_survey(contest: Contest) -> str:
    """Which sheet, and how its answers count as sent."""
    return show("organizer/survey_new.html", contest, form=SurveyForm.blank())


@bp.post("/<slug>/surveys/new")
@takes_up_to("BUNDLE_MB")
@open_to(RoleKind.SECRETARY)
def create_survey(contest: Contest) -> Any:
    """Keep and read the sheet; nothing is registered before its columns are named and its rows looked through."""
    form, at = SurveyForm.blank(), now()
    try:
        sheet, files = kept_upload("sheet"), kept_uploads("files")
        if sheet is None or not form.validate_on_submit():
            raise ListMissing
        read = read_sheet(sheet[0], name=sheet[1])
    except Refusal as refusal:
        form.sheet.errors = [said(refusal)]
        return show("organizer/survey_new.html", contest, form=form), refusal.status
    today = clock.local(at, contest.zone).date()
    with transaction():
        bundle = begin_bundle(
            contest=contest,
            kind=BundleKind.SURVEY,
            unit="",
            channel=form.way(),
            sent_on=today,
            received_on=today,
            actor=visitor().actor,
            at=at,
        )
        add_files(bundle=bundle, files=files, at=at)
        put_sheet(bundle=bundle, sheet=read, at=at)
    return lay(contest, bundle, None)

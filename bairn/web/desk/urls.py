"""The addresses of the desk: opaque ids and codes, never a name, a reference or a question.

Their names are fixed in docs/first-way.md. Signing in has a map of its own (`account_urls`), since
allauth looks for its names without a namespace.
"""

from django.urls import URLPattern, path

from bairn.web.desk import (
    case_urls,
    my_day,
    officer,
    purpose,
    queue,
    report,
    report_adding,
    report_case,
    report_open,
    report_triage,
    views,
)
from bairn.web.desk.digests import urls as digests
from bairn.web.desk.disclosure import urls as disclosure
from bairn.web.desk.exhibits import urls as exhibits
from bairn.web.desk.files import urls as files
from bairn.web.desk.imports import urls as imports
from bairn.web.desk.interviews import urls as interviews
from bairn.web.desk.kits import urls as kits
from bairn.web.desk.links import urls as links
from bairn.web.desk.nonrecent import urls as nonrecent
from bairn.web.desk.packs import urls as packs
from bairn.web.desk.preservation import urls as preservation
from bairn.web.desk.proof import urls as proof
from bairn.web.desk.series import urls as series
from bairn.web.desk.supervision import urls as supervision
from bairn.web.desk.vigilance import urls as vigilance

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", my_day.my_day, name="my_day"),
    path("purpose/", purpose.purpose, name="purpose"),
    path("officer/", officer.officer, name="officer"),
    path("queue/", queue.queue, name="queue"),
    path("queue/views/", views.views, name="views"),
    path("reports/<uuid:report_id>/", report.report, name="report"),
    path("reports/<uuid:report_id>/open/", report_open.open_sealed, name="report_open"),
    path("reports/<uuid:report_id>/triage/", report_triage.triage, name="report_triage"),
    path("reports/<uuid:report_id>/answer/", report.answer, name="report_answer"),
    path("reports/<uuid:report_id>/case/", report_case.report_case, name="report_case"),
    path("reports/<uuid:report_id>/join/", report_adding.join, name="report_join"),
    path("reports/<uuid:report_id>/police/", report_adding.police, name="report_police"),
    *case_urls.urlpatterns,
    *packs.urlpatterns,
    *interviews.urlpatterns,
    *proof.urlpatterns,
    *supervision.urlpatterns,
    *vigilance.urlpatterns,
    *digests.urlpatterns,
    *disclosure.urlpatterns,
    *exhibits.urlpatterns,
    *files.urlpatterns,
    *kits.urlpatterns,
    *preservation.urlpatterns,
    *links.urlpatterns,
    *imports.urlpatterns,
    *series.urlpatterns,
    *nonrecent.urlpatterns,
]

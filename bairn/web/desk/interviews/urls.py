"""The addresses of interviews."""

from django.urls import URLPattern, path

from bairn.web.desk.interviews import hold, one, plan, sealed, tab, told

_CASE = "cases/<uuid:case_id>/interviews/"
_ONE = f"{_CASE}<uuid:interview_id>/"

urlpatterns: list[URLPattern] = [
    path(_CASE, tab.interviews, name="interviews"),
    path(f"{_CASE}plan/", plan.plan, name="interviews_plan"),
    path(f"{_CASE}questioned/", told.questioned, name="interviews_questioned"),
    path(f"{_CASE}account/", told.account, name="interviews_account"),
    path(f"{_CASE}words/", sealed.opened, name="interviews_words"),
    path(_ONE, one.one, name="interviews_one"),
    path(f"{_ONE}hold/", hold.hold, name="interviews_hold"),
]

"""The addresses of vigilance."""

from django.urls import URLPattern, path

from bairn.web.desk.vigilance import boards, signal

urlpatterns: list[URLPattern] = [
    path("neglect/", boards.board, name="vigilance"),
    path("neglect/signals/", boards.signals, name="vigilance_signals"),
    path("neglect/signals/<uuid:signal_id>/", signal.signal, name="vigilance_signal"),
    path("neglect/overseers/", boards.overseers, name="overseers"),
    path("cases/<uuid:case_id>/signals/", signal.of_case, name="vigilance_case"),
]

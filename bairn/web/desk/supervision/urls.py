"""The addresses of supervision."""

from django.urls import URLPattern, path

from bairn.web.desk.supervision import handover, offering, promises, reviews, tab

_CASE = "cases/<uuid:case_id>/supervision/"

urlpatterns: list[URLPattern] = [
    path("reviews/", reviews.reviews, name="reviews"),
    path("hand-overs/", offering.handovers, name="handovers"),
    path(_CASE, tab.tab, name="supervision"),
    path(f"{_CASE}review/", reviews.review, name="supervision_review"),
    path(f"{_CASE}words/", tab.read_words, name="supervision_words"),
    path(f"{_CASE}hand-over/", offering.offer, name="supervision_offer"),
    path(f"{_CASE}hand-over/<uuid:handover_id>/", handover.handover, name="handover"),
    path(f"{_CASE}promises/<uuid:promise_id>/", promises.promise, name="supervision_promise"),
    path(
        f"{_CASE}directions/<uuid:direction_id>/", reviews.direction, name="supervision_direction"
    ),
]

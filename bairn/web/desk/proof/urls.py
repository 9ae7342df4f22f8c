"""The addresses of proof."""

from django.urls import URLPattern, path

from bairn.web.desk.proof import advice, board, items, lists

urlpatterns: list[URLPattern] = [
    path("proof/", lists.lists, name="proof_lists"),
    path("cases/<uuid:case_id>/proof/", board.board, name="proof"),
    path("cases/<uuid:case_id>/proof/add/", items.add, name="proof_add"),
    path("cases/<uuid:case_id>/proof/advice/", advice.advice, name="proof_advice"),
    path("cases/<uuid:case_id>/proof/words/", items.read, name="proof_words"),
    path("cases/<uuid:case_id>/proof/items/<uuid:item_id>/", items.item, name="proof_item"),
]

"""What of old cases takes an id beside a case."""

from bairn.nonrecent import actions, queries

ROOMS = (actions, queries)
NOT_HERE = {"nonrecent.no_item", "nonrecent.no_kit"}
_ANSWER = {"question": "safety_now", "answer": "done"}
_END = {"outcome": "nothing_new", "reasons": ["all_checked"]}
SUB_IDS = {
    (actions.take, "item_id"): ("nonrecent_item", {}),
    (actions.give_back, "item_id"): ("nonrecent_item", {}),
    (actions.answer, "item_id"): ("nonrecent_item", _ANSWER),
    (actions.finish, "item_id"): ("nonrecent_item", _END),
    (actions.say_why_unsent, "kit_id"): ("nonrecent_unsent", {"reason": "not_tracked"}),
    (queries.item, "item_id"): ("nonrecent_item", {}),
}

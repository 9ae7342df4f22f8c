"""Which gate each address of proof stands behind; the first is what it cannot show without."""

from collections.abc import Mapping

WHO_MAY: Mapping[str, tuple[str, ...]] = {
    "desk:proof_lists": ("proof.wanted", "proof.advice_waiting"),
    "desk:proof": ("desk.case_proof", "proof.consider", "proof.drop", "journeys.ask_advice"),
    "desk:proof_add": ("desk.case_proof", "proof.put"),
    "desk:proof_item": ("desk.case_proof", "proof.change"),
    "desk:proof_words": ("words.read", "desk.case_proof"),
    "desk:proof_advice": ("desk.case_proof", "journeys.give_advice"),
}

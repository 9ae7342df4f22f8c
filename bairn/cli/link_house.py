"""`bairn link` without a file: everybody of the house compared at once."""

import django

from bairn.cli import showing


def link(*, as_json: bool) -> None:
    """Compare older records and cases; leads wait in the queues to be judged."""
    django.setup()
    from bairn.cli import starting  # noqa: PLC0415 - Django stands first
    from bairn.linkage import batching  # noqa: PLC0415 - the same

    call = starting.begin()
    with showing.progress("Comparing everybody") as progress:
        people, new = batching.run(
            actor=call.actor, at=call.at, step=lambda _what, done, total: progress(done, total)
        )
    if as_json:
        showing.line({"people": people, "new_leads": new})
        return
    showing.say(f"{people} people compared; {new} new leads wait to be judged.")

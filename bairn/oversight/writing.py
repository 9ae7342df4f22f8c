"""Writing to the record: one statement, inside the transaction of the act it tells of.

No NOTIFY here: PostgreSQL takes one lock for the whole database from NOTIFY until the commit is on
the disk, so the acts of all processes would queue behind each other. The sequencer polls instead.
"""

from collections.abc import Sequence

from django.db import connection

from bairn.oversight import entries as encoding
from bairn.oversight.terms import Entry

_WRITE = """
with given as (
    select entry, place from unnest(%s::bytea[]) with ordinality as one(entry, place)
), queued as (
    insert into oversight_pending (entry_id, entry)
    select (convert_from(entry, 'UTF8')::jsonb ->> 'id')::uuid, entry from given order by place
)
insert into oversight_entry
select searched.* from given, oversight_read(given.entry) as searched
"""


def write(entries: Sequence[Entry]) -> None:
    """Put these entries on the record, in their order, with the running transaction.

    Raises EntryFault before anything is written when one of them holds more than codes.
    """
    if not entries:
        return
    encoded = [encoding.encode(entry) for entry in entries]
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [encoded])

"""What is filled into the addresses of every door: the full house's own case and report."""

import uuid

from django.db import connection

from bairn.kernel import clock
from bairn.protocols import queries as protocols
from tests.house.full_digests import a_list, a_named_file
from tests.house.full_disclosure import addresses as of_court
from tests.house.full_evidence import addresses as of_exhibits
from tests.house.full_files import an_upload
from tests.house.full_house import FullHouse
from tests.house.full_interviews import an_interview
from tests.house.full_kits import a_kit
from tests.house.full_linkage import addresses as of_links
from tests.house.full_linkage import addresses_of_report as of_links_of_report
from tests.house.full_nonrecent import addresses as of_old_cases
from tests.house.full_preservation import a_request
from tests.house.full_proof import an_item
from tests.house.full_reading import a_file, a_viewing
from tests.house.full_records import addresses as of_records
from tests.house.full_series import addresses as of_series
from tests.house.full_supervision import addresses
from tests.house.full_vigilance import a_signal


def ids_of(house: FullHouse) -> dict[str, str]:
    """One of each kind of thing that an address names.

    Under `route.part` stands what one route needs another of, where the part means two things.
    """
    supervisor = house.own["supervisor"]
    exhibits = of_exhibits(supervisor, house.case)
    steps = protocols.steps_of_case(actor=supervisor, at=clock.now(), case_id=house.case)
    return {
        "case_id": str(house.case),
        "report_id": str(house.waiting),
        "step": steps[0].step,
        "entry_id": _entry_of(house.case),
        "pack_id": "cn-2023",
        "interview_id": str(an_interview(supervisor, house.case)),
        "request_id": str(a_request(supervisor, house.case)),
        "kit_id": str(a_kit(supervisor, house.case)),
        "upload_id": str(an_upload(supervisor, house.case)),
        "file_id": str(a_file(supervisor, house.case)),
        "viewing_id": str(a_viewing(supervisor, house.case)),
        "record": "0",
        "offer_id": exhibits["handover_id"],
        **exhibits,
        "item_id": str(an_item(supervisor, house.case)),
        **addresses(supervisor, house.case),
        **of_court(supervisor, house.case),
        **of_links(supervisor, house.case),
        **of_links_of_report(supervisor, house.waiting),
        **of_records(supervisor),
        **of_series(supervisor, house.case),
        **of_old_cases(supervisor, house.case),
        "named_id": str(a_named_file(supervisor, house.waiting)),
        "list_id": str(a_list(supervisor)),
        "signal_id": str(a_signal(supervisor, house.case)),
    }


def _entry_of(case: uuid.UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute("set role bairn_auditor")
        cursor.execute("select id from oversight_entry where case_id = %s limit 1", [case])
        found = str(cursor.fetchone()[0])
        cursor.execute("reset role")
        return found

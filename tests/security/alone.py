"""The whole house in a network of its own, with a way out that leads nowhere and is watched.

Run as root under `unshare --net` by test_no_packet_leaves.py; prints what it saw as one JSON line.
"""

import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path

from bairn.house import environment, postgres
from tests.house.test_whole_house import House, sign_in

OUT = "way-out"
_ETH_P_ALL = 3


def open_the_way_out() -> None:
    """An interface with a default route: whatever is sent to any address passes there."""
    for words in (
        "link set lo up",
        f"link add {OUT} type veth peer name nowhere",
        f"addr add 203.0.113.1/24 dev {OUT}",
        f"link set {OUT} up",
        "link set nowhere up",
        f"neigh add 203.0.113.2 lladdr 02:00:00:00:00:02 dev {OUT}",
        f"route add default via 203.0.113.2 dev {OUT}",
    ):
        subprocess.run(["ip", *words.split()], check=True)


class Watch(threading.Thread):
    """Keeps every IP packet that takes the way out: protocol and destination."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.seen: list[str] = []
        self.wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL))
        self.wire.bind((OUT, 0))

    def run(self) -> None:
        while True:
            frame = self.wire.recv(65535)
            (kind,) = struct.unpack("!H", frame[12:14])
            if kind == 0x0800:
                self.seen.append(f"{frame[23]} {socket.inet_ntoa(frame[30:34])}")
            elif kind == 0x86DD and frame[20] in {6, 17}:  # the kernel itself looks for neighbours
                self.seen.append(f"{frame[20]} {socket.inet_ntop(socket.AF_INET6, frame[38:54])}")


def live(house: House) -> dict[str, object]:
    """A day of the house: people, a report, every door, somebody signing in, an export."""
    (unit,) = house.bairn("unit", "add", "Children", "--agency", "Eastfield Police", "--json")
    (made,) = house.bairn(
        "staff", "add", "sam.reed", "--unit", unit["id"], "--role", "investigator",
        "--generate", "--json",
    )  # fmt: skip
    house.serve()
    pages = ("/", "/report/", "/report/form/", "/report/code/", "/desk/account/login/", "/health/")
    answers = {path: house.get(path)[0] for path in pages}
    for _ in range(100):  # on a machine that is busy with others a part may be late for a while
        if answers["/health/"] == 200:
            break
        threading.Event().wait(0.2)
        answers["/health/"] = house.get("/health/")[0]
    answers["/ispws/status"] = house.get("/ispws/status")[0]
    signed_in = sign_in(house, "sam.reed", made["password"])
    received = house.bairn("receive", "--json", str(house.folder / "bairn/demo/sample-report.xml"))
    house.bairn("record", "export", str(house.folder.parent / "copy"), "--json")
    return {"answers": answers, "signed_in": signed_in, "received": len(received)}


def noticed(watch: Watch) -> bool:
    """Whether a packet that does leave is seen at all."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stray:
        stray.sendto(b"x", ("198.51.100.9", 53))
    threading.Event().wait(0.5)
    return watch.seen[-1:] == ["17 198.51.100.9"]


def main(folder: Path) -> None:
    """Live in `folder`, say what left, and leave nothing behind."""
    open_the_way_out()
    watch = Watch()
    watch.start()
    shutil.copytree(
        environment.CHECKOUT / "bairn", folder / "bairn",
        ignore=shutil.ignore_patterns("__pycache__"),
    )  # fmt: skip
    house = House(folder.resolve())
    try:
        found = live(house)
        found["left"] = list(watch.seen)
        found["stopped_in"] = house.end()
        found["left_at_the_end"] = list(watch.seen)
        found["noticed"] = noticed(watch)
        print(json.dumps(found))
    finally:
        if house.serving and house.serving.poll() is None:
            os.killpg(house.serving.pid, signal.SIGKILL)
        postgres.stop(folder)
        shutil.rmtree(postgres.place(folder).base, ignore_errors=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

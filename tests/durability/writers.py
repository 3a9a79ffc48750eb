"""A process in which 8 writers draw on three shared maps until it is killed.

Run as `python -m tests.durability.writers DATA JOURNAL WRITERS SEED`, the store by the environment
as for the program itself. It first sends again what an earlier one left unanswered, checks all that
is kept, and prints what it found as one line of JSON; then it draws. With 0 writers it ends.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

from mapping import care_maps, people
from mapping.edit_log import save_edit
from mapping.edits import EditRefused
from mapping.policy import Reader
from mapping.service import Service, open_service
from mapping.settings import Settings
from mapping.store import StoreError
from mapping.store.maps import whole_map
from mapping.store.records import Records
from tests.durability.drawing import Drawer, Known
from tests.durability.journal import Journal
from tests.durability.kept import send_again, troubles

MAPS = 3


def main() -> None:
    data, journal, writers = Path(sys.argv[1]), Journal(Path(sys.argv[2])), int(sys.argv[3])
    service = open_service(Settings(data=data, demo=True))
    try:
        begin(service, journal)
        reader = reader_of(journal)
        sent_again, kept_before = send_again(service, reader, journal)
        found = list(troubles(service, journal))
        told = {
            "answered": len(journal.answers()),
            "sent_again": sent_again,
            "kept_before": kept_before,
            "troubles": found,
        }
        print(json.dumps(told), flush=True)
        if writers and not found:
            draw(service, journal, reader, writers, seed=int(sys.argv[4]))
    finally:
        service.close()


def begin(service: Service, journal: Journal) -> None:
    if journal.begun() is not None:
        return
    email = f"{os.urandom(8).hex()}@example.org"
    account = people.create_account(service, name="Nadia Hassan", email=email)
    reader = Reader(account_id=account, name="Nadia Hassan")
    maps = [care_maps.create(service, reader, owner_name="Ivy").document for _ in range(MAPS)]
    journal.begin(account, maps)


def reader_of(journal: Journal) -> Reader:
    begun = journal.begun()
    assert begun is not None
    account, maps = begun
    roles = {one.id: "editor" for one in maps}
    return Reader(account_id=account, name="Nadia Hassan", care_map_roles=roles)


def draw(service: Service, journal: Journal, reader: Reader, writers: int, *, seed: int) -> None:
    maps = [known(service, map_id) for map_id in reader.care_map_roles]

    def without_end(drawer: Drawer) -> None:
        while True:
            save_one(service, journal, reader, drawer)

    threads = [
        threading.Thread(target=without_end, args=(Drawer(maps, seed + number),), daemon=True)
        for number in range(writers)
    ]
    for thread in threads:
        thread.start()
    threads[0].join()


def known(service: Service, map_id: str) -> Known:
    care_map = service.read(lambda tx: whole_map(tx, Records(service.sealer, map_id)))
    assert care_map is not None
    return Known.of(care_map)


def save_one(service: Service, journal: Journal, reader: Reader, drawer: Drawer) -> None:
    """Send one edit, and again while nobody knows what became of it, as a page does."""
    care_map, edit = drawer.next_edit()
    journal.sending(edit)
    while True:
        try:
            answer = save_edit(service, reader, edit)
        except EditRefused:
            journal.refused(edit)
            return
        except StoreError:
            threading.Event().wait(0.2)
            continue
        journal.answered(answer)
        drawer.answered(care_map, answer)
        return


if __name__ == "__main__":
    main()

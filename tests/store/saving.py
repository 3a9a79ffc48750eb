"""A process in which 8 writers save one node after the other, for tests to kill.

Run as `python -m tests.store.saving FOLDER PREFIX`. Each line it prints names a pair of nodes that
was answered as saved.
"""

import itertools
import sys
import threading
from pathlib import Path

from mapping.store import Store, Transaction, open_store
from queries import load

QUERIES = Path(__file__).parent / "queries"


def save(door: Store, prefix: str) -> None:
    for number in itertools.count():
        name = f"{prefix}-{number}"

        def work(tx: Transaction, name: str = name) -> None:
            tx.run("plant", id=f"{name}-a", scope="m")
            tx.run("plant", id=f"{name}-b", scope="m")

        door.write(work)
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    store = open_store(Path(sys.argv[1]))
    store._queries = load(QUERIES)
    for writer in range(8):
        prefix = f"{sys.argv[2]}-{writer}"
        threading.Thread(target=save, args=(store, prefix), daemon=True).start()
    threading.Event().wait()

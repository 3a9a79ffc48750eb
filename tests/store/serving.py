"""A process that opens the embedded store on a folder and keeps it open, for tests to kill.

Run as `python -m tests.store.serving FOLDER`. It says whether it could, and ends when its standard
input does.
"""

import sys
from pathlib import Path

from mapping.store import StoreError, open_store


def main() -> None:
    try:
        store = open_store(Path(sys.argv[1]))
    except StoreError as error:
        print(f"{type(error).__name__}: {error}", flush=True)
        sys.exit(1)
    print("ready", flush=True)
    sys.stdin.read()
    store.close()


if __name__ == "__main__":
    main()

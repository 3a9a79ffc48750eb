"""Make the secrets that `docker-compose.yml` reads, once: `python3 -m scripts.make_secrets`.

They are in `secrets/`, a folder for its owner's eyes only; git ignores it. The files themselves may
be read by anyone who is let into the folder, so that the containers' own users can. Keep a copy of
`master_key` somewhere else: without it no name can be read again.
"""

import base64
import os
import secrets
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "secrets"


def make(folder: Path = FOLDER) -> None:
    """Write the secrets, and raise FileExistsError rather than write over any."""
    folder.mkdir(mode=0o700)
    password = secrets.token_urlsafe(32)
    master = base64.b64encode(secrets.token_bytes(32)).decode()
    texts = {
        "neo4j_password": password,
        "neo4j_auth": f"neo4j/{password}",
        "master_key": master,
    }
    for name, text in texts.items():
        descriptor = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        with os.fdopen(descriptor, "w") as file:
            file.write(text)


if __name__ == "__main__":
    try:
        make()
    except FileExistsError:
        sys.exit("There is a folder secrets/ already. Nothing was changed.")
    print("Made secrets/. Keep a copy of secrets/master_key somewhere else.")

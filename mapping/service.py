"""What every use case is given: store, sealer, anchors, releases, renderer. Nothing is global.

`open_service` puts one together from the settings; tests put together their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from mapping.counting import Counting
from mapping.memory import Memory
from mapping.renderer import Renderer
from mapping.settings import Settings
from mapping.store import Store, Transaction, open_store
from mapping.store.anchors import Anchors
from mapping.store.keys import KeyStore, KeyTrouble, master_key
from mapping.store.released import ReleasedServer
from mapping.store.sealing import Sealer

T = TypeVar("T")


@dataclass(frozen=True)
class Service:
    """Everything that a use case needs, passed in."""

    store: Store
    sealer: Sealer
    anchors: Anchors
    released: ReleasedServer
    released_graphs: ReleasedServer
    demo: bool = False
    memory: Memory = field(default_factory=Memory)
    counting: Counting = field(default_factory=Counting)
    renderer: Renderer = field(default_factory=Renderer)

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run a piece of work that changes nothing (see `Store.read`)."""
        return self.store.read(work)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run a piece of work with its audit entries, and note their anchors once it is kept."""
        kept: list[Transaction] = []

        def remembered(tx: Transaction) -> T:
            kept[:] = [tx]
            return work(tx)

        result = self.store.write(remembered)
        self.anchors.note(kept[0])
        return result

    @contextmanager
    def destroying(self, keys: Collection[str]) -> Iterator[None]:
        """Do some work, then destroy keys and forget all that was read (`KeyStore.destroying`)."""
        with self.sealer.keys.destroying(keys):
            yield
        self.memory.forget()

    def close(self) -> None:
        """Close the store, the server of releases, counting, the renderer and the files."""
        self.counting.close()
        self.renderer.close()
        self.released.close()
        self.released_graphs.close()
        self.store.close()
        self.sealer.keys.close()
        self.anchors.close()


def open_service(settings: Settings, *, join: bool = False) -> Service:
    """Open the store and the key store that the settings name.

    Parameters
    ----------
    settings
        Where the data is and which store to use.
    join
        Whether to join an embedded store that is already being served, as the command line does.

    Raises
    ------
    StoreError, KeyTrouble
        With a sentence that says what to do.
    """
    for folder in (settings.data, settings.keys_folder):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    master = master_key(settings.keys_folder, settings.master_key_text())
    keys = KeyStore(settings.keys_folder, master)
    try:
        store = open_store(
            settings.data,
            uri=settings.store,
            user=settings.store_user,
            password=settings.store_password_text() or "",
            join=join,
        )
    except BaseException:
        keys.close()
        raise
    service = Service(
        store,
        Sealer(keys, master),
        Anchors(settings.data),
        ReleasedServer(settings.releases_folder),
        ReleasedServer(settings.releases_folder, "graph"),
        demo=settings.demo,
    )
    if not _keys_fit(service):
        service.close()
        raise KeyTrouble(
            "The keys in this data folder are not those of this store, so names cannot be read. "
            "Put the file keys.sqlite3 back that belongs to it. Nothing was changed."
        )
    return service


def _keys_fit(service: Service) -> bool:
    """Whether the first account's name can be read, or was made unreadable on purpose."""
    first = service.read(lambda tx: tx.one("first_account"))
    return first is None or service.sealer.is_private(first["id"])

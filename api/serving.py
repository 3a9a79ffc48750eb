"""The web server, which ends open streams first when it is told to stop."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI


class Server(uvicorn.Server):
    """uvicorn's server; without this it would wait for pages that are never done listening."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the streams of every open page, then stop as usual."""
        app = self.config.app
        if isinstance(app, FastAPI):
            app.state.watch.end()
        await super().shutdown(sockets)

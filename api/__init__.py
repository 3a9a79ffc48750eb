"""The HTTP API and the pages it serves: no domain logic."""

from api.app import create_app, openapi_document

__all__ = ["create_app", "openapi_document"]

"""The control API under /sandbox: for the page and for tests, what Telegram itself would never offer."""

from sandbox.control.routes import add_routes

__all__ = ["add_routes"]

"""How the bot receives updates: long polling, and the webhook's settings."""

from typing import Any

from sandbox.calls import Call
from sandbox.errors import ApiError, bad
from sandbox.registry import method
from sandbox.updates import DEFAULT, KINDS


def _remember_allowed(call: Call) -> None:
    """An absent list keeps the previous choice, an empty one goes back to the default."""
    wanted = call.json("allowed_updates", list, "allowed_updates")
    if wanted is not None:
        known = frozenset(name for name in wanted if isinstance(name, str)) & KINDS
        call.world.updates.allowed = known or DEFAULT


@method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(call: Call) -> list[dict[str, Any]]:
    if call.world.webhook.url:
        raise ApiError(
            409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the "
            "webhook first"
        )  # fmt: skip
    _remember_allowed(call)
    limit = min(max(call.integer("limit", 100), 1), 100)
    timeout = min(max(call.number("timeout"), 0.0), 50.0)
    return await call.world.updates.poll(call.integer("offset"), limit, timeout)


@method("deleteWebhook", "drop_pending_updates")
async def delete_webhook(call: Call) -> bool:
    await call.world.webhook.remove()
    if call.flag("drop_pending_updates"):
        call.world.updates.clear()
    return True


@method(
    "setWebhook",
    "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
)
async def set_webhook(call: Call) -> bool:
    url, secret = call.text("url").strip(), call.text("secret_token")
    if not url:
        await call.world.webhook.remove()
        return True
    if not url.startswith(("https://", "http://")) or "://" not in url or len(url.split("://", 1)[1]) < 3:
        raise bad("bad webhook: invalid webhook URL specified")
    if len(secret) > 256 or not all(char.isascii() and (char.isalnum() or char in "_-") for char in secret):
        raise bad("secret token contains unallowed characters" if len(secret) <= 256 else "secret token is too long")
    _remember_allowed(call)
    call.world.updates.abort_poll("terminated by setWebhook request")
    if call.flag("drop_pending_updates"):
        call.world.updates.clear()
    connections = min(max(call.integer("max_connections", 40), 1), 100)
    await call.world.webhook.install(url, secret, connections, call.text("ip_address"))
    return True


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> dict[str, Any]:
    info = call.world.webhook.info()
    info["pending_update_count"] = len(call.world.updates.pending)
    if call.world.updates.allowed is not None:
        info["allowed_updates"] = sorted(call.world.updates.allowed)
    return info

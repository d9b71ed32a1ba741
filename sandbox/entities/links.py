"""What a link in formatted text may point to."""

import re

from sandbox.entities.text import Entity

_USER = re.compile(r"tg:(?://)?user\?id=(\d+)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE = {"http", "https", "ton", "tg", "tonsite", "ftp"}
_HOST = re.compile(r"[^\s/?#<>\"]+\.[^\s/?#<>\".]{2,}|localhost|\d+\.\d+\.\d+\.\d+|\[[0-9a-fA-F:]+\]")


def checked_url(raw: str) -> str | None:
    """The URL Telegram would keep, or None where it drops the link."""
    url = raw.strip()
    scheme = _SCHEME.match(url)
    if scheme is None or (scheme[1].lower() not in _SAFE and "." in scheme[1]):
        url, kind = "http://" + url, "http"
    else:
        kind = scheme[1].lower()
    if kind not in _SAFE:
        return None
    if kind in ("tg", "ton"):
        return url
    host = re.split(r"[/?#]", url.split("//", 1)[-1], maxsplit=1)[0].rsplit("@", 1)[-1]
    host = re.sub(r":\d+$", "", host)
    if not _HOST.fullmatch(host):
        return None
    return url if re.search(r"//[^/?#]+[/?#]", url) else url + "/"


def link_entity(url: str) -> Entity | None:
    mention = _USER.match(url.strip())
    if mention:
        user_id = int(mention[1])
        return {"type": "text_mention", "user": {"id": user_id, "is_bot": False, "first_name": ""}}
    kept = checked_url(url)
    return {"type": "text_link", "url": kept} if kept else None

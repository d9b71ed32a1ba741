"""Bot API requests over HTTP: parameters from the query, urlencoded, JSON and multipart bodies."""

import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from sandbox.calls import Upload
from sandbox.errors import ApiError, bad

LARGEST_UPLOAD = 50 << 20
_STRUCTURED_NAMES = (
    "reply_markup entities caption_entities reply_parameters link_preview_options media commands scope options prices "
    "allowed_updates message_ids reaction menu_button question_entities explanation_entities results "
    "provider_data suggested_tip_amounts permissions"
)
_STRUCTURED = frozenset(_STRUCTURED_NAMES.split())

Parsed = tuple[dict[str, Any], dict[str, Upload]]


async def read_request(request: web.Request) -> Parsed:
    params: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method == "POST" and request.can_read_body:
        kind = request.content_type
        if kind == "application/json":
            params.update(_json_body(await request.read()))
        elif kind == "multipart/form-data":
            await _multipart(request, params, uploads)
        else:
            params.update(parse_qsl((await request.read()).decode("utf-8", "replace"), keep_blank_values=True))
    for name in _STRUCTURED & params.keys():
        params[name] = _structured(params[name])
    return params, uploads


def _json_body(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body or b"{}")
    except ValueError:
        raise bad("can't parse request JSON object") from None
    if not isinstance(parsed, dict):
        raise bad("can't parse request: expected an Object")
    return {name: value for name, value in parsed.items() if value is not None}


def _structured(value: Any) -> Any:
    """JSON text to what it says, so that the log and the methods see one form; broken text stays for the method."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


async def _multipart(request: web.Request, params: dict[str, Any], uploads: dict[str, Upload]) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        data = bytes(await part.read())
        if part.filename is None:
            params[part.name] = data.decode("utf-8", "replace")
            continue
        if len(data) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        mime = part.headers.get("Content-Type", "application/octet-stream")
        uploads[part.name] = Upload(part.filename, mime, data)

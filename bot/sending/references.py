"""What an outbox row keeps of a file: a few words that name it, never its bytes."""

from collections.abc import Mapping
from typing import Any

from sales.attachments import Attachment, FileKind, MediaFile, PageFile, PageFormat, TextFile

KEY = "attachment"  # its place in a row's payload
SEND = {FileKind.PHOTO: "sendPhoto", FileKind.VIDEO: "sendVideo", FileKind.DOCUMENT: "sendDocument"}


def refer(attachment: Attachment) -> dict[str, Any]:
    """JSON-able, as far as a page's data is."""
    match attachment:
        case MediaFile():
            return {"path": attachment.path, "kind": attachment.kind.value}
        case PageFile():
            return {
                "page": attachment.page,
                "format": attachment.format.value,
                "name": attachment.name,
                "data": dict(attachment.data),
            }
        case TextFile():
            return {"name": attachment.name, "text": attachment.text}


def attachment_of(reference: Mapping[str, Any]) -> Attachment:
    """The way back. Raises KeyError or ValueError for what `refer` never wrote."""
    if "path" in reference:
        return MediaFile(path=reference["path"], kind=FileKind(reference["kind"]))
    if "page" in reference:
        return PageFile(
            page=reference["page"],
            format=PageFormat(reference["format"]),
            name=reference["name"],
            data=reference["data"],
        )
    return TextFile(name=reference["name"], text=reference["text"])

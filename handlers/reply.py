"""What a handler shows: a template by name with its values, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sales.attachments import Attachment

KEEP = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`template` None shows nothing new. `toast` names a template for the pressed button's notice (≤ 200 signs).

    `in_place`: change the message whose button was pressed, where there is one, instead of sending another.
    `expect`: what the person's next typed message means (None: nothing in particular, KEEP: as before); `remember`
    its data.
    `attachment`: a file shown above the words, which become its caption (1024 signs at most).
    `then`: further replies said after this one, each as a message of its own; only their template, params and
    attachment count.
    `reread`: the person changed in this very step (language, erasure): look again before answering.
    """

    template: str | None
    params: Mapping[str, Any] = field(default_factory=dict)
    in_place: bool = False
    toast: str | None = None
    toast_params: Mapping[str, Any] = field(default_factory=dict)
    alert: bool = False
    expect: str | None = None
    remember: Mapping[str, Any] | None = None
    attachment: Attachment | None = None
    then: tuple["Reply", ...] = ()
    reread: bool = False


def screen(
    template: str,
    /,
    *,
    expect: str | None = None,
    remember: Mapping[str, Any] | None = None,
    attachment: Attachment | None = None,
    then: tuple[Reply, ...] = (),
    **params: Any,
) -> Reply:
    """A step of a walk by buttons: changes the message in place, or comes as a new one after a typed command."""
    return Reply(
        template=template,
        params=params,
        in_place=True,
        expect=expect,
        remember=remember,
        attachment=attachment,
        then=then,
    )


def message(
    template: str,
    /,
    *,
    expect: str | None = None,
    remember: Mapping[str, Any] | None = None,
    attachment: Attachment | None = None,
    then: tuple[Reply, ...] = (),
    **params: Any,
) -> Reply:
    """Always a new message."""
    return Reply(template=template, params=params, expect=expect, remember=remember, attachment=attachment, then=then)


def notice(template: str, /, *, alert: bool = False, **params: Any) -> Reply:
    """Only a notice on the pressed button; what was awaited stays awaited."""
    return Reply(template=None, toast=template, toast_params=params, alert=alert, expect=KEEP)


NOTHING = Reply(template=None, expect=KEEP)

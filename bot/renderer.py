"""Sentences: templates/<lang>/<feature>/<key>.j2 and the buttons written beside them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from babel.core import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_currency
from babel.plural import PluralRule
from jinja2 import pass_context
from jinja2.runtime import Context

from bot.cutting import fit
from handlers.callbacks import ACTIONS
from sales.money import Money

TEMPLATES = Path(__file__).parent.parent / "templates"


class MissingTemplate(LookupError):
    """No such template in this language."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """`text` is Telegram HTML, not longer than Telegram takes; `reply_markup` as the Bot API takes it, or None."""

    text: str
    reply_markup: dict[str, Any] | None


@dataclass(slots=True)
class Keyboard:
    """Gathers buttons while a template renders. Inline and reply keyboards never meet in one message."""

    rows: list[list[dict[str, Any]]] = field(default_factory=list)
    reply_rows: list[list[dict[str, Any]]] = field(default_factory=list)
    removes: bool = False

    def add(self, rows: list[list[dict[str, Any]]], button: dict[str, Any], *, beside: bool) -> None:
        if beside and rows:
            rows[-1].append(button)
        else:
            rows.append([button])

    def markup(self) -> dict[str, Any] | None:
        if self.rows:
            return {"inline_keyboard": self.rows}
        if self.reply_rows:
            return {"keyboard": self.reply_rows, "resize_keyboard": True, "one_time_keyboard": True}
        return {"remove_keyboard": True} if self.removes else None


class Renderer:
    """StrictUndefined: a missing value is an error, never a blank. Autoescape: a value is never markup."""

    def __init__(self, directory: Path = TEMPLATES, *, languages: tuple[str, ...] = ("ru", "en")) -> None:
        self.languages = languages
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(directory),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )
        self.environment.globals.update(
            button=_button,
            url_button=_url_button,
            copy_button=_copy_button,
            contact_button=_contact_button,
            reply_button=_reply_button,
            remove_keyboard=_remove_keyboard,
        )
        self.environment.filters.update(
            money=_money, day=_day, month=_month, moment=_moment, plural=_plural, ago=_ago, one_line=_one_line
        )

    def render(self, language: str, template: str, params: Mapping[str, Any]) -> Rendered:
        """Raises MissingTemplate, or jinja2.TemplateError for a missing value."""
        language = language if language in self.languages else self.languages[0]
        keyboard = Keyboard()
        try:
            compiled = self.environment.get_template(f"{language}/{template}.j2")
        except jinja2.TemplateNotFound as error:
            raise MissingTemplate(f"templates/{language}/{template}.j2") from error
        text = compiled.render(params, _keyboard=keyboard, _language=language)
        return Rendered(fit(_tidy(text)), keyboard.markup())

    def plain(self, language: str, template: str, params: Mapping[str, Any]) -> str:
        """For toasts and command descriptions, where Telegram takes no markup."""
        return unescape(self.render(language, template, params).text)


def _tidy(text: str) -> str:
    """Buttons and blocks leave blank lines behind: at most one stays, none at the ends."""
    lines: list[str] = []
    for line in map(str.rstrip, text.split("\n")):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()


@pass_context
def _button(context: Context, label: str, action: str, beside: bool = False, **fields: Any) -> str:
    keyboard: Keyboard = context["_keyboard"]
    keyboard.add(
        keyboard.rows, {"text": _label(label), "callback_data": ACTIONS[action](**fields).pack()}, beside=beside
    )
    return ""


@pass_context
def _url_button(context: Context, label: str, url: str, beside: bool = False) -> str:
    keyboard: Keyboard = context["_keyboard"]
    keyboard.add(keyboard.rows, {"text": _label(label), "url": str(url)}, beside=beside)
    return ""


@pass_context
def _copy_button(context: Context, label: str, text: str, beside: bool = False) -> str:
    keyboard: Keyboard = context["_keyboard"]
    keyboard.add(keyboard.rows, {"text": _label(label), "copy_text": {"text": str(text)}}, beside=beside)
    return ""


@pass_context
def _contact_button(context: Context, label: str) -> str:
    keyboard: Keyboard = context["_keyboard"]
    keyboard.add(keyboard.reply_rows, {"text": _label(label), "request_contact": True}, beside=False)
    return ""


@pass_context
def _reply_button(context: Context, label: str) -> str:
    keyboard: Keyboard = context["_keyboard"]
    keyboard.add(keyboard.reply_rows, {"text": _label(label)}, beside=False)
    return ""


@pass_context
def _remove_keyboard(context: Context) -> str:
    context["_keyboard"].removes = True
    return ""


def _label(label: str) -> str:
    """Buttons take no markup: only what the template itself escaped is turned back."""
    return unescape(str(label)) if hasattr(label, "__html__") else str(label)


@lru_cache(maxsize=1024)
def _format_money(amount: int, currency: str, language: str) -> str:
    whole = amount % 100 == 0
    text = format_currency(
        amount / 100,
        currency,
        locale=language,
        format="#,##0 ¤" if whole and language == "ru" else None,
        currency_digits=not whole,
    )
    return text.replace("\xa0", " ").removesuffix(".00") if whole else text.replace("\xa0", " ")


@pass_context
def _money(context: Context, value: Money | Mapping[str, Any]) -> str:
    """Money, or its stored form {"amount": minor units, "currency": code}, in the reader's language."""
    amount, currency = (
        (value.amount, value.currency) if isinstance(value, Money) else (value["amount"], value["currency"])
    )
    return _format_money(amount, currency, context["_language"])


def _as_datetime(value: datetime | str) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


@pass_context
def _day(context: Context, value: datetime | str, zone: str) -> str:
    return format_date(_as_datetime(value).astimezone(ZoneInfo(zone)), "d MMMM", locale=context["_language"])


@pass_context
def _month(context: Context, value: str) -> str:
    """The month and year of an ISO date."""
    return format_date(date.fromisoformat(value), "LLLL y", locale=context["_language"])


@pass_context
def _moment(context: Context, value: datetime | str, zone: str) -> str:
    return format_datetime(_as_datetime(value), "d MMMM, HH:mm", tzinfo=ZoneInfo(zone), locale=context["_language"])


@pass_context
def _ago(context: Context, seconds: float) -> str:
    return format_timedelta(int(seconds), threshold=1.2, locale=context["_language"])


@lru_cache(maxsize=8)
def _plural_rule(language: str) -> PluralRule:
    return Locale.parse(language).plural_form


@pass_context
def _plural(context: Context, count: int, one: str, few: str, many: str | None = None) -> str:
    """`{{ n|plural("day", "days") }}`; Russian takes three forms: one, few, many."""
    form = _plural_rule(context["_language"])(count)
    return one if form == "one" else few if form == "few" or many is None else many


def _one_line(text: str, length: int = 120) -> str:
    flat = " ".join(str(text).split())
    return flat if len(flat) <= length else flat[: length - 1].rstrip() + "…"

// How times, money, sizes and names are written.

import { locale, t } from "/page/js/i18n.js";

export function clockTime(unix, seconds = false) {
  const options = { hour: "2-digit", minute: "2-digit", hour12: false };
  if (seconds) options.second = "2-digit";
  return new Date(unix * 1000).toLocaleTimeString(locale(), options);
}

export function clockDate(unix) {
  return new Date(unix * 1000).toLocaleDateString(locale(), { weekday: "short", day: "numeric", month: "short" });
}

export function dayKey(unix) {
  const date = new Date(unix * 1000);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** "Today", "Yesterday" or a date, seen from sandbox time `now`. */
export function dayName(unix, now) {
  if (dayKey(unix) === dayKey(now)) return t("today");
  if (dayKey(unix) === dayKey(now - 86400)) return t("yesterday");
  const sameYear = new Date(unix * 1000).getFullYear() === new Date(now * 1000).getFullYear();
  const options = { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) };
  return new Date(unix * 1000).toLocaleDateString(locale(), options);
}

/** A shift of the clock in its two largest units: "+7 дн 3 ч". */
export function shift(seconds) {
  const minutes = Math.round(Math.abs(seconds) / 60);
  const parts = [[Math.floor(minutes / 1440), "unit.day"], [Math.floor(minutes / 60) % 24, "unit.hour"], [minutes % 60, "unit.minute"]];
  const shown = parts.filter(([amount]) => amount > 0).slice(0, 2).map(([amount, unit]) => `${amount} ${t(unit)}`);
  return shown.length ? (seconds < 0 ? "−" : "+") + shown.join(" ") : "";
}

/** Integer minor units and a currency, as a person reads them. Stars have no minor units. */
export function money(amount, currency) {
  if (currency === "XTR") return `${amount.toLocaleString(locale())} ⭐`;
  const formatter = new Intl.NumberFormat(locale(), { style: "currency", currency });
  const digits = formatter.resolvedOptions().maximumFractionDigits;
  const value = amount / 10 ** digits;
  return new Intl.NumberFormat(locale(), { style: "currency", currency, minimumFractionDigits: Number.isInteger(value) ? 0 : digits }).format(value);
}

export function fileSize(bytes) {
  if (!bytes) return "";
  const units = ["byte", "kilobyte", "megabyte"];
  const power = Math.min(2, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return new Intl.NumberFormat(locale(), { style: "unit", unit: units[power], unitDisplay: "short", maximumFractionDigits: 1 }).format(value);
}

export function duration(seconds = 0) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

export function fullName(person) {
  return [person?.first_name, person?.last_name].filter(Boolean).join(" ") || person?.title || person?.username || "?";
}

export function cut(text, length) {
  const line = String(text ?? "").replace(/\s+/g, " ").trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

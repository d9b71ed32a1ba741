// What a message carries besides text: pictures, files, voice, places, contacts, polls, invoices.

import { h } from "/page/js/dom.js";
import { icon } from "/page/js/icons.js";
import { plural, t } from "/page/js/i18n.js";
import { personAvatar } from "/page/js/avatar.js";
import { duration, fileSize, fullName, money } from "/page/js/format.js";

const MAX_SIDE = 320;

/** A node for the message's attachment, or null. `view` = {world, personId, act, votes}. */
export function renderMedia(message, view) {
  for (const [kind, render] of KINDS) if (message[kind]) return render(message[kind], view, message);
  return null;
}

function placeholder(name, label) {
  return h("span", { class: "media-placeholder" }, icon(name), h("span", {}, label));
}

// The box keeps the picture's proportions before it has loaded, so that nothing jumps.
function frame(width, height, className, ...children) {
  const side = Math.max(width || 4, height || 3);
  const scale = MAX_SIDE / side;
  const css = { "--w": `${Math.round((width || 4) * scale)}px`, "--ratio": `${width || 4} / ${height || 3}` };
  return h("div", { class: `media-frame ${className}`, css }, ...children);
}

function picture(view, fileId, label, fallback) {
  const image = h("img", { alt: label, decoding: "async" });
  const give = () => image.replaceWith(placeholder(fallback, label));
  image.addEventListener("error", give, { once: true });
  view.world.picture(fileId).then((url) => (url ? image.setAttribute("src", url) : give()));
  return image;
}

function spoilered(node, message) {
  if (message.has_media_spoiler) {
    node.classList.add("media-spoiler");
    node.addEventListener("click", () => node.classList.remove("media-spoiler"), { once: true });
  }
  return node;
}

function photo(sizes, view, message) {
  const best = sizes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  const open = h("a", { href: view.world.api.fileUrl(best.file_id), target: "_blank", rel: "noopener", "aria-label": t("media.photo") });
  open.append(picture(view, best.file_id, t("media.photo"), "image"));
  return spoilered(frame(best.width, best.height, "media-photo", open), message);
}

function moving(kind, labelKey) {
  return (file, view, message) => {
    const round = kind === "video_note";
    const side = file.length ?? 240;
    const poster = file.thumbnail ? picture(view, file.thumbnail.file_id, t(labelKey), "video") : h("span", { class: "media-placeholder", role: "img", "aria-label": t(labelKey) });
    const badge = h("span", { class: "media-badge" }, kind === "animation" ? "GIF" : duration(file.duration));
    const play = h("span", { class: "media-play" }, icon("play"));
    const box = frame(round ? side : file.width, round ? side : file.height, round ? "media-round" : "media-video", poster, play, badge);
    return spoilered(box, message);
  };
}

function voice(file) {
  // No sound is kept in the sandbox: the bars are drawn from the file's id, so each voice looks its own.
  const seed = [...(file.file_unique_id ?? file.file_id ?? "voice")].map((char) => char.codePointAt(0));
  const bars = Array.from({ length: 34 }, (_, i) => 15 + ((seed[i % seed.length] * (i + 7) * 31) % 80));
  const wave = h("span", { class: "voice-wave" }, bars.map((height) => h("i", { css: { height: `${height}%` } })));
  return h("div", { class: "media-voice", role: "img", "aria-label": `${t("media.voice")}, ${duration(file.duration)}` },
    h("span", { class: "media-disc" }, icon("play")), h("span", { class: "voice-body" }, wave, h("small", {}, duration(file.duration))));
}

function audio(file) {
  return h("div", { class: "media-file" }, h("span", { class: "media-disc" }, icon("play")),
    h("span", { class: "media-lines" }, h("b", {}, file.title ?? file.file_name ?? t("media.audio")), h("small", {}, [file.performer, duration(file.duration)].filter(Boolean).join(" · "))));
}

function documentFile(file, view, message) {
  if (message.animation) return null;
  const name = file.file_name ?? t("media.document");
  const link = { class: "media-file", href: view.world.api.fileUrl(file.file_id), download: name, "aria-label": t("media.download", { name }) };
  return h("a", link, h("span", { class: "media-disc" }, icon("file")), h("span", { class: "media-lines" }, h("b", {}, name), h("small", {}, fileSize(file.file_size) || file.mime_type || t("media.document"))));
}

function sticker(file, view) {
  const label = `${t("media.sticker")} ${file.emoji ?? ""}`.trim();
  return h("div", { class: "media-sticker", role: "img", "aria-label": label }, file.emoji ?? "🙂");
}

function location(place, view, message) {
  const label = message.venue ? [h("b", {}, message.venue.title), h("small", {}, message.venue.address)]
    : [h("b", {}, t("media.location")), h("small", {}, `${place.latitude.toFixed(4)}, ${place.longitude.toFixed(4)}`)];
  return h("div", { class: "media-location" }, h("div", { class: "media-map" }, icon("location", "icon map-pin")), h("span", { class: "media-lines" }, label));
}

function contact(card) {
  const person = { id: card.user_id ?? 0, ...card };
  return h("div", { class: "media-contact" }, personAvatar(person, "m"), h("span", { class: "media-lines" }, h("b", {}, fullName(card)), h("small", {}, card.phone_number)));
}

function dice(roll) {
  return h("div", { class: "media-dice", role: "img", "aria-label": t("media.dice", { n: roll.value }) }, h("span", {}, roll.emoji ?? "🎲"), h("small", {}, String(roll.value)));
}

function poll(data, view, message) {
  const total = data.total_voter_count ?? 0;
  const mine = view.votes.get(message.message_id);
  const open = message.from_bot && !data.is_closed && !mine;
  const option = (choice, index) => {
    const share = total ? Math.round((100 * (choice.voter_count ?? 0)) / total) : 0;
    const chosen = mine?.includes(index) ? " chosen" : "";
    if (open) return h("button", { class: "poll-option", type: "button", onclick: () => view.act.vote(message, index) }, h("span", { class: "poll-mark" }), h("span", { class: "poll-text" }, choice.text));
    return h("div", { class: `poll-option done${chosen}`, css: { "--share": `${share}%` } }, h("span", { class: "poll-share" }, `${share}%`), h("span", { class: "poll-text" }, choice.text));
  };
  const kind = data.is_closed ? t("media.closed") : data.type === "quiz" ? t("media.quiz") : t("media.anonymous");
  return h("div", { class: "media-poll" }, h("b", {}, data.question), h("small", {}, kind), data.options.map(option), h("small", { class: "poll-total" }, plural("votes", total)));
}

function invoice(bill, view, message) {
  const amount = money(bill.total_amount, bill.currency);
  const hasKeyboard = message.reply_markup?.inline_keyboard?.length;
  return h("div", { class: "media-invoice" }, h("span", { class: "invoice-top" }, icon("card"), h("b", {}, bill.title)), h("p", {}, bill.description),
    h("span", { class: "invoice-sum" }, amount),
    hasKeyboard ? null : h("button", { class: "button primary", type: "button", "data-pay": true, onclick: () => view.act.pay(message) }, t("pay", { amount })));
}

const KINDS = [
  ["animation", moving("animation", "media.animation")], ["photo", photo], ["video", moving("video", "media.video")],
  ["video_note", moving("video_note", "media.video_note")], ["voice", voice], ["audio", audio], ["document", documentFile],
  ["sticker", sticker], ["location", location], ["contact", contact], ["dice", dice], ["poll", poll], ["invoice", invoice],
];

/** One line about the attachment, for quotes, pins and screen readers. */
export function mediaLabel(message) {
  const found = KINDS.find(([kind]) => message[kind]);
  if (!found) return "";
  if (found[0] === "dice") return message.dice.emoji;
  if (found[0] === "poll") return message.poll.question;
  if (found[0] === "invoice") return message.invoice.title;
  if (found[0] === "sticker") return `${message.sticker.emoji ?? ""} ${t("media.sticker")}`.trim();
  return message.caption ? message.caption : t(`media.${found[0]}`);
}

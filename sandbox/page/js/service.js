// Grey lines in the middle of a chat: joined, paid, pinned, topic created.

import { t } from "/page/js/i18n.js";
import { cut, fullName, money } from "/page/js/format.js";
import { mediaLabel } from "/page/js/media.js";

/** What a message says in one line of plain text. */
export function summary(message, length = 80) {
  return cut(message.text ?? (mediaLabel(message) || serviceText(message) || t("media.unknown")), length);
}

/** The service line of a message, or null when it is an ordinary message. */
export function serviceText(message) {
  for (const [field, sentence] of SERVICES) if (message[field] !== undefined && message[field] !== null) return sentence(message[field], message);
  return null;
}

const names = (people) => people.map(fullName).join(", ");

const SERVICES = [
  ["successful_payment", (paid) => t("service.paid", { amount: money(paid.total_amount, paid.currency) })],
  ["refunded_payment", (paid) => t("service.refunded", { amount: money(paid.total_amount, paid.currency) })],
  ["new_chat_members", (people) => t("service.joined", { name: names(people) })],
  ["left_chat_member", (person) => t("service.left", { name: fullName(person) })],
  ["forum_topic_created", (topic) => t("service.topic", { name: topic.name })],
  ["forum_topic_edited", (topic) => t("service.topic.edited", { name: topic.name ?? "" })],
  ["forum_topic_closed", () => t("service.topic.closed")],
  ["forum_topic_reopened", () => t("service.topic.reopened")],
  ["pinned_message", (pinned) => t("service.pinned", { text: summary(pinned, 40) })],
  ["migrate_to_chat_id", () => t("service.migrated")],
  ["migrate_from_chat_id", () => t("service.migrated")],
  ["group_chat_created", () => t("service.created")],
  ["supergroup_chat_created", () => t("service.created")],
  ["new_chat_title", (name) => t("service.title", { name })],
  ["write_access_allowed", () => t("service.access")],
];

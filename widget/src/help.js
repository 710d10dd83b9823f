import { h, unseen } from "./dom.js";

const WEB = /^https?:\/\//i;

/**
 * The dated copy inside this file, in the shape the server uses.
 * @param {string | null} country
 * @param {Language} language
 * @returns {Helplines}
 */
export function builtIn(country, language) {
  const found = country && HELPLINES.countries[country];
  if (!found) return HELPLINES.worldwide[language];
  const words = HELPLINES.words[language];
  const languages = new Intl.DisplayNames(language, { type: "language" });
  return {
    type: "helplines",
    country,
    language,
    services: found.numbers.map(([kind, via, to, spoken]) => ({
      name: words.kinds[kind],
      for: spoken.replace(/\w+/g, (code) => languages.of(code) ?? code),
      channels: [{ via, via_text: words.via[via], to }],
      checked_text: words.checked,
    })),
    emergency: found.emergency.map(([number, use]) => ({ number, use, label: words.uses[use] })),
    warnings: [],
  };
}

/** Countries of the built-in copy, by name. @param {Language} language @returns {[string, string][]} */
export function countries(language) {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const named = Object.keys(HELPLINES.countries).map((code) => /** @type {[string, string]} */ ([code, names.of(code) ?? code]));
  return named.sort((a, b) => a[1].localeCompare(b[1], language));
}

/** @param {string} number */
export function digits(number) {
  return number.replace(/[^\d+]/g, "");
}

/**
 * Whether a text is a number or an address of these services.
 * @param {Helplines[]} known
 * @param {string} text
 */
export function isHelp(known, text) {
  const address = text.replace(/[/.,!?]+$/, "");
  const number = digits(text);
  return known.some((message) =>
    message.services.some((service) =>
      service.channels.some(({ to, dial }) =>
        WEB.test(to) ? to.includes(address) : to === text || (number.length > 2 && (dial ?? digits(to)) === number),
      ),
    ),
  );
}

/**
 * Emergency numbers and one card a service.
 * @param {Helplines} message
 * @param {Texts} texts
 */
export function helpCards(message, texts) {
  return h(
    "div",
    { class: "help", lang: message.language },
    message.emergency.length > 0 && emergency(message, texts),
    ...message.warnings.map((warning) => h("p", { class: "note" }, warning)),
    h("ul", { class: "cards" }, ...message.services.map((service) => h("li", { class: "card" }, ...card(service, texts)))),
  );
}

/** @param {Helplines} message @param {Texts} texts */
function emergency(message, texts) {
  const numbers = message.emergency.map(({ number, use, label }) => {
    const href = `${use === "deaf_sms" ? "sms" : "tel"}:${digits(number)}`;
    return h("li", {}, h("a", { class: "call urgent", href }, h("b", {}, number), ` ${label}`));
  });
  return h("div", { class: "emergency" }, h("p", {}, texts.in_danger), h("ul", {}, ...numbers));
}

/** @param {Service} service @param {Texts} texts */
function card(service, texts) {
  const facts = [service.free && texts.free, service.anonymous && texts.anonymous].filter(Boolean);
  const small = [service.hours_text, facts.join(", "), service.checked_text].filter(Boolean);
  return [
    service.kind_text && h("p", { class: "kind" }, service.kind_text),
    h("p", { class: "name" }, service.name),
    service.state_text && h("p", { class: `state ${service.open_now ? "is-open" : ""}` }, service.state_text),
    service.for && h("p", {}, service.for),
    service.warning && h("p", { class: "note" }, service.warning),
    h("ul", { class: "ways" }, ...service.channels.map((channel, index) => way(channel, index === 0, texts))),
    service.what_happens && h("details", {}, h("summary", {}, texts.what_happens), h("p", {}, service.what_happens)),
    ...small.map((text) => h("p", { class: "small" }, String(text))),
  ];
}

/** One way to reach a service. @param {Channel} channel @param {boolean} first @param {Texts} texts */
function way(channel, first, texts) {
  const href = link(channel);
  const web = WEB.test(href);
  const label = channel.via === "phone" ? texts.call : channel.via_text;
  const shown = web ? new URL(href).hostname.replace(/^www\./, "") : channel.to;
  const attributes = { class: first ? "call" : "call other", href, ...(web && { target: "_blank", rel: "noopener noreferrer" }) };
  return h(
    "li",
    {},
    h("a", attributes, `${label} `, h("b", {}, shown), web && unseen(` ${texts.new_tab}`)),
    channel.note && h("p", { class: "small" }, channel.note),
  );
}

/** @param {Channel} channel */
function link({ via, to, dial }) {
  if (WEB.test(to)) return to;
  if (via === "email") return `mailto:${to}`;
  if (via === "whatsapp") return `https://wa.me/${digits(dial ?? to).replace("+", "")}`;
  return `${via === "sms" ? "sms" : "tel"}:${digits(dial ?? to)}`;
}

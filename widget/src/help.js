import { button, h, unseen } from "./dom.js";

const WEB = /^https?:\/\//i;
const FRESH = 15 * 60_000;

/**
 * The dated copy inside this file, in the shape the server uses.
 * @param {string} country
 * @param {Language} language
 * @returns {Helplines}
 */
export function builtIn(country, language) {
  const known = HELPLINES.countries[country];
  const [emergency, numbers] = known ?? HELPLINES.worldwide;
  const words = HELPLINES.words[language];
  return {
    type: "helplines",
    country,
    language,
    services: numbers.map(([to, spoken = "", kind = "child_helpline", via = "phone"]) => ({
      name: words.kinds[kind] ?? kind,
      for: words.about[kind],
      languages: spoken.match(/\w+/g) ?? [],
      channels: [{ via, via_text: words.via[via], to }],
      checked_text: words.checked,
    })),
    emergency: emergency.map(([number, use = "all"]) => ({ number, use, label: words.uses[use] })),
    warnings: known ? [] : words.warnings,
  };
}

/** @param {"language" | "region"} type @param {string} code @param {Language} language */
export function nameOf(type, code, language) {
  return new Intl.DisplayNames(language, { type }).of(code) ?? code;
}

/** Countries of the built-in copy, by name. @param {Language} language @returns {[string, string][]} */
export function countries(language) {
  const named = Object.keys(HELPLINES.countries).map((code) => /** @type {[string, string]} */ ([code, nameOf("region", code, language)]));
  return named.sort((a, b) => a[1].localeCompare(b[1], language));
}

/** The country of the device's time zone, where the browser knows: proposed, never taken for granted. */
export function countryOfTimeZone() {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return Object.keys(HELPLINES.countries).find((region) => new Intl.Locale("und", { region }).getTimeZones?.()?.includes(timeZone));
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
 * @param {Around} around
 */
export function helpCards(message, around) {
  message.until ??= Date.now() + FRESH;
  return h(
    "div.help",
    { lang: message.language },
    message.emergency.length > 0 && emergency(message, around.texts),
    ...message.warnings.map((warning) => h("p.note", {}, warning)),
    h("ul.cards", {}, ...message.services.map((service) => h("li.card", {}, ...card(service, message, around)))),
  );
}

/** @param {Helplines} message @param {Texts} texts */
function emergency(message, texts) {
  const numbers = message.emergency.map(({ number, use, label }) => {
    const href = `${use === "deaf_sms" ? "sms" : "tel"}:${digits(number)}`;
    return h("li", {}, h("a.call.urgent", { href }, h("b", {}, number), ` ${label}`));
  });
  return h("div.emergency", {}, h("p", {}, texts.in_danger), h("ul", {}, ...numbers));
}

/** @param {Service} service @param {Helplines} message @param {Around} around */
function card(service, message, around) {
  const { texts } = around;
  const spoken = service.languages?.map((code) => nameOf("language", code, message.language)).join(", ");
  const facts = [service.free && texts.free, service.cost, service.anonymous && texts.anonymous, spoken];
  const sources = service.sources?.map((address) => address.split("/")[2]);
  return [
    service.kind_text && h("p.kind", {}, service.kind_text),
    h("p.name", {}, service.name),
    state(service, message.until ?? 0),
    service.for && h("p", {}, service.for),
    service.warning && h("p.note", {}, service.warning),
    ...service.channels.map((channel, index) => way(channel, index === 0, around)),
    ...[service.hours_text, facts.filter(Boolean).join(" · "), service.anonymity_limits].map((text) => text && h("p.small", {}, text)),
    service.what_happens && more(texts.what_happens, service.what_happens),
    // Names, not links: a page that reports on a helpline may tell a child more than it should.
    sources ? more(service.checked_text, `${texts.sources} ${[...new Set(sources)].join(", ")}`) : h("p.small", {}, service.checked_text),
  ];
}

/** @param {string} title @param {string} text */
function more(title, text) {
  return h("details.small", {}, h("summary", {}, title), h("p", {}, text));
}

/** Open or closed; gone when it may have stopped being true. @param {Service} service @param {number} until */
function state({ state_text, open_now }, until) {
  const left = until - Date.now();
  if (!state_text || left < 0) return null;
  const shown = h(open_now ? "p.state.is-open" : "p.state", {}, state_text);
  setTimeout(() => shown.remove(), left);
  return shown;
}

/** One way to reach a service. @param {Channel} channel @param {boolean} first @param {Around} around */
function way(channel, first, around) {
  const { texts } = around;
  const href = link(channel);
  const web = WEB.test(href);
  const label = channel.via === "phone" ? texts.call : channel.via_text;
  const shown = web ? new URL(href).hostname.replace(/^www\./, "") : channel.to;
  const attributes = { class: first ? "call" : "call other", href, ...(web && { target: "_blank", rel: "noopener noreferrer" }) };
  const copy = () => navigator.clipboard.writeText(channel.to).then(() => around.say(texts.copied));
  return h(
    "div.way",
    {},
    h("a", attributes, `${label} `, h("b", {}, shown), web && unseen(` ${texts.new_tab}`)),
    !web && navigator.clipboard && button(texts.copy, copy, { "aria-label": `${texts.copy} ${channel.to}` }),
    channel.note && h("p.small", {}, channel.note),
  );
}

/** @param {Channel} channel */
function link({ via, to, dial }) {
  if (WEB.test(to)) return to;
  if (via === "email") return `mailto:${to}`;
  if (via === "whatsapp") return `https://wa.me/${digits(dial ?? to).replace("+", "")}`;
  return `${via === "sms" ? "sms" : "tel"}:${digits(dial ?? to)}`;
}

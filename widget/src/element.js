import { Chat } from "./chat.js";
import { button, firefly, h } from "./dom.js";
import { leave, leaveNoTrail, neutral, unblank, watchShift } from "./exit.js";
import { builtIn, countries, helpCards, isHelp } from "./help.js";
import { makeDecoy } from "./hide.js";
import { intro } from "./intro.js";
import { fetchHelplines } from "./server.js";
import { chooseInk, followTheme } from "./theme.js";
import { Writing } from "./writing.js";

const SCRIPT_ORIGIN = new URL(import.meta.url).origin;

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** `<luciole-chat>`: its attributes and events are in docs/embed.md. */
export class LucioleChat extends HTMLElement {
  static observedAttributes = ["lang", "country"];

  constructor() {
    super();
    /** @type {Settings} */
    this.settings = { server: SCRIPT_ORIGIN, language: "fr", country: null, style: "normal" };
    /** @type {Helplines | null} */
    this.loaded = null;
    this.stop = new AbortController();
    this.chat = new Chat(this);
    this.writing = new Writing((text) => this.chat.write(text));
    this.decoy = makeDecoy(() => this.texts);

    this.launcher = button("", () => this.open(), { class: "launcher", "aria-controls": "panel", "aria-expanded": "false" });
    this.closed = h("div", { class: "closed" });
    this.heading = h("h2", { tabindex: -1 });
    this.menuButton = button("", () => this.toggleMenu(), { "aria-controls": "menu" });
    this.header = h("div", { class: "head" });
    this.menu = h("div", { class: "menu", id: "menu", hidden: true });
    this.intro = h("div", { class: "intro" });
    this.scroller = h("div", { class: "scroller", tabindex: 0, role: "region" }, this.intro, this.chat.view);
    this.page = h("div", { class: "scroller page", tabindex: -1, role: "region", "aria-labelledby": "title", hidden: true });
    this.panel = h("div", { class: "panel", id: "panel", hidden: true }, this.header, this.menu, this.scroller, this.page, this.writing.form);
    this.status = h("div", { role: "status", class: "unseen" });
    this.layer = h("div", { class: "layer", role: "region" }, this.closed, this.panel, this.status, this.decoy.dialog);

    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.layer);
  }

  connectedCallback() {
    const { settings } = this;
    const lang = this.getAttribute("lang") || document.documentElement.lang || navigator.language;
    settings.language = lang.toLowerCase().startsWith("en") ? "en" : "fr";
    settings.country = this.getAttribute("country")?.toUpperCase() || null;
    settings.server = this.getAttribute("server")?.replace(/\/$/, "") ?? SCRIPT_ORIGIN;
    settings.style = this.getAttribute("words") === "simple" ? "simple" : "normal";
    this.write();
    this.watch();
    this.loadHelplines();
    if (this.isPage) this.closed.hidden = true;
    // In the next frame, so that no single task keeps a cheap phone busy for long.
    requestAnimationFrame(() => this.place());
    if (this.isPage || this.hasAttribute("open")) this.open(false);
  }

  disconnectedCallback() {
    this.erase();
    this.stop.abort();
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (!this.isConnected || before === value) return;
    if (name === "country") this.setCountry(value);
    else if (value === "fr" || value === "en") this.setLanguage(value);
  }

  get isPage() {
    return this.getAttribute("mode") === "page";
  }

  get texts() {
    return TEXTS[this.settings.language];
  }

  /** The best that is at hand right now. @returns {Helplines} */
  get helplines() {
    return this.loaded ?? builtIn(this.settings.country, this.settings.language);
  }

  // What is on the screen

  /** Above everything of the host page, cookie bars included, where the browser can do that. */
  place() {
    if (!this.isConnected) return;
    if (!this.isPage) {
      this.layer.popover = "manual";
      this.layer.showPopover?.();
    }
    chooseInk(this.layer, this.header);
  }

  /** Every word that depends on the language. */
  write() {
    const { texts, settings } = this;
    this.layer.lang = settings.language;
    this.layer.setAttribute("aria-label", texts.region);
    this.launcher.replaceChildren(firefly(), texts.launcher);
    this.closed.replaceChildren(this.launcher, this.exitButton());
    if (!this.panel.hidden) this.writePanel();
  }

  /** Not before it is opened: a cheap phone has enough to do while a page loads. */
  writePanel() {
    const { texts, settings } = this;
    const other = settings.language === "fr" ? "en" : "fr";
    const focused = /** @type {HTMLElement | null} */ (this.shadowRoot?.activeElement);
    this.heading.replaceChildren(h("slot", { name: "name" }, texts.name));
    this.menuButton.replaceChildren(texts.menu);
    this.header.replaceChildren(
      h(
        "div",
        { class: "bar" },
        h("slot", { name: "logo" }, firefly()),
        this.heading,
        this.exitButton(),
        !this.isPage && button("×", () => this.close(), { class: "close", "aria-label": texts.close }),
      ),
      h(
        "div",
        { class: "bar tabs" },
        button(texts.help, () => this.showHelp()),
        button(texts.hide, () => this.hide()),
        button(TEXTS[other].language, () => this.chooseLanguage(other), { lang: other }),
        this.menuButton,
      ),
    );
    this.menu.replaceChildren(
      button(texts.simple, () => this.toggleSimple(), { "aria-pressed": String(settings.style === "simple") }),
      button(texts.erase, () => this.startAnew()),
      button(texts.about, () => this.showAbout()),
    );
    this.showMenu(false);
    this.scroller.setAttribute("aria-label", texts.conversation);
    intro(this.intro, texts, TOPICS[settings.language], (tapped) => this.chat.answer(tapped));
    this.writing.write(texts);
    if (!this.page.hidden) this.closePage();
    focused?.focus();
  }

  exitButton() {
    return button(this.texts.exit, () => this.exit(), { class: "exit" });
  }

  /** Tells screen readers. @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  open(focus = true) {
    this.panel.hidden = false;
    this.closed.hidden = true;
    this.writePanel();
    if (focus) this.heading.focus();
    this.dispatchEvent(new Event("luciole-open"));
  }

  close() {
    if (this.isPage) return;
    this.panel.hidden = true;
    this.closed.hidden = false;
    this.launcher.focus();
    this.dispatchEvent(new Event("luciole-close"));
  }

  /** @param {boolean} shown */
  showMenu(shown) {
    this.menu.hidden = !shown;
    this.menuButton.setAttribute("aria-expanded", String(shown));
  }

  toggleMenu() {
    const opens = this.menu.hidden;
    this.showMenu(opens);
    if (opens) this.menu.querySelector("button")?.focus();
    else this.menuButton.focus();
  }

  /** Something to read instead of the conversation. @param {string} title @param {...Node} content */
  openPage(title, ...content) {
    this.showMenu(false);
    const back = button(this.texts.back, () => this.closePage());
    this.page.replaceChildren(back, h("h3", { id: "title" }, title), ...content);
    this.page.hidden = false;
    this.scroller.hidden = this.writing.form.hidden = true;
    this.page.focus();
  }

  closePage() {
    this.page.hidden = true;
    this.page.replaceChildren();
    this.scroller.hidden = this.writing.form.hidden = false;
    this.scroller.focus();
  }

  // Help

  async loadHelplines() {
    const { server, country, language } = this.settings;
    this.loaded = null;
    if (!country) return;
    const found = await fetchHelplines(server, country, language).catch(() => null);
    if (country === this.settings.country && language === this.settings.language) this.loaded = found;
  }

  showHelp() {
    const { texts, settings } = this;
    const cards = h("div");
    const fill = () => cards.replaceChildren(helpCards(this.helplines, texts));
    const option = (/** @type {[string, string]} */ [code, name]) =>
      h("option", { value: code, selected: code === (settings.country ?? "") }, name);
    const choices = [["", texts.elsewhere], ...countries(settings.language)];
    const select = /** @type {HTMLSelectElement} */ (
      h("select", { id: "country", autocomplete: "off" }, ...choices.map(([code, name]) => option([code, name])))
    );
    select.addEventListener("change", () => this.setCountry(select.value, fill));
    fill();
    this.openPage(texts.help_title, h("label", { for: "country" }, texts.country), select, cards);
  }

  /** @param {string | null} country @param {() => void} [changed] called at once and when more is known */
  async setCountry(country, changed = () => {}) {
    this.settings.country = country?.toUpperCase() || null;
    const loading = this.loadHelplines();
    changed();
    await loading;
    changed();
  }

  showAbout() {
    const { texts, settings } = this;
    const href = `${settings.server}/privacy/${settings.language}`;
    const more = h("a", { class: "call other", href, target: "_blank", rel: "noopener noreferrer" }, `${texts.about_more} ${texts.new_tab}`);
    this.openPage(texts.about, ...texts.about_text.split("\n").map((line) => h("p", {}, line)), more);
  }

  // Choices

  /** @param {Language} language */
  setLanguage(language) {
    if (language === this.settings.language) return;
    this.settings.language = language;
    this.write();
    this.loadHelplines();
  }

  /** The person's choice: the last answer is said again in it. @param {Language} language */
  chooseLanguage(language) {
    const before = this.settings.language;
    this.setLanguage(language);
    this.heading.focus();
    if (this.chat.state) this.chat.tell({ payload: "/chat_change_language", language: before });
  }

  toggleSimple() {
    const simple = this.settings.style !== "simple";
    this.settings.style = simple ? "simple" : "normal";
    this.menu.querySelector("[aria-pressed]")?.setAttribute("aria-pressed", String(simple));
    if (this.chat.state) this.chat.tell({ payload: simple ? "/chat_simplify" : "/tap_normal_words" });
  }

  startAnew() {
    this.erase();
    this.write();
    this.say(this.texts.erased);
    this.heading.focus();
  }

  // Safety

  hide() {
    this.decoy.show();
    this.dispatchEvent(new Event("luciole-hide"));
  }

  exit() {
    const { language } = this.settings;
    const address = neutral(this.getAttribute(`exit-${language}`), `https://${language}.wikipedia.org/`);
    leave(address, () => this.erase());
    this.dispatchEvent(new Event("luciole-exit"));
  }

  /** Nothing of the conversation is left in the page. */
  erase() {
    this.chat.erase();
    this.writing.field.value = "";
    this.page.replaceChildren();
    this.decoy.reveal();
    this.say("");
  }

  watch() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    followTheme(this.layer, this.getAttribute("theme"), signal);
    if (this.getAttribute("shift-exit") !== "off") watchShift((left) => this.shifted(left), signal);
    if (this.getAttribute("trail") === "off") leaveNoTrail(signal);
    this.layer.addEventListener("keydown", (event) => this.escape(event), { signal });
    window.addEventListener("online", () => this.chat.pump(), { signal });
    window.addEventListener("pagehide", () => this.erase(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && (this.erase(), unblank()), { signal });
    const seen = window.visualViewport;
    const fit = () => this.layer.style.setProperty("--seen", `${seen?.height}px`);
    seen?.addEventListener("resize", fit, { signal });
  }

  /** @param {number} left */
  shifted(left) {
    if (left === 0) this.exit();
    else this.say(this.texts.shift.replace("{n}", String(left)));
  }

  /** Escape closes the topmost thing of ours. @param {KeyboardEvent} event */
  escape(event) {
    if (event.key !== "Escape") return;
    if (!this.menu.hidden) this.toggleMenu();
    else if (!this.page.hidden) this.closePage();
    else if (!this.panel.hidden) this.close();
  }
}

if (!customElements.get("luciole-chat")) customElements.define("luciole-chat", LucioleChat);

import { button, firefly, h } from "./dom.js";
import { leave, leaveNoTrail, neutral, unblank, watchShift } from "./exit.js";
import { builtIn } from "./help.js";
import { makePanel } from "./panel.js";
import { fetchHelplines } from "./server.js";
import { canRead } from "./speech.js";
import { chooseInk, followTheme } from "./theme.js";

const SCRIPT_ORIGIN = new URL(import.meta.url).origin;

/** `<luciole-chat>`: its attributes and events are in docs/embed.md. */
export class LucioleChat extends HTMLElement {
  static observedAttributes = ["lang", "country"];

  constructor() {
    super();
    /** @type {Settings} */
    this.settings = { server: SCRIPT_ORIGIN, language: "fr", country: "", style: "normal" };
    /** @type {Helplines | null} */
    this.loaded = null;
    /** @type {ReturnType<typeof makePanel> | null} */
    this.panel = null;
    this.stop = new AbortController();
    this.launcher = button("", () => this.open(), { class: "launcher", "aria-expanded": "false" });
    this.closed = h("div.closed");
    this.status = h("div.unseen", { role: "status" });
    this.layer = h("div.layer", { role: "region" }, this.closed, this.status);

    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.layer);
  }

  connectedCallback() {
    const { settings } = this;
    const lang = this.given("lang") || document.documentElement.lang || navigator.language;
    settings.language = lang.toLowerCase().startsWith("en") ? "en" : "fr";
    settings.country = this.given("country").toUpperCase();
    settings.server = this.given("server").replace(/\/$/, "") || SCRIPT_ORIGIN;
    settings.style = this.given("words") === "simple" ? "simple" : "normal";
    this.write();
    this.watch();
    if (this.isPage || this.hasAttribute("open")) this.open(false);
    // Each in a task of its own, so that none keeps a cheap phone busy for long.
    requestAnimationFrame(() => this.place());
    setTimeout(() => this.loadHelplines());
  }

  disconnectedCallback() {
    this.erase();
    this.stop.abort();
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    // The first values come before `connectedCallback`, which reads them together.
    if (!this.isConnected || !this.layer.lang || before === value) return;
    if (name === "country") this.setCountry(value);
    else if (value === "fr" || value === "en") this.setLanguage(value);
  }

  /** @param {string} attribute */
  given(attribute) {
    return this.getAttribute(attribute) ?? "";
  }

  get isPage() {
    return this.given("mode") === "page";
  }

  get texts() {
    return TEXTS[this.settings.language];
  }

  /** The language that is not in use. @returns {Language} */
  get other() {
    return this.settings.language === "fr" ? "en" : "fr";
  }

  // What is on the screen

  /** Above everything of the host page, cookie bars included, where the browser can do that: the last one shown is. */
  place() {
    if (!this.isConnected) return;
    if (!this.isPage) {
      this.layer.popover = "manual";
      this.layer.hidePopover?.();
      this.layer.showPopover?.();
    }
    chooseInk(this.layer, this.launcher);
  }

  write() {
    const { texts, settings } = this;
    this.layer.lang = settings.language;
    this.layer.setAttribute("aria-label", texts.name);
    this.launcher.replaceChildren(firefly(), texts.launcher);
    this.closed.replaceChildren(this.launcher, this.exitButton());
    this.panel?.write();
  }

  exitButton() {
    return button(this.texts.exit, () => this.exit(), { class: "exit" });
  }

  /** Tells screen readers. @param {string} text */
  say(text) {
    this.status.textContent = text;
  }

  /** Tells the host page; never a word of the conversation. @param {string} what */
  tell(what) {
    this.dispatchEvent(new Event(`luciole-${what}`));
  }

  open(focus = true) {
    // Browsers load their voices when they are first asked for them.
    canRead(this.settings.language);
    this.show(focus);
    this.tell("open");
  }

  /** @param {boolean} focus */
  show(focus) {
    this.panel ??= makePanel(this);
    this.closed.replaceWith(this.panel.view);
    this.place();
    if (focus) this.panel.heading.focus();
  }

  close() {
    if (this.isPage || !this.panel?.view.isConnected) return;
    this.panel.view.replaceWith(this.closed);
    this.launcher.focus();
    this.tell("close");
  }

  /** @param {Language} language */
  setLanguage(language) {
    if (language === this.settings.language) return;
    this.settings.language = language;
    this.write();
    this.loadHelplines();
  }

  // Help

  /** The best that is at hand right now. */
  get helplines() {
    const { country, language } = this.settings;
    const { loaded } = this;
    return loaded?.country === country && loaded.language === language ? loaded : builtIn(country, language);
  }

  async loadHelplines() {
    const { server, country, language } = this.settings;
    const found = country && (await fetchHelplines(server, country, language).catch(() => null));
    if (found && country === this.settings.country && language === this.settings.language) this.loaded = found;
  }

  /** @param {string | null} country "" or null: not known @param {() => void} [changed] called at once and when more is known */
  async setCountry(country, changed = () => {}) {
    this.settings.country = country?.toUpperCase() ?? "";
    changed();
    await this.loadHelplines();
    changed();
  }

  // Safety

  hide() {
    this.panel?.hide();
    this.tell("hide");
  }

  exit() {
    const { language } = this.settings;
    const address = neutral(this.given(`exit-${language}`), `https://${language}.wikipedia.org/`);
    leave(address, () => this.erase());
    this.tell("exit");
  }

  /** Nothing of the conversation is left in the page. */
  erase() {
    this.panel?.end();
    this.panel?.view.replaceWith(this.closed);
    this.panel = null;
    this.say("");
    if (this.isPage) this.show(false);
  }

  startAnew() {
    this.erase();
    this.show(true);
    this.say(this.texts.erased);
  }

  watch() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ act) => window.addEventListener(name, act, { signal });
    on("online", () => this.panel?.resume());
    on("pagehide", () => this.erase());
    on("pageshow", ({ persisted }) => persisted && (this.erase(), unblank()));
    followTheme(this.layer, this.given("theme"), signal);
    if (this.given("trail") === "off") leaveNoTrail(signal);
    const shifted = (/** @type {number} */ left) => (left ? this.say(this.texts.shift.replace("{n}", `${left}`)) : this.exit());
    if (this.given("shift-exit") !== "off") watchShift(shifted, signal);
    // Escape closes the topmost thing of ours.
    const escape = (/** @type {KeyboardEvent} */ { key }) => key === "Escape" && this.panel && !this.panel.closeTop() && this.close();
    this.layer.addEventListener("keydown", escape, { signal });
    const seen = window.visualViewport;
    const fit = () => this.layer.style.setProperty("--seen", `${seen?.height}px`);
    seen?.addEventListener("resize", fit, { signal });
  }
}

// In a task of its own: reading the file was the one before.
setTimeout(() => customElements.get("luciole-chat") ?? customElements.define("luciole-chat", LucioleChat));

import { makeChat } from "./chat.js";
import { helpDesk } from "./desk.js";
import { button, firefly, h } from "./dom.js";
import { makeDecoy } from "./hide.js";
import { introduction } from "./intro.js";
import { makeWriting } from "./writing.js";

/**
 * What is seen while the widget is open. Made when first opened; dropped, with all it holds, to erase.
 * @param {Around} around
 */
export function makePanel(around) {
  const chat = makeChat(around);
  const writing = makeWriting(chat.write);
  const decoy = makeDecoy(() => around.texts);
  const heading = h("h2", { tabindex: -1 });
  const menuButton = button("", toggleMenu);
  const top = h("div.bar.top");
  const tabs = h("div.bar.tabs");
  const menu = h("div.menu", { hidden: true });
  const intro = h("div.intro");
  const scroller = h("div.scroller", { tabindex: 0, role: "region" }, intro, chat.view);
  const page = h("div.scroller.page", { tabindex: -1, role: "region", "aria-labelledby": "title", hidden: true });
  const parts = [top, tabs, menu, scroller, page, writing.form, decoy.dialog];
  const view = h("div.panel", {}, ...parts);

  /** Every word that depends on the language. */
  function write() {
    const { texts, other } = around;
    const focused = /** @type {HTMLElement | null} */ (around.shadowRoot?.activeElement);
    heading.replaceChildren(h("slot", { name: "name" }, texts.name));
    menuButton.replaceChildren(texts.menu);
    top.replaceChildren(
      h("slot", { name: "logo" }, firefly()),
      heading,
      around.exitButton(),
      around.isPage ? "" : button("×", () => around.close(), { class: "close", "aria-label": texts.close }),
    );
    tabs.replaceChildren(
      button(texts.help, () => openPage(texts.help_title, ...helpDesk(around, true))),
      button(texts.hide, () => around.hide()),
      button(TEXTS[other].language, () => chooseLanguage(other), { lang: other }),
      menuButton,
    );
    menu.replaceChildren(
      button(texts.simple, toggleSimple, { "aria-pressed": String(around.settings.style === "simple") }),
      button(texts.erase, () => around.startAnew()),
      button(texts.about, showAbout),
    );
    showMenu(false);
    scroller.setAttribute("aria-label", texts.conversation);
    intro.replaceChildren(...introduction(texts, around.settings.language, chat.answer));
    writing.write(texts);
    if (!page.hidden) closePage();
    focused?.focus();
  }

  // Menu and pages

  /** @param {boolean} shown */
  function showMenu(shown) {
    menu.hidden = !shown;
    menuButton.setAttribute("aria-expanded", String(shown));
  }

  function toggleMenu() {
    const opens = !!menu.hidden;
    showMenu(opens);
    if (opens) menu.querySelector("button")?.focus();
    else menuButton.focus();
  }

  /** Something to read instead of the conversation. @param {string} title @param {...(Node | string)} content */
  function openPage(title, ...content) {
    showMenu(false);
    const back = button(around.texts.back, closePage);
    page.replaceChildren(back, h("h3", { id: "title" }, title), ...content);
    page.hidden = false;
    scroller.hidden = writing.form.hidden = true;
    page.focus();
  }

  function closePage() {
    page.hidden = true;
    page.replaceChildren();
    scroller.hidden = writing.form.hidden = false;
    scroller.focus();
  }

  function showAbout() {
    const { texts, settings } = around;
    const href = `${settings.server}/privacy/${settings.language}`;
    const more = h("a.call.other", { href, target: "_blank", rel: "noopener noreferrer" }, `${texts.about_more} ${texts.new_tab}`);
    openPage(texts.about, ...texts.about_text.split("\n").map((line) => h("p", {}, line)), more);
  }

  /** The person's choice: the last answer is said again in it. @param {Language} language */
  function chooseLanguage(language) {
    const before = around.settings.language;
    around.setLanguage(language);
    heading.focus();
    chat.tell({ payload: "/chat_change_language", language: before });
  }

  function toggleSimple() {
    const { settings } = around;
    const simple = settings.style !== "simple";
    settings.style = simple ? "simple" : "normal";
    menu.querySelector("[aria-pressed]")?.setAttribute("aria-pressed", String(simple));
    chat.tell({ payload: simple ? "/chat_simplify" : "/tap_normal_words" });
  }

  /** The conversation ends with all that showed it. */
  function end() {
    chat.end();
    decoy.reveal();
    view.replaceChildren();
  }

  /** Closes the topmost thing inside; false when there is none. */
  function closeTop() {
    if (!menu.hidden) toggleMenu();
    else if (!page.hidden) closePage();
    else return false;
    return true;
  }

  write();
  return { view, heading, hide: decoy.show, resume: chat.pump, write, closeTop, end };
}

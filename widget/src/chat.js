import { button, h, sleep, unseen } from "./dom.js";
import { helpCards, isHelp } from "./help.js";
import { mask } from "./mask.js";
import { ask } from "./server.js";
import { canRead, hush, read } from "./speech.js";

const BETWEEN_BUBBLES = 300;
const SLOW = 400;
const FIRST_RETRY = 10_000;
const LONGEST_RETRY = 80_000;

/**
 * What the conversation needs from the element around it.
 * @typedef {object} Around
 * @property {Settings} settings
 * @property {Texts} texts
 * @property {Helplines} helplines those of the page's country, at once
 * @property {(text: string) => void} say tells screen readers
 * @property {() => void} hide
 * @property {(language: Language) => void} setLanguage
 */

/**
 * What waits to be sent, and where it stands on the screen.
 * @typedef {{body: TurnBody, item: HTMLElement | null}} Turn
 */

/** The conversation: what was said, what waits to be sent, the sealed state. All in memory. */
export class Chat {
  /** @param {Around} around */
  constructor(around) {
    this.around = around;
    this.list = h("ol");
    this.log = h("div", { role: "log", class: "log" }, this.list);
    this.typing = h("div", { class: "typing", "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
    this.after = h("div", { class: "after" });
    this.view = h("div", {}, this.log, this.typing, this.after);
    this.state = "";
    /** @type {Turn[]} */
    this.queue = [];
    /** @type {Helplines[]} */
    this.shown = [];
    /** @type {HTMLElement | null} */
    this.failure = null;
    this.life = new AbortController();
    this.busy = false;
    this.retryAfter = FIRST_RETRY;
    this.timer = 0;
  }

  /** Erases everything; an answer under way is dropped. */
  erase() {
    this.life.abort();
    clearTimeout(this.timer);
    hush();
    this.list.replaceChildren();
    this.after.replaceChildren();
    this.typing.hidden = true;
    this.state = "";
    this.queue = [];
    this.shown = [];
    this.failure = null;
    this.life = new AbortController();
    this.busy = false;
  }

  /** What the person typed, masked before anything else happens. @param {string} typed */
  write(typed) {
    const { text, masked } = mask(typed, (found) => isHelp([this.around.helplines, ...this.shown], found));
    this.enqueue({ text }, this.own(text, masked));
  }

  /** A button of ours was tapped. @param {Button} tapped */
  tap({ title, payload }) {
    this.enqueue({ payload }, this.own(title, false));
  }

  /** Something the person chose outside the conversation. @param {TurnBody} body */
  tell(body) {
    this.enqueue(body, null);
  }

  /** @param {TurnBody} body @param {HTMLElement | null} item */
  enqueue(body, item) {
    hush();
    this.after.replaceChildren();
    this.queue.push({ body, item });
    this.scrollTo(item);
    this.pump();
  }

  /** Sends what waits, one after the other: each needs the state of the one before. */
  async pump() {
    const next = this.queue[0];
    if (this.busy || !next) return;
    clearTimeout(this.timer);
    this.busy = true;
    const { signal } = this.life;
    const slow = setTimeout(() => this.around.say(this.around.texts.typing), SLOW);
    this.wait(true);
    try {
      const { language, country, style } = this.around.settings;
      const known = { language, ...(country && { country }), style, ...(this.state && { state: this.state }) };
      const reply = await ask(this.around.settings.server, { ...known, ...next.body }, signal);
      if (signal.aborted) return;
      this.queue.shift();
      this.state = reply.state;
      this.delivered(next.item);
      await this.show(reply.messages, next, signal);
    } catch {
      if (!signal.aborted) this.fail(next.item);
      return;
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) {
        this.wait(false);
        this.busy = false;
      }
    }
    this.pump();
  }

  /** @param {boolean} waiting */
  wait(waiting) {
    this.typing.hidden = !waiting;
    if (waiting) this.scrollTo(this.typing);
    else this.around.say("");
  }

  /** @param {Message[]} messages @param {Turn} turn what they answer @param {AbortSignal} signal */
  async show(messages, { body, item }, signal) {
    const language = languageOf(messages[0]);
    if (language !== this.around.settings.language) this.around.setLanguage(language);
    let top = item;
    for (const message of messages) {
      if (message !== messages[0] && message.text) await sleep(BETWEEN_BUBBLES);
      if (signal.aborted) return;
      const items = this.received(message);
      this.list.append(...items);
      top ??= items[0] ?? null;
      this.scrollTo(top);
    }
    this.offer(messages, body);
    this.scrollTo(top);
  }

  /** @param {Message} message @returns {HTMLElement[]} */
  received({ text, language, custom }) {
    const words = this.around.texts;
    const lang = languageOf({ language });
    const items = [];
    if (custom?.type === "progress") {
      const count = `${custom.step} / ${custom.of}`;
      const bar = h("progress", { max: custom.of, value: custom.step, "aria-label": custom.title });
      items.push(h("li", { class: "progress", lang }, h("span", {}, `${custom.title} · ${count}`), bar));
    }
    if (text) items.push(h("li", { class: "bubble theirs", lang }, unseen(`${words.name_said} `), h("p", {}, text)));
    if (custom?.type === "helplines") {
      this.shown.push(custom);
      items.push(h("li", { lang }, helpCards(custom, words)));
    }
    if (custom?.type === "hide") this.around.hide();
    return items;
  }

  /** Buttons, reading aloud and `did this help?` below the last answer. @param {Message[]} messages @param {TurnBody} body */
  offer(messages, body) {
    const words = this.around.texts;
    const language = languageOf(messages[0]);
    const said = messages.flatMap(({ text }) => text ?? []);
    const buttons = messages.flatMap((message) => message.buttons ?? []);
    const tools = [];
    if (said.length && canRead(language)) tools.push(button(words.read, () => read(said, language)));
    if (asksIfHelpful(messages, body)) {
      const feedback = (/** @type {string} */ title, /** @type {string} */ payload) =>
        button(title, () => this.answer({ title, payload }));
      tools.push(feedback(words.helpful, "/chat_feedback_helpful"));
      tools.push(feedback(words.not_helpful, "/chat_feedback_not_helpful"));
    }
    this.after.replaceChildren(
      h("div", { class: "tools", role: "group", "aria-label": words.tools, hidden: !tools.length }, ...tools),
      h(
        "div",
        { class: "replies", role: "group", "aria-label": words.replies, lang: language, hidden: !buttons.length },
        ...buttons.map((offered) => button(offered.title, () => this.answer(offered))),
      ),
    );
  }

  /** A tap on a button that goes away with the tap: the focus must not get lost. @param {Button} tapped */
  answer(tapped) {
    this.view.parentElement?.focus();
    this.tap(tapped);
  }

  /** @param {string} text @param {boolean} masked */
  own(text, masked) {
    const words = this.around.texts;
    const note = masked && h("p", { class: "small" }, words.masked);
    const item = h("li", { class: "bubble mine" }, unseen(`${words.you_said} `), h("p", {}, text), note);
    this.list.append(item);
    return item;
  }

  /** @param {HTMLElement | null} item */
  delivered(item) {
    item?.querySelector(".unsent")?.remove();
    this.failure?.querySelector("button")?.remove();
    this.failure = null;
    this.retryAfter = FIRST_RETRY;
  }

  /** No answer: the words are kept, help is shown, and we try again. @param {HTMLElement | null} item */
  fail(item) {
    const words = this.around.texts;
    if (item && !item.querySelector(".unsent")) item.append(h("p", { class: "small unsent" }, words.unsent));
    if (!this.failure) {
      const retry = button(words.retry, () => {
        this.view.parentElement?.focus();
        this.pump();
      });
      this.failure = h(
        "li",
        { class: "failure" },
        h("div", { class: "bubble theirs" }, h("p", {}, words.failed), retry),
        helpCards(this.around.helplines, words),
      );
      this.list.append(this.failure);
      this.scrollTo(this.failure);
    }
    this.timer = setTimeout(() => this.pump(), this.retryAfter);
    this.retryAfter = Math.min(2 * this.retryAfter, LONGEST_RETRY);
  }

  /** Shows an item from its beginning. @param {HTMLElement | null} item */
  scrollTo(item) {
    const scroller = this.view.parentElement;
    if (!scroller || !item) return;
    scroller.scrollTop += item.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
  }
}

/** @param {Message | undefined} message @returns {Language} */
function languageOf(message) {
  return message?.language === "en" ? "en" : "fr";
}

/** Not beside help services, where something grave was said, nor after small talk, taps, quizzes.
 * @param {Message[]} messages @param {TurnBody} body */
function asksIfHelpful(messages, body) {
  return !messages.some(({ custom }) => custom) && !/^\/(chat|tap|quiz)_/.test(body.payload ?? "");
}

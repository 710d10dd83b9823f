import { helpDesk } from "./desk.js";
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
 * What waits to be sent, and where it stands on the screen.
 * @typedef {{body: TurnBody, item: HTMLElement | null}} Turn
 */

/**
 * The conversation: what was said, what waits to be sent, the sealed state. All in memory.
 * @param {Around} around
 */
export function makeChat(around) {
  const list = h("ol");
  const log = h("div.log", { role: "log" }, list);
  const typing = h("div.typing", { "aria-hidden": "true", hidden: true }, h("i"), h("i"), h("i"));
  const after = h("div.after");
  const view = h("div", {}, log, typing, after);
  let state = "";
  /** @type {Turn[]} */
  const queue = [];
  /** @type {Helplines[]} */
  const shown = [];
  /** @type {HTMLElement | null} */
  let failure = null;
  const life = new AbortController();
  const { signal } = life;
  let busy = false;
  let retryAfter = FIRST_RETRY;
  let timer = 0;

  /** For good: an answer under way is dropped, nothing is tried again. */
  function end() {
    life.abort();
    clearTimeout(timer);
    hush();
  }

  /** What the person typed, masked before anything else happens. @param {string} typed */
  function write(typed) {
    const { text, masked } = mask(typed, (found) => isHelp([around.helplines, ...shown], found));
    enqueue({ text }, own(text, masked));
  }

  /** What the person chose beside the conversation, if there is one. @param {TurnBody} body */
  function tell(body) {
    if (state) enqueue(body, null);
  }

  /** @param {TurnBody} body @param {HTMLElement | null} item */
  function enqueue(body, item) {
    hush();
    after.replaceChildren();
    queue.push({ body, item });
    scrollTo(item);
    pump();
  }

  /** Sends what waits, one after the other: each needs the state of the one before. */
  async function pump() {
    const next = queue[0];
    if (busy || !next) return;
    clearTimeout(timer);
    busy = true;
    const slow = setTimeout(() => around.say(around.texts.typing), SLOW);
    wait(true);
    try {
      const { language, country, style } = around.settings;
      const known = { language, style, country: country || undefined, state: state || undefined };
      const reply = await ask(around.settings.server, { ...known, ...next.body }, signal);
      if (signal.aborted) return;
      queue.shift();
      state = reply.state;
      delivered(next.item);
      await show(reply.messages, next);
    } catch (error) {
      if (signal.aborted) return;
      fail(next.item);
      // Refused, and would be again for ever: what waits behind it must not wait for that.
      if (!/^4(?!29)/.test(/** @type {any} */ (error).status)) return;
      queue.shift();
      delivered(next.item);
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) {
        wait(false);
        busy = false;
      }
    }
    pump();
  }

  /** @param {boolean} waiting */
  function wait(waiting) {
    typing.hidden = !waiting;
    if (waiting) scrollTo(typing);
    else around.say("");
  }

  /** @param {Message[]} messages @param {Turn} turn what they answer */
  async function show(messages, { body, item }) {
    const language = languageOf(messages[0]);
    if (language !== around.settings.language) around.setLanguage(language);
    let top = item;
    for (const message of messages) {
      if (message !== messages[0] && message.text) await sleep(BETWEEN_BUBBLES);
      if (signal.aborted) return;
      const items = received(message);
      list.append(...items);
      top ??= items[0] ?? null;
      scrollTo(top);
    }
    offer(messages, body);
    scrollTo(top);
  }

  /** @param {Message} message @returns {HTMLElement[]} */
  function received({ text, language, custom }) {
    const words = around.texts;
    const lang = languageOf({ language });
    const items = [];
    if (custom?.type === "progress") {
      const count = `${custom.step} / ${custom.of}`;
      const bar = h("progress", { max: custom.of, value: custom.step, "aria-label": custom.title });
      items.push(h("li.progress", { lang }, h("span", {}, `${custom.title} · ${count}`), bar));
    }
    if (text) items.push(h("li.bubble.theirs", { lang }, unseen(`${words.name_said} `), h("p", {}, text)));
    if (custom?.type === "helplines") {
      shown.push(custom);
      items.push(h("li", { lang }, helpCards(custom, around)));
    }
    if (custom?.type === "hide") around.hide();
    return items;
  }

  /** Buttons, reading aloud and `did this help?` below the last answer. @param {Message[]} messages @param {TurnBody} body */
  function offer(messages, body) {
    const words = around.texts;
    const language = languageOf(messages[0]);
    const said = messages.flatMap(({ text }) => text ?? []);
    const buttons = messages.flatMap((message) => message.buttons ?? []);
    const tools = [];
    if (said.length && canRead(language)) tools.push(button(words.read, () => read(said, language)));
    if (asksIfHelpful(messages, body)) {
      const feedback = (/** @type {string} */ title, /** @type {string} */ payload) =>
        button(title, () => answer({ title, payload }));
      tools.push(feedback(words.helpful, "/chat_feedback_helpful"));
      tools.push(feedback(words.not_helpful, "/chat_feedback_not_helpful"));
    }
    after.replaceChildren(
      h("div.tools", { role: "group", "aria-label": words.tools, hidden: !tools.length }, ...tools),
      h(
        "div.replies",
        { role: "group", "aria-label": words.replies, lang: language, hidden: !buttons.length },
        ...buttons.map((offered) => button(offered.title, () => answer(offered))),
      ),
    );
  }

  /** A button of ours was tapped and may go away with the tap: the focus must not get lost. @param {Button} tapped */
  function answer({ title, payload }) {
    view.parentElement?.focus();
    enqueue({ payload }, own(title, false));
  }

  /** @param {string} text @param {boolean} masked */
  function own(text, masked) {
    const words = around.texts;
    const note = masked && h("p.small", {}, words.masked);
    const item = h("li.bubble.mine", { lang: around.settings.language }, unseen(`${words.you_said} `), h("p", {}, text), note);
    list.append(item);
    return item;
  }

  /** @param {HTMLElement | null} item */
  function delivered(item) {
    item?.querySelector(".unsent")?.remove();
    failure?.querySelector(".retry")?.remove();
    failure = null;
    retryAfter = FIRST_RETRY;
  }

  /** No answer: the words are kept, help is shown, and we try again. @param {HTMLElement | null} item */
  function fail(item) {
    const words = around.texts;
    if (item && !item.querySelector(".unsent")) item.append(h("p.small.unsent", {}, words.unsent));
    if (!failure) {
      const again = () => {
        view.parentElement?.focus();
        pump();
      };
      const retry = button(words.retry, again, { class: "retry" });
      failure = h(
        "li.failure",
        {},
        h("div.bubble.theirs", {}, h("p", {}, words.failed), retry),
        ...helpDesk(around, false),
      );
      list.append(failure);
      scrollTo(failure);
    }
    timer = setTimeout(pump, retryAfter);
    retryAfter = Math.min(2 * retryAfter, LONGEST_RETRY);
  }

  /** Shows an item from its beginning. @param {HTMLElement | null} item */
  function scrollTo(item) {
    // On a very low screen the whole panel scrolls instead of the conversation.
    for (let box = view.parentElement; box && item; box = box.parentElement) {
      const margin = parseFloat(getComputedStyle(box).scrollPaddingTop);
      if (margin) box.scrollTop += item.getBoundingClientRect().top - box.getBoundingClientRect().top - margin;
    }
  }

  return { view, write, answer, tell, pump, end };
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

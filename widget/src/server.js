// The only place that uses the network, and only with the configured server.

const MOST_SECONDS = 8;

/**
 * @param {string} url
 * @param {RequestInit} options
 * @param {AbortSignal} [wiped] ends the request when the conversation is erased
 * @returns {Promise<any>} the JSON of a good answer; rejects on anything else, after 8 s at most: with
 *   the response if its status is not good
 */
async function fetchJson(url, options, wiped) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), MOST_SECONDS * 1000);
  wiped?.addEventListener("abort", () => stop.abort());
  try {
    const response = await fetch(url, {
      ...options,
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      redirect: "error",
      signal: stop.signal,
    });
    if (!response.ok) throw response;
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One turn. No content type is set, so that the browser needs no second request to ask leave.
 * @param {string} server
 * @param {object} body
 * @param {AbortSignal} wiped
 * @returns {Promise<Reply>}
 */
export async function ask(server, body, wiped) {
  const url = `${server}/webhooks/webchat/webhook`;
  const reply = await fetchJson(url, { method: "POST", body: JSON.stringify(body) }, wiped);
  if (typeof reply?.state !== "string" || !Array.isArray(reply.messages) || !reply.messages.length) {
    throw new Error();
  }
  return reply;
}

/**
 * The help services of a country.
 * @param {string} server
 * @param {string} country
 * @param {Language} language
 * @returns {Promise<Helplines>}
 */
export async function fetchHelplines(server, country, language) {
  const found = await fetchJson(`${server}/helplines/${country}.json?language=${language}`, {});
  if (!found?.services?.length || !Array.isArray(found.emergency)) throw new Error();
  return found;
}

// The gateway as the page sees it: requests, and one stream of changes that is taken up again whenever it breaks.

const SILENCE = 40_000;
const PAUSES = [300, 1000, 2000, 5000];
const TOKEN = "headwater-token";

export const token = {
  get: () => sessionStorage.getItem(TOKEN) ?? "",
  set: (text) => sessionStorage.setItem(TOKEN, text),
};

function headers(more = {}) {
  return token.get() === "" ? more : { ...more, authorization: `Bearer ${token.get()}` };
}

export function pathOf(namespace, name, below = "") {
  return `/api/v1/applications/${encodeURIComponent(name)}${below}?appNamespace=${encodeURIComponent(namespace)}`;
}

export async function get(path) {
  return answerOf(await fetch(path, { headers: headers() }));
}

export async function post(path, body) {
  return answerOf(await fetch(path, {
    method: "POST", headers: headers({ "content-type": "application/json" }), body: JSON.stringify(body),
  }));
}

async function answerOf(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.message ?? `the gateway answered ${response.status}`);
  return body;
}

/**
 * Follows the stream for as long as the page lives. A break is told at once, and the stream goes on behind the last event that was seen. The gateway
 * gives a sign of life every few seconds; after a longer silence the connection counts as broken although nobody has said so.
 *
 * @param reader onEvent(type, data), onLive(), onBreak(reason), onTokenNeeded() which resolves once there is one
 */
export async function follow(path, reader) {
  let last = null;
  let failures = 0;
  while (true) {
    let reason = "the connection has ended";
    const abort = new AbortController();
    let alarm = setTimeout(() => abort.abort(), SILENCE);
    try {
      const response = await fetch(path, { headers: headers(last === null ? {} : { "last-event-id": last }), signal: abort.signal });
      if (response.status === 401) {
        await reader.onTokenNeeded();
        continue;
      }
      if (!response.ok) throw new Error((await response.json().catch(() => ({}))).message ?? `the gateway answered ${response.status}`);
      reader.onLive();
      failures = 0;
      for await (const event of eventsOf(response.body)) {
        clearTimeout(alarm);
        alarm = setTimeout(() => abort.abort(), SILENCE);
        last = event.id ?? last;
        reader.onEvent(event.type, event.data);
      }
    } catch (failure) {
      reason = abort.signal.aborted ? "the gateway is silent" : failure.message;
    } finally {
      clearTimeout(alarm);
      abort.abort();
    }
    reader.onBreak(reason);
    await pause(PAUSES[Math.min(failures++, PAUSES.length - 1)]);
  }
}

/** Reads server-sent events, as far as the gateway makes use of them. */
async function* eventsOf(body) {
  const stream = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await stream.read(); !part.done; part = await stream.read()) {
    const blocks = (rest + part.value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const event = { type: "message", id: null, data: "" };
      for (const line of block.split("\n")) {
        if (line.startsWith("event: ")) event.type = line.slice(7);
        else if (line.startsWith("id: ")) event.id = line.slice(4);
        else if (line.startsWith("data: ")) event.data += line.slice(6);
      }
      // A comment is a sign of life and nothing more.
      yield event.data === "" ? { ...event, type: "comment" } : event;
    }
  }
}

/** Ends early when the browser is online again or the page is looked at again. */
function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    addEventListener("online", resolve, { once: true });
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
}

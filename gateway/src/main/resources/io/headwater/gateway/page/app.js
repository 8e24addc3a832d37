// The page: all applications live, and one application's objects. State comes over one stream; what is shown is made from it alone.

import { element, show } from "./dom.js";
import { follow, get, pathOf, post, token } from "./gateway.js";
import { listView } from "./list.js";
import { oneView } from "./one.js";

const view = document.getElementById("view");
const connection = document.getElementById("connection");
const outage = document.getElementById("outage");

const state = {
  applications: new Map(),
  /** Whether everything there is has arrived since the page was opened. */
  complete: false,
  filter: "",
  troubledOnly: false,
  /** The objects of the application that is shown: {key, items} or {key, failure}. */
  objects: null,
  /** What became of the last click on a button. */
  answer: "",
  tokenNeeded: null,
};

const keyOf = (application) => `${application.metadata.namespace}/${application.metadata.name}`;

function shownKey() {
  const match = location.pathname.match(/^\/applications\/([^/]+)\/([^/]+)$/);
  return match ? { namespace: decodeURIComponent(match[1]), name: decodeURIComponent(match[2]) } : null;
}

function tokenView() {
  return [element("h1", {}, "A token is needed"),
    element("form", { "data-form": "token", class: "token" },
      element("label", { for: "token" }, "The gateway's token"),
      element("input", { id: "token", type: "password", autocomplete: "current-password", required: true }),
      element("button", { type: "submit" }, "Continue"))];
}

function draw() {
  const shown = shownKey();
  document.title = shown ? `${shown.name} – Headwater` : "Headwater";
  if (state.tokenNeeded) show(view, tokenView());
  else if (shown) show(view, oneView(state, shown));
  else show(view, listView(state));
}

let drawing = null;
let cost = 0;

/** However many changes come at once, the page is drawn once a frame, and drawing takes a fifth of the time at most. */
function drawSoon() {
  drawing ??= setTimeout(() => requestAnimationFrame(() => {
    drawing = null;
    const began = performance.now();
    draw();
    cost = performance.now() - began;
  }), 4 * cost);
}

let loading = null;
let loadAgain = false;

/** Reads the objects of the application that is shown; what changes meanwhile makes it read once more. */
async function loadObjects() {
  if (loading) {
    loadAgain = true;
    return;
  }
  const shown = shownKey();
  if (!shown) return;
  const key = `${shown.namespace}/${shown.name}`;
  loading = get(pathOf(shown.namespace, shown.name, "/managed-resources")).then(
    (answer) => ({ key, items: answer.items }),
    (failure) => ({ key, failure: failure.message }));
  state.objects = await loading;
  loading = null;
  drawSoon();
  if (loadAgain) {
    loadAgain = false;
    loadObjects();
  }
}

const reader = {
  onEvent(type, data) {
    if (type === "message") {
      const { type: what, application } = JSON.parse(data).result;
      if (what === "DELETED") state.applications.delete(keyOf(application));
      else state.applications.set(keyOf(application), application);
      drawSoon();
    } else if (type === "reset") {
      state.applications.clear();
      state.complete = false;
    } else if (type === "complete") {
      state.complete = true;
      drawSoon();
    } else if (type === "objects") {
      const shown = shownKey();
      const { namespace, name } = JSON.parse(data);
      if (shown && shown.namespace === namespace && shown.name === name) loadObjects();
    }
  },

  onLive() {
    connection.textContent = "live";
    connection.dataset.state = "live";
    outage.hidden = true;
    loadObjects();
  },

  onBreak(reason) {
    connection.textContent = "disconnected";
    connection.dataset.state = "disconnected";
    if (outage.hidden) {
      outage.textContent = `Not connected since ${new Date().toLocaleTimeString()} (${reason}). What is shown may be old. Trying again…`;
      outage.hidden = false;
    }
  },

  onTokenNeeded() {
    return new Promise((resolve) => {
      state.tokenNeeded = resolve;
      drawSoon();
    });
  },
};

async function request(action, asked) {
  const { namespace, name } = shownKey();
  state.answer = "asking…";
  draw();
  try {
    await (action === "sync" ? post(pathOf(namespace, name, "/sync"), {}) : get(`${pathOf(namespace, name)}&refresh=normal`));
    state.answer = asked;
  } catch (failure) {
    state.answer = `refused: ${failure.message}`;
  }
  draw();
}

function goTo(address) {
  history.pushState(null, "", address);
  arrive();
  scrollTo(0, 0);
  view.focus();
}

function arrive() {
  state.objects = null;
  state.answer = "";
  state.filter = "";
  state.troubledOnly = false;
  draw();
  loadObjects();
}

document.addEventListener("click", (event) => {
  const action = event.target.closest?.("[data-action]")?.dataset.action;
  if (action === "sync") request("sync", "sync asked for");
  if (action === "refresh") request("refresh", "refresh asked for");
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  goTo(link.getAttribute("href"));
});

document.addEventListener("input", (event) => {
  if (event.target.id === "filter") state.filter = event.target.value;
  if (event.target.id === "troubled") state.troubledOnly = event.target.checked;
  draw();
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.dataset.form !== "token") return;
  token.set(document.getElementById("token").value);
  state.tokenNeeded?.();
  state.tokenNeeded = null;
  draw();
});

addEventListener("popstate", arrive);
draw();
follow("/api/v1/stream/applications?objects=true", reader);

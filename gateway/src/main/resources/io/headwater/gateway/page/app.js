// The page: all applications live, and one application's objects. State comes over one stream; what is shown is made from it.

const view = document.getElementById("view");
const connection = document.getElementById("connection");
const applications = new Map();
let drawn = null;

/** Makes an element; children that are strings become text, so nothing from a cluster is ever read as HTML. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") node.addEventListener("click", value);
    else node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

const state = (word) => element("span", { class: `state ${word}` }, word);
const keyOf = (application) => `${application.metadata.namespace}/${application.metadata.name}`;
const syncOf = (application) => application.status?.sync?.status ?? "Unknown";
const healthOf = (application) => application.status?.health?.status ?? "Unknown";
const revisionOf = (application) => (application.status?.sync?.revision ?? "").slice(0, 7);
const sourceOf = (application) => application.spec?.source ?? application.spec?.sources?.[0] ?? {};
const addressOf = (application) => `/applications/${encodeURIComponent(application.metadata.namespace)}/${encodeURIComponent(application.metadata.name)}`;

function table(headers, rows) {
  return element("div", { class: "scroll" },
    element("table", {},
      element("thead", {}, element("tr", {}, ...headers.map((header) => element("th", { scope: "col" }, header)))),
      element("tbody", {}, ...rows)));
}

function conditionsOf(application) {
  const conditions = application.status?.conditions ?? [];
  if (conditions.length === 0) return null;
  return element("ul", { class: "conditions" },
    ...conditions.map((condition) => element("li", {}, element("strong", {}, condition.type), " ", condition.message)));
}

function drawList() {
  document.title = "Headwater";
  const sorted = [...applications.values()].sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
  const heading = element("h1", {}, `Applications (${sorted.length})`);
  if (sorted.length === 0) {
    view.replaceChildren(heading, element("p", { class: "empty" }, "There is no Application yet. Create one with kubectl apply."));
    return;
  }
  const rows = sorted.map((application) => element("tr", {},
    element("td", { class: "name" },
      element("a", { href: addressOf(application) }, application.metadata.name), conditionsOf(application)),
    element("td", {}, state(syncOf(application))),
    element("td", {}, state(healthOf(application))),
    element("td", { class: "mono" }, revisionOf(application)),
    element("td", { class: "mono" }, sourceOf(application).repoURL ?? "", element("div", { class: "quiet" }, sourceOf(application).path ?? "")),
    element("td", {}, application.spec?.destination?.namespace ?? "")));
  view.replaceChildren(heading, table(["Name", "Sync", "Health", "Revision", "Source", "Namespace"], rows));
}

function facts(application) {
  const operation = application.status?.operationState;
  const entries = [
    ["Sync", state(syncOf(application))],
    ["Health", element("span", {}, state(healthOf(application)), " ", application.status?.health?.message ?? "")],
    ["Revision", element("span", { class: "mono" }, application.status?.sync?.revision ?? "")],
    ["Source", element("span", { class: "mono" }, `${sourceOf(application).repoURL ?? ""} ${sourceOf(application).path ?? ""} ${sourceOf(application).targetRevision ?? ""}`)],
    ["Destination", `${application.spec?.destination?.server ?? application.spec?.destination?.name ?? ""} ${application.spec?.destination?.namespace ?? ""}`],
  ];
  if (operation) entries.push(["Last operation", element("span", {}, state(operation.phase), " ", operation.message ?? "")]);
  return element("dl", { class: "facts" },
    ...entries.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function driftOf(object) {
  if (!object.fields?.length) return null;
  return element("ul", { class: "drift mono" }, ...object.fields.map((field) => element("li", {},
    `${field.path}: `,
    element("span", { class: "live" }, `live ${field.live ?? "nothing"}`), " · ",
    element("span", { class: "desired" }, `desired ${field.desired ?? "nothing"}`),
    field.manager ? ` · by ${field.manager}` : null)));
}

function objectRow(object) {
  return element("tr", {},
    element("td", {}, object.kind, element("div", { class: "quiet" }, object.group)),
    element("td", { class: "name" }, object.name, driftOf(object)),
    element("td", {}, object.namespace),
    element("td", {}, state(object.status), object.requiresPruning ? element("div", { class: "quiet" }, "to be pruned") : null),
    element("td", {}, object.health ? state(object.health.status) : "", element("div", { class: "quiet" }, object.health?.message ?? "")));
}

async function drawOne(namespace, name) {
  const application = applications.get(`${namespace}/${name}`);
  document.title = `${name} – Headwater`;
  const back = element("p", {}, element("a", { href: "/" }, "All applications"));
  if (!application) {
    view.replaceChildren(back, element("p", { class: "empty" }, `There is no application ${namespace}/${name}.`));
    return;
  }
  const query = `appNamespace=${encodeURIComponent(namespace)}`;
  const answer = await fetch(`/api/v1/applications/${encodeURIComponent(name)}/managed-resources?${query}`);
  const objects = answer.ok ? (await answer.json()).items : [];
  const sync = element("button", { type: "button", onclick: () => requestSync(name, query) }, "Sync");
  view.replaceChildren(back,
    element("h1", {}, name), facts(application), conditionsOf(application) ?? "",
    element("p", {}, sync, " ", element("span", { id: "answer", role: "status" })),
    element("h2", {}, `Objects (${objects.length})`),
    table(["Kind", "Name", "Namespace", "Sync", "Health"], objects.map(objectRow)));
}

async function requestSync(name, query) {
  const answer = await fetch(`/api/v1/applications/${encodeURIComponent(name)}/sync?${query}`, {
    method: "POST", headers: { "content-type": "application/json" }, body: "{}",
  });
  const place = document.getElementById("answer");
  if (place) place.textContent = answer.ok ? "asked for" : (await answer.json()).message;
}

function draw() {
  drawn = null;
  const match = location.pathname.match(/^\/applications\/([^/]+)\/([^/]+)$/);
  if (match) drawOne(decodeURIComponent(match[1]), decodeURIComponent(match[2]));
  else drawList();
}

/** However many changes come at once, the page is drawn once a frame. */
function drawSoon() {
  drawn ??= requestAnimationFrame(draw);
}

function take(message) {
  const { type, application } = JSON.parse(message.data).result;
  if (type === "DELETED") applications.delete(keyOf(application));
  else applications.set(keyOf(application), application);
  drawSoon();
}

const stream = new EventSource("/api/v1/stream/applications");
stream.onmessage = take;
stream.addEventListener("reset", () => { applications.clear(); drawSoon(); });
stream.onopen = () => { connection.textContent = "live"; };
stream.onerror = () => { connection.textContent = "disconnected, trying again…"; };

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  draw();
  view.focus();
});
addEventListener("popstate", draw);
draw();

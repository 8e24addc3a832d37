// What both views say of an application in the same way.

import { element } from "./dom.js";

/** Each state has a colour and a sign, so that colour alone never tells anything. */
const TONES = {
  Synced: ["good", "✓"], Healthy: ["good", "✓"], Succeeded: ["good", "✓"],
  Progressing: ["busy", "◔"], Running: ["busy", "◔"], Terminating: ["busy", "◔"],
  OutOfSync: ["warn", "≠"], Suspended: ["warn", "‖"], Missing: ["warn", "∅"],
  Orphaned: ["quiet", "○"],
  Degraded: ["bad", "✕"], Failed: ["bad", "✕"], Error: ["bad", "✕"],
};

export function badge(word) {
  const [tone, sign] = TONES[word] ?? ["quiet", "?"];
  return element("span", { class: `badge ${tone}` }, element("span", { "aria-hidden": "true" }, sign), " ", word || "Unknown");
}

export const syncOf = (application) => application.status?.sync?.status ?? "Unknown";
export const healthOf = (application) => application.status?.health?.status ?? "Unknown";
export const conditionsOf = (application) => application.status?.conditions ?? [];
export const sourcesOf = (application) => application.spec?.sources ?? (application.spec?.source ? [application.spec.source] : []);

export function revisionsOf(application) {
  const sync = application.status?.sync ?? {};
  return (sync.revisions?.length ? sync.revisions : [sync.revision]).filter((revision) => revision);
}

export const short = (revision) => (/^[0-9a-f]{40}$/.test(revision) ? revision.slice(0, 7) : revision);

export function time(text) {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : element("time", { datetime: text, title: text }, at.toLocaleString());
}

/** Conditions that tell of an error; the others are warnings. */
export const isError = (condition) => condition.type.endsWith("Error");

/** A table that becomes a list of cards where it is narrow; the roles say that it is a table all the same. */
export function table(label, headers, rows) {
  return element("table", { role: "table", "aria-label": label },
    element("thead", { role: "rowgroup" },
      element("tr", { role: "row" }, headers.map((header) => element("th", { scope: "col", role: "columnheader" }, header)))),
    element("tbody", { role: "rowgroup" }, rows.map(([key, attributes, cells]) => element("tr", { role: "row", "data-key": key, ...attributes },
      cells.map((cell, column) => element("td", { role: "cell", "data-label": headers[column] }, cell))))));
}

export function filterBox(label) {
  return element("div", { class: "filter", role: "search" },
    element("input", { id: "filter", type: "search", placeholder: label, "aria-label": label, autocomplete: "off", spellcheck: "false" }),
    element("label", {}, element("input", { id: "troubled", type: "checkbox" }), "Only what needs a look"));
}

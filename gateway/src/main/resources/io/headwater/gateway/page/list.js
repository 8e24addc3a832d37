// All applications.

import { element } from "./dom.js";
import { badge, conditionsOf, filterBox, healthOf, isError, revisionsOf, short, sourcesOf, syncOf, table } from "./words.js";

const addressOf = ({ namespace, name }) => `/applications/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
const nameOf = ({ metadata }) => `${metadata.namespace}/${metadata.name}`;

const isTroubled = (application) =>
  syncOf(application) !== "Synced" || healthOf(application) !== "Healthy" || conditionsOf(application).some(isError);

function isWanted(application, state) {
  if (state.troubledOnly && !isTroubled(application)) return false;
  const text = [nameOf(application), syncOf(application), healthOf(application),
    ...sourcesOf(application).flatMap((source) => [source.repoURL, source.path])].join(" ").toLowerCase();
  return state.filter.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

/** What a person should read first: an error, else what the operation waits for or failed with, else why it isn't healthy. */
function messageOf(application) {
  const status = application.status ?? {};
  const conditions = [...conditionsOf(application)].sort((one, other) => isError(other) - isError(one));
  if (conditions.length > 0) {
    return conditions.map((condition) => element("p", { class: isError(condition) ? "message bad" : "message warn" },
      element("strong", {}, condition.type), " ", condition.message));
  }
  const operation = status.operationState;
  if (operation && operation.phase !== "Succeeded" && operation.message) return element("p", { class: "message" }, operation.message);
  if (healthOf(application) !== "Healthy" && status.health?.message) return element("p", { class: "message" }, status.health.message);
  return null;
}

function rowOf(application) {
  const source = sourcesOf(application)[0] ?? {};
  const more = sourcesOf(application).length - 1;
  return [nameOf(application), {}, [
    [element("a", { class: "name", href: addressOf(application.metadata) }, application.metadata.name),
      element("span", { class: "quiet" }, ` ${application.metadata.namespace}`), messageOf(application)],
    badge(syncOf(application)),
    badge(healthOf(application)),
    element("span", { class: "mono", title: revisionsOf(application).join(" ") }, revisionsOf(application).map(short).join(" ")),
    [element("span", { class: "mono" }, source.repoURL ?? ""),
      element("span", { class: "mono quiet" }, ` ${source.path ?? source.chart ?? ""}${more > 0 ? ` and ${more} more` : ""}`)],
    element("span", {}, application.spec?.destination?.namespace ?? ""),
  ]];
}

function countsOf(applications) {
  const count = (test) => applications.filter(test).length;
  const parts = [
    [count((one) => syncOf(one) === "Synced" && healthOf(one) === "Healthy"), "synced and healthy"],
    [count((one) => syncOf(one) === "OutOfSync"), "out of sync"],
    [count((one) => healthOf(one) === "Progressing"), "progressing"],
    [count((one) => healthOf(one) === "Degraded"), "degraded"],
    [count((one) => conditionsOf(one).some(isError)), "with errors"],
  ];
  return parts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`).join(" · ");
}

export function listView(state) {
  const all = [...state.applications.values()].sort((one, other) => nameOf(one).localeCompare(nameOf(other)));
  if (all.length === 0) {
    const words = state.complete ? "There is no Application yet. Create one with kubectl apply; it appears here by itself." : "Reading…";
    return [element("h1", {}, "Applications"), element("p", { class: "empty" }, words)];
  }
  const wanted = all.filter((application) => isWanted(application, state));
  return [
    element("div", { class: "title", "data-key": "title" },
      element("h1", {}, all.length === 1 ? "1 application" : `${all.length} applications`),
      element("p", { class: "quiet", id: "counts" }, countsOf(all)),
      filterBox("Filter by name, state, repository")),
    wanted.length === 0
      ? element("p", { class: "empty" }, "None of them fits the filter.")
      : table("Applications", ["Name", "Sync", "Health", "Revision", "Source", "Namespace"], wanted.map(rowOf)),
  ];
}

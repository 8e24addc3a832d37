// One application: conditions in full, its last operation, its objects.

import { element } from "./dom.js";
import { badge, conditionsOf, filterBox, healthOf, isError, revisionsOf, sourcesOf, syncOf, table, time } from "./words.js";

function list(entries) {
  return element("dl", { class: "facts" }, entries.filter(([, value]) => value !== null && value !== "" && value.length !== 0)
    .flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function conditions(application) {
  const all = conditionsOf(application);
  if (all.length === 0) return null;
  return element("section", { "data-key": "conditions", "aria-label": "Conditions" }, element("ul", { class: "conditions" },
    all.map((condition) => element("li", { class: isError(condition) ? "bad" : "warn" },
      element("strong", {}, condition.type), condition.lastTransitionTime ? [" ", element("span", { class: "quiet" }, "since ", time(condition.lastTransitionTime))] : "",
      element("p", {}, condition.message)))));
}

function policyOf(application) {
  const automated = application.spec?.syncPolicy?.automated;
  if (!automated || automated.enabled === false) return "by hand";
  return ["automatic", automated.prune ? "prunes" : null, automated.selfHeal ? "heals" : null].filter(Boolean).join(", ");
}

function destinationOf(application) {
  const { server, name, namespace } = application.spec?.destination ?? {};
  return [server ?? name, namespace].filter(Boolean).join(" · ");
}

function facts(application) {
  const mono = (text) => element("span", { class: "mono" }, text);
  return list([
    ["Revision", revisionsOf(application).map((revision) => element("div", {}, mono(revision)))],
    ["Source", sourcesOf(application).map((source) =>
      element("div", {}, mono([source.repoURL, source.path ?? source.chart, source.targetRevision].filter(Boolean).join(" · "))))],
    ["Destination", mono(destinationOf(application))],
    ["Project", application.spec?.project ?? "default"],
    ["Sync", policyOf(application)],
    ["Health", application.status?.health?.message ?? ""],
  ]);
}

function initiatorOf(operation) {
  const by = operation.operation?.initiatedBy ?? {};
  return by.automated ? "automatic" : by.username ?? "";
}

function lastOperation(application) {
  const operation = application.status?.operationState;
  if (!operation) return element("section", { class: "card" }, element("h2", {}, "Last operation"), element("p", { class: "quiet" }, "None yet."));
  return element("section", { class: "card" }, element("h2", {}, "Last operation"),
    element("p", {}, badge(operation.phase), " ", element("span", { class: "text" }, operation.message ?? "")),
    list([
      ["Began", operation.startedAt ? time(operation.startedAt) : ""],
      ["Ended", operation.finishedAt ? time(operation.finishedAt) : ""],
      ["Revision", element("span", { class: "mono" }, operation.syncResult?.revision ?? operation.operation?.sync?.revision ?? "")],
      ["Asked for by", initiatorOf(operation)],
      ["Attempts", operation.retryCount ? String(operation.retryCount + 1) : ""],
    ]));
}

const isTroubled = (object) => !["Synced", "Orphaned"].includes(object.status) || (object.health && object.health.status !== "Healthy");

function driftOf(object) {
  if (!object.fields?.length) return null;
  return element("ul", { class: "drift" }, object.fields.map((field) => element("li", { class: "mono" },
    element("span", {}, field.path), ": ",
    element("span", {}, `is ${field.live ?? "nothing"}, wanted ${field.desired ?? "nothing"}`),
    whyOf(field) ? element("span", { class: "quiet" }, ` (${whyOf(field)})`) : "")));
}

/** The class of cause, and who changed it when, as far as is known. */
const whyOf = (field) => [field.cause, field.manager ? `by ${field.manager}` : "", field.since ? `at ${field.since}` : ""].filter((word) => word).join(" ");

const DIFFERENCES = { missing: "not in the cluster", extra: "not in Git", unknown: "can't be compared", orphaned: "belongs to no application" };

const differenceOf = (object) => [DIFFERENCES[object.difference], object.cause].filter((word) => word).join(": ");

function objectRow(object) {
  const group = object.group ? `${object.group}/${object.version}` : object.version;
  return [`${object.group}/${object.kind}/${object.namespace}/${object.name}`, {}, [
    [element("span", {}, object.kind), element("span", { class: "quiet" }, ` ${group ?? ""}`)],
    [element("span", { class: "name" }, object.name), object.namespace ? element("span", { class: "quiet" }, ` ${object.namespace}`) : ""],
    [badge(object.status), object.requiresPruning ? element("span", { class: "quiet" }, " to be pruned") : ""],
    object.health ? badge(object.health.status) : element("span", { class: "quiet" }, "–"),
    [element("span", { class: "text" }, object.health?.message || differenceOf(object)), driftOf(object)],
  ]];
}

function objects(state, key) {
  const known = state.objects?.key === key ? state.objects : null;
  if (!known) return [element("p", { class: "empty" }, "Reading…")];
  if (known.failure) return [element("p", { class: "empty" }, `The objects can't be read: ${known.failure}`)];
  const words = state.filter.toLowerCase().split(/\s+/);
  const wanted = known.items.filter((object) => (!state.troubledOnly || isTroubled(object))
    && words.every((word) => [object.kind, object.name, object.namespace, object.status, object.health?.status].join(" ").toLowerCase().includes(word)));
  const troubled = known.items.filter(isTroubled).length;
  return [
    element("div", { class: "title", "data-key": "objects" },
      element("h2", {}, `Objects (${known.items.length})`),
      element("p", { class: "quiet" }, troubled > 0 ? `${troubled} need a look` : ""),
      known.items.length > 0 ? filterBox("Filter by kind, name, state") : ""),
    wanted.length === 0
      ? element("p", { class: "empty" }, known.items.length === 0 ? "It has no objects." : "None of them fits the filter.")
      : table("Objects", ["Kind", "Name", "Sync", "Health", "Message"], wanted.map(objectRow)),
  ];
}

export function oneView(state, { namespace, name }) {
  const key = `${namespace}/${name}`;
  const application = state.applications.get(key);
  const back = element("nav", { "aria-label": "Breadcrumb" }, element("a", { href: "/" }, "← All applications"));
  if (!application) {
    return [back, element("p", { class: "empty" }, state.complete ? `There is no application ${key}.` : "Reading…")];
  }
  const deleting = application.metadata.deletionTimestamp;
  return [
    back,
    element("div", { class: "title" },
      element("h1", {}, name), element("span", { class: "quiet" }, namespace),
      badge(syncOf(application)), badge(healthOf(application)), deleting ? element("strong", { class: "bad" }, "is being deleted") : "",
      element("div", { class: "actions" },
        element("span", { id: "answer", role: "status" }, state.answer),
        element("button", { type: "button", "data-action": "refresh" }, "Refresh"),
        element("button", { type: "button", "data-action": "sync", class: "primary" }, "Sync"))),
    conditions(application),
    element("div", { class: "cards", "data-key": "cards" },
      element("section", { class: "card" }, element("h2", {}, "Application"), facts(application)),
      lastOperation(application)),
    ...objects(state, key),
  ].filter((part) => part !== null);
}

// Elements, and how a drawn tree becomes the one that is shown.

/** Makes an element. Children that are strings become text, so nothing from Git or a cluster is ever read as HTML; empty children are left out. */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/**
 * Makes the children of a node those that are wanted, and changes nothing that is as wanted already: focus, selection and scrolling survive.
 * Children with a data-key are recognised by it, wherever they stand.
 */
export function show(parent, wanted) {
  const keys = new Set(wanted.map(keyOf).filter((key) => key !== undefined));
  const known = new Map();
  for (const child of [...parent.childNodes]) {
    const key = keyOf(child);
    if (key === undefined) continue;
    if (keys.has(key)) known.set(key, child);
    else child.remove();
  }
  let place = parent.firstChild;
  for (const node of wanted) {
    const key = keyOf(node);
    const candidate = key === undefined ? place : known.get(key);
    if (candidate && isAlike(candidate, node)) {
      if (candidate === place) place = place.nextSibling;
      else parent.insertBefore(candidate, place);
      adopt(candidate, node);
    } else {
      parent.insertBefore(node, place);
    }
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
}

const keyOf = (node) => node.dataset?.key;

const isAlike = (current, wanted) => current.nodeName === wanted.nodeName && keyOf(current) === keyOf(wanted);

function adopt(current, wanted) {
  if (current.nodeType === Node.TEXT_NODE) {
    if (current.data !== wanted.data) current.data = wanted.data;
    return;
  }
  for (const { name } of [...current.attributes]) {
    if (!wanted.hasAttribute(name)) current.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (current.getAttribute(name) !== value) current.setAttribute(name, value);
  }
  show(current, [...wanted.childNodes]);
}

// Builds DOM nodes without ever parsing a string as HTML: strings become text nodes.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "readOnly"]);

function apply(node, name, value) {
  if (value === null || value === undefined || value === false) {
    if (PROPERTIES.has(name)) node[name] = false;
    return;
  }
  if (name.startsWith("on") && typeof value === "function") node.addEventListener(name.slice(2), value);
  else if (name === "class") node.setAttribute("class", value);
  else if (name === "css") for (const [key, val] of Object.entries(value)) node.style.setProperty(key, val);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** An element with attributes (`on…` functions listen, `css` sets style properties) and children. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) apply(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Replaces the children of `node`, leaving it untouched when nothing is there before or after. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Sets text only when it differs, so screen readers and observers are not woken for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

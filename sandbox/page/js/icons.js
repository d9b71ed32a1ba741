// Line icons on a 24×24 grid; each is a list of path data drawn with the current text colour.

const PATHS = {
  send: ["M4 12l16-8-5 17-4-6.5z", "M11 14.5L20 4"],
  menu: ["M4 7h16", "M4 12h16", "M4 17h10"],
  attach: ["M20 11.5l-8.2 8.2a5 5 0 01-7-7L13 4.4a3.3 3.3 0 014.7 4.7l-8.2 8.2a1.7 1.7 0 01-2.4-2.4l7.5-7.5"],
  more: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  plus: ["M12 5v14", "M5 12h14"],
  keyboard: ["M3 6.5h18v11H3z", "M7 10v.01", "M11 10v.01", "M15 10v.01", "M8 14h8"],
  down: ["M6 9l6 6 6-6"],
  pin: ["M9 4h6l-1 6 3 3H7l3-3z", "M12 13v7"],
  file: ["M7 3h7l4 4v14H7z", "M14 3v4h4"],
  play: ["M8 5.5v13l10.5-6.5z"],
  user: ["M12 12a4 4 0 100-8 4 4 0 000 8z", "M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6"],
  users: ["M9 11a3.5 3.5 0 100-7 3.5 3.5 0 000 7z", "M2.5 19.5c.6-3.5 3.2-5.5 6.5-5.5s5.9 2 6.5 5.5", "M16 4.5a3.5 3.5 0 010 6.3", "M18 14.5c2 .7 3.2 2.4 3.6 5"],
  eye: ["M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z", "M12 15a3 3 0 100-6 3 3 0 000 6z"],
  location: ["M12 21s7-6.5 7-11.5a7 7 0 10-14 0C5 14.5 12 21 12 21z", "M12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z"],
  mic: ["M12 14.5a3 3 0 003-3V6.5a3 3 0 10-6 0v5a3 3 0 003 3z", "M5.5 11.5a6.5 6.5 0 0013 0", "M12 18v3"],
  image: ["M4 5h16v14H4z", "M4 16l4.5-4.5 4 4 3-3L20 17", "M15.5 9.5v.01"],
  sticker: ["M5 4h14v9l-6 7H5z", "M13 20v-7h6", "M9 9v.01", "M14 9v.01"],
  contact: ["M5 4h14v16H5z", "M12 12a2.2 2.2 0 100-4.4 2.2 2.2 0 000 4.4z", "M8.5 16.5c.5-1.7 1.8-2.5 3.5-2.5s3 .8 3.5 2.5"],
  reply: ["M10 6L4 12l6 6", "M4 12h9c4 0 6.5 2 7 6"],
  edit: ["M5 19l1-4L16.5 4.5l3 3L9 18z"],
  copy: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
  block: ["M12 21a9 9 0 100-18 9 9 0 000 18z", "M5.7 5.7l12.6 12.6"],
  link: ["M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1", "M14 10a4 4 0 00-5.7 0l-3 3A4 4 0 0011 18.7l1-1"],
  open: ["M8 5h11v11", "M19 5L6 18"],
  video: ["M4 6h11v12H4z", "M15 10.5l5-3v9l-5-3"],
  poll: ["M5 20V10", "M12 20V4", "M19 20v-7"],
  code: ["M9 7l-5 5 5 5", "M15 7l5 5-5 5"],
  smile: ["M12 21a9 9 0 100-18 9 9 0 000 18z", "M8.5 14c1.8 2.7 5.2 2.7 7 0", "M9 9.5v.01", "M15 9.5v.01"],
  card: ["M3 6h18v12H3z", "M3 10h18", "M7 15h3"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  dice: ["M5 5h14v14H5z", "M9 9v.01", "M15 15v.01", "M12 12v.01"],
  phone: ["M6 3.5l3 0 1.5 4-2 1.5c1 2.5 3 4.5 5.5 5.5l1.5-2 4 1.5v3c0 1.5-1 2.5-2.5 2.5C10 19.5 4 13 3.5 6 3.5 4.5 4.5 3.5 6 3.5z"],
  swap: ["M4 8h14l-4-4", "M20 16H6l4 4"],
};

const SVG = "http://www.w3.org/2000/svg";

/** A decorative icon; the control around it carries the label. */
export function icon(name, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  for (const data of PATHS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", data);
    svg.append(path);
  }
  return svg;
}

/** The product's mark: a paper plane pointing where the person fits. */
export function logo() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 32 32");
  svg.setAttribute("class", "logo-mark");
  svg.setAttribute("aria-hidden", "true");
  const plane = document.createElementNS(SVG, "path");
  plane.setAttribute("d", "M7 16.5L25 8l-5 17-5-5.5-4 3.5v-5z");
  const fold = document.createElementNS(SVG, "path");
  fold.setAttribute("d", "M11 18l14-10-10 11.5");
  fold.setAttribute("class", "logo-fold");
  svg.append(plane, fold);
  return svg;
}

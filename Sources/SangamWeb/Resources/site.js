// A module that adds to pages which work without it. It stores nothing, and asks this server only.
const $ = (selector) => document.querySelector(selector);
const json = (url) => fetch(url).then((answer) => answer.json());
const each = (selector, run) => document.querySelectorAll(selector).forEach(run);
const set = (node, name, value) => node.setAttribute(name, value);
const make = (name, more) => Object.assign(document.createElement(name), more);
/** A line below something, read aloud when it changes. */
const teller = (after, line = make("p", { className: "meta" })) => {
  set(line, "role", "status");
  if (!line.parentNode) after.after(line);
  return (text) => { line.textContent = text; };
};

// Live map, when its button is pressed: until then <div data-live> holds the server's picture.
const box = $("[data-live]"), button = $("[data-live-button]");
if (box && button) {
  const tell = teller(box, $("[data-live-status]") || undefined);
  const start = async (event) => {
    button.disabled = true;
    try {
      await live(box.dataset, tell);
      button.hidden = true;
      if (event) box.firstElementChild.focus();
      const address = new URL(location);
      address.searchParams.set("live", 1);
      history.replaceState(null, "", address);
    } catch {
      button.disabled = false;
      tell(JSON.parse(box.dataset.words).mapFailed);
    }
  };
  button.hidden = false;
  button.onclick = start;
  if ("on" in box.dataset) start();
}

function load(file) {
  const url = "/map/" + file;
  return new Promise((onload, onerror) => document.head.append(file.endsWith("css")
    ? make("link", { rel: "stylesheet", href: url, onload, onerror })
    : make("script", { src: url, onload, onerror })));
}

async function live(data, tell) {
  const words = JSON.parse(data.words);
  const [outline] = await Promise.all([
    json(data.outline), ...["leaflet.css", "markercluster.css", "leaflet.js"].map(load)]);
  await load("markercluster.js");
  const L = window.L;
  const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const digits = new Intl.NumberFormat(data.lang), plural = new Intl.PluralRules(data.lang);
  const say = (key, count, place) => (words[key][plural.select(count)] || words[key].other)
    .replace("{count}", digits.format(count)).replace("{place}", place);

  const pane = make("div", { className: "live", tabIndex: 0 });
  set(pane, "role", "region");
  set(pane, "aria-label", words.mapLiveName);
  box.replaceChildren(pane);
  const map = L.map(pane, {
    maxZoom: 14, zoomSnap: 0.25, worldCopyJump: true, attributionControl: false,
    zoomControl: false, zoomAnimation: animate, fadeAnimation: animate,
  });
  L.control.zoom({ zoomInTitle: words.mapCloser, zoomOutTitle: words.mapFurther }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const land = L.polygon(rings(outline), {
    stroke: false, fillOpacity: 1, className: "land", interactive: false });

  const itemsOf = (layer) => layer.options.item ? [layer.options.item]
    : layer.getAllChildMarkers().map((marker) => marker.options.item);
  const sum = (items) => items.reduce((count, item) => count + item.count, 0);
  const icon = (items) => {
    const count = sum(items);
    const size = count < 10 ? 30 : count < 100 ? 34 : count < 1000 ? 40 : 44;
    return L.divIcon({
      iconSize: [44, 44], className: count > 1 ? "" : items[0].area ? "one near" : "one",
      html: count > 1 ? `<span class="many s${size}">${digits.format(count)}</span>` : "",
    });
  };
  const group = L.markerClusterGroup({
    maxClusterRadius: 64, showCoverageOnHover: false, zoomToBoundsOnClick: false,
    spiderfyOnMaxZoom: false, animate, iconCreateFunction: (layer) => icon(itemsOf(layer)),
  }).addTo(map);
  const symbols = () => {
    const found = [];
    map.eachLayer((layer) => { if (layer instanceof L.Marker && layer._icon) found.push(layer); });
    return found;
  };

  // Leaflet 1.7 gives its symbols neither role nor name.
  const nameAll = () => symbols().forEach((layer) => {
    const items = itemsOf(layer), count = sum(items), one = items.length === 1 && items[0].path;
    const { name, place } = items.reduce((most, item) => item.count > most.count ? item : most);
    const text = count === 1 ? [name, place].filter(Boolean).join(", ")
      : one ? say("mapSpot", count) : say(place ? "mapClusterNear" : "mapCluster", count, place);
    set(layer._icon, "role", one ? "link" : "button");
    set(layer._icon, "aria-label", text);
    set(layer._icon, "title", text);
  });

  // The focus goes on to what came out of a symbol, and stays when the map moves.
  let focusAt = null;
  const keepFocus = () => {
    const held = symbols().find((layer) => layer._icon === document.activeElement);
    if (held) focusAt = held.getLatLng();
  };
  const giveFocus = () => {
    if (!focusAt) return;
    const far = (layer) => map.distance(layer.getLatLng(), focusAt);
    const near = symbols().filter((layer) => map.getBounds().contains(layer.getLatLng()))
      .sort((a, b) => far(a) - far(b))[0];
    focusAt = null;
    (near ? near._icon : pane).focus({ preventScroll: true });
  };

  const open = ({ layer }) => {
    const items = itemsOf(layer);
    if (items.length === 1 && items[0].path) { location = items[0].path; return; }
    const bounds = L.latLngBounds([]);
    for (const { at, bounds: [south, west, north, east] = [...at, ...at] } of items) {
      const turn = Math.round((layer.getLatLng().lng - at[1]) / 360) * 360;
      bounds.extend([south, west + turn])
        .extend([north, east + turn + (east < west ? 360 : 0)]);
    }
    const middle = bounds.getCenter();
    if (map.getZoom() >= 14 || bounds.getNorthEast().distanceTo(bounds.getSouthWest()) < 30) {
      const list = new URL(data.list, location), { lat, lng } = middle.wrap();
      list.searchParams.set("near", [lat.toFixed(4), lng.toFixed(4)]);
      list.searchParams.set("within", 1);
      location = list;
      return;
    }
    keepFocus();
    const zoom = Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds.pad(0.2)));
    map.setView(middle, Math.min(zoom, 14), { animate });
  };
  group.on("click clusterclick", open);
  pane.addEventListener("keydown", (event) => {
    if (event.key === "+") {
      // With the shift key, which a plus often needs, Leaflet goes three steps at once.
      event.stopImmediatePropagation();
      map.zoomIn();
    }
    const layer = (event.key === " " || event.key === "Enter")
      && symbols().find(({ _icon }) => _icon === event.target);
    if (!layer) return;
    event.preventDefault();
    open({ layer });
  }, true);
  group.on("animationend", nameAll);

  let asked = 0;
  map.on("moveend", async () => {
    const number = ++asked, zoom = Math.round(map.getZoom()), view = map.getBounds().pad(0.1);
    // Closer than this the outline would mislead.
    if (pane.classList.toggle("plain", zoom > 8)) land.remove(); else land.addTo(map);
    const address = new URL(data.live, location);
    address.searchParams.set("zoom", zoom);
    address.searchParams.set("bbox", [Math.max(-90, view.getSouth()), view.getWest(),
      Math.min(90, view.getNorth()), view.getEast()].map((degrees) => degrees.toFixed(5)));
    const answer = await json(address).catch(() => null);
    if (number !== asked || !answer) return;
    keepFocus();
    group.clearLayers();
    group.addLayers(answer.items.map((item) => {
      const turn = Math.round((view.getCenter().lng - item.at[1]) / 360) * 360;
      return L.marker([item.at[0], item.at[1] + turn], { icon: icon([item]), item });
    }));
    nameAll();
    giveFocus();
    tell(say("mapHere", answer.here));
  });
  const [south, west, north, east] = data.bounds.split(",").map(Number);
  map.fitBounds([[south, west], [north, east < west ? east + 360 : east]], { animate: false });

  // The operator's tiles, only when somebody asks for them.
  each("[data-live-tiles]", (ask) => {
    ask.hidden = false;
    ask.onclick = () => {
      L.tileLayer(data.tiles, { maxZoom: 19, referrerPolicy: "no-referrer" }).addTo(map);
      ask.hidden = true;
    };
  });
  each("[data-live-picture]", (back) => { back.hidden = false; });
}

/** Rings of the projected world as latitudes and longitudes, for three worlds side by side. */
function rings({ units, rings: lines }) {
  return [-360, 0, 360].flatMap((turn) => lines.map((line) => {
    const ring = [];
    for (let at = 0, x = 0, y = 0; at < line.length; at += 2) {
      x += line[at];
      y += line[at + 1];
      ring.push([Math.atan(Math.sinh(Math.PI * (1 - 2 * y / units))) * 180 / Math.PI,
        x / units * 360 - 180 + turn]);
    }
    return ring;
  }));
}

// <input type=file data-shrink='{words}' data-save="#id">: the picture is made small, to be saved
// by the link; nothing is sent. It stands in a part of the page that is hidden until then.
each("input[data-shrink]", (input) => {
  const words = JSON.parse(input.dataset.shrink), tell = teller(input);
  const link = $(input.dataset.save);
  let asked = 0;
  input.closest("[hidden]").hidden = false;
  input.addEventListener("change", async () => {
    const file = input.files[0], number = ++asked;
    link.hidden = true;
    tell(file ? words.pictureShrinking : "");
    const small = file && await shrunk(file).catch(() => null);
    if (!file || number !== asked) return;
    if (!small) return tell(words.pictureTooLarge);
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(small);
    link.download = small.name;
    link.hidden = false;
    const size = Math.ceil(small.size / 1000);
    tell(words.pictureReady.replace("{size}", size) + " " + words.pictureAltReminder);
  });
});

async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const canvas = make("canvas"), pen = canvas.getContext("2d");
  const longest = Math.max(picture.width, picture.height);
  for (let side = Math.min(longest, 1280), size = 0; side > 99;
    side *= Math.min(0.8, Math.sqrt(45000 / size))) {
    canvas.width = Math.ceil(picture.width * side / longest);
    canvas.height = Math.ceil(picture.height * side / longest);
    const area = [0, 0, canvas.width, canvas.height];
    pen.fillStyle = "#fff";
    pen.fillRect(...area);
    pen.drawImage(picture, ...area);
    for (const quality of [0.8, 0.6]) {
      const made = (type) => new Promise((done) => { canvas.toBlob(done, type, quality); });
      let blob = await made("image/webp");
      // A browser that cannot write WebP gives another type.
      if (blob.type !== "image/webp") blob = await made("image/jpeg");
      size = blob.size;
      if (size <= 45000) {
        return new File([blob], "picture." + blob.type.slice(6), { type: blob.type });
      }
    }
  }
  return null;
}

// <button hidden data-copy="#id" data-done="…">: copies what stands there.
each("button[data-copy]", (button) => {
  const tell = teller(button), source = $(button.dataset.copy);
  button.hidden = false;
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText((source.value || source.textContent).trim());
      tell(button.dataset.done);
    } catch {
      // Without https: chosen, ready to be copied by hand.
      if (source.select) source.select(); else getSelection().selectAllChildren(source);
    }
  };
});

/* Brings data, state, maps and panel together. */
(function () {
  "use strict";
  const web = window.webMap, { get, make, fill } = web;
  const data = window.OPGAVENKAART, texts = data.texts;
  const SETTLED_MS = 250, HANDLE = 22;

  const state = web.readState(data);
  const shapes = web.decode(data);
  const outcomes = [];
  const original = data.challenges.map((one) => {
    const index = web.combine(one, one.indicators.map((indicator) => indicator.weight));
    return { index, ranks: web.ranks(index).ranks };
  });
  const maps = [];
  let palette = null, waiting = 0, following = false, onPaper = false;

  const challenge = () => data.challenges[state.active];
  const unitOf = (key) => challenge().units.keys.indexOf(key);
  const clusterOf = (id) => challenge().clusters.findIndex((one) => one.id === id);
  const prefersDark = () => window.matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = () => !onPaper && (state.dark === null ? prefersDark() : state.dark);

  const panel = new web.Panel(data, {
    weigh: (weights) => weigh(weights), pickUnit: (unit) => pickUnit(unit, true), pickCluster: (at) => pickCluster(at, true),
    pickArea: (at) => goTo(web.bounds(shapes.areas[at].geometry)),
  });

  /* The index, the ranking and what changed in it, by the weights of now. */
  function evaluate(at) {
    const index = web.combine(data.challenges[at], state.weights[at]), first = original[at];
    const { ranks, order } = web.ranks(index);
    const alike = index.every((value, unit) => Number.isNaN(value) === Number.isNaN(first.index[unit]));
    outcomes[at] = { index, ranks, order, changes: alike ? risen(first.ranks, ranks) : risen(ranksAmong(first.index, index), ranksAmong(index, first.index)) };
  }

  /* Returns the ranks of units that have an index both here and there. */
  const ranksAmong = (index, other) => web.ranks(index.map((value, unit) => (Number.isNaN(other[unit]) ? NaN : value))).ranks;

  /* Returns how many places each unit rises. */
  const risen = (before, after) => after.map((rank, unit) => before[unit] - rank);

  const shownIn = (map) => (state.swipe === null ? state.active : maps.indexOf(map));

  /* What the colours show on a map: values, edges of classes, ramp; `drawn` has behind the ramp the colour of what is hidden. An indicator is
     shown where the challenge has it. */
  function theme(at) {
    const indicator = data.challenges[at].indicators.find((one) => one.id === state.show);
    const breaks = indicator ? indicator.breaks : data.challenges[at].breaks;
    const ramp = indicator ? palette.ramps.indicator : palette.ramps.need;
    const colours = ramp[Math.max(breaks.length - 1, 0)], hidden = new Set(indicator ? indicator.hidden : []);
    const drawn = hidden.size ? [...colours, palette.colours.missing_hatch] : colours;
    return { indicator, values: indicator ? indicator.values : outcomes[at].index, breaks, colours, hidden, drawn };
  }

  const titleOf = (indicator) => (indicator ? indicator.title : texts.index);

  function paint(map) {
    if (!map.loaded) return;
    const at = shownIn(map);
    map.show(at, classes(at));
    map.dress(palette, theme(at).drawn);
    map.paint(classes(at));
  }

  function classes(at) {
    const { values, breaks, colours, hidden } = theme(at);
    return Int8Array.from(values, (value, unit) => (hidden.has(unit) ? colours.length : web.classOf(value, breaks)));
  }

  function legend() {
    const { indicator, values, breaks, colours, hidden, drawn } = theme(state.active);
    const lacking = Array.from(values).some((value, unit) => (value === null || Number.isNaN(value)) && !hidden.has(unit));
    panel.legend(titleOf(indicator), breaks, colours, indicator ? indicator.decimals : 0, indicator ? indicator.unit : "", challenge().clusters.length > 0 && state.on.includes("clusters") && challenge().groups.legend, lacking, drawn[colours.length]);
  }

  function select() {
    const unit = state.unit ? unitOf(state.unit) : -1, cluster = state.cluster ? clusterOf(state.cluster) : -1;
    maps.forEach((map) => map.loaded && (shownIn(map) === state.active ? map.select(unit, cluster) : map.select(-1, -1)));
    if (unit >= 0) panel.unit(challenge(), unit, outcomes[state.active]);
    else if (cluster >= 0) panel.cluster(challenge(), cluster, outcomes[state.active]);
    else panel.hideProfile();
    document.querySelectorAll("[data-cluster]").forEach((one) => one.classList.toggle("chosen", Number(one.dataset.cluster) === state.cluster));
  }

  function goTo(bounds) {
    if (maps[0]) maps[0].goTo(bounds);
  }

  function pickUnit(unit, go) {
    state.unit = unit >= 0 ? challenge().units.keys[unit] : "";
    state.cluster = 0;
    chosen(unit >= 0 ? challenge().units.names[unit] : "", unit >= 0 && go ? shapes.challenges[state.active].units.bounds(unit) : null, go);
  }

  function pickCluster(at, go) {
    state.unit = "";
    state.cluster = at >= 0 ? challenge().clusters[at].id : 0;
    chosen(at >= 0 ? challenge().clusters[at].label : "", at >= 0 && go ? web.bounds(shapes.challenges[state.active].clusters[at].geometry) : null, go);
  }

  function chosen(name, bounds, go) {
    select();
    if (bounds) goTo(bounds);
    if (name) {
      panel.say(fill(texts.selected, { name }));
      if (go) get("profile").focus({ preventScroll: true });
      get("profile").scrollIntoView({ block: "nearest" });
    }
    keep();
  }

  function weigh(weights) {
    state.weights[state.active] = weights || challenge().indicators.map((one) => one.weight);
    if (!waiting) waiting = window.requestAnimationFrame(reweigh);
  }

  function reweigh() {
    waiting = 0;
    evaluate(state.active);
    panel.weighed(challenge(), state.weights[state.active], outcomes[state.active]);
    maps.filter((map) => map.loaded).forEach((map) => {
      map.paint(classes(shownIn(map)));
      map.draw();
    });
    legend();
    if (!get("profile").hidden) select();
    keep();
  }

  function activate(at) {
    const key = state.unit;
    state.active = at;
    state.cluster = 0;
    state.unit = unitOf(key) >= 0 ? key : "";
    if (!challenge().indicators.some((one) => one.id === state.show)) state.show = "index";
    switches();
    everything();
    keep();
  }

  /* Writes and draws all that follows from the state. */
  function everything() {
    palette = data.palettes[isDark() ? "dark" : "light"];
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    get("dark").setAttribute("aria-pressed", String(isDark()));
    panel.challenge(challenge());
    panel.weighed(challenge(), state.weights[state.active], outcomes[state.active]);
    choices();
    place();
    maps.forEach((map) => { paint(map); if (map.loaded) map.switchLayers(state.on); });
    legend();
    select();
  }

  function choices() {
    const option = (value, text) => make("option", { value, text, selected: state.show === value });
    get("show").replaceChildren(option("index", texts.index), ...challenge().indicators.map((one) => option(one.id, `${one.title}${one.unit ? ` (${one.unit})` : ""}`)));
    document.querySelectorAll("#choice input").forEach((one) => { one.checked = Number(one.value) === state.active; });
  }

  function switches() {
    const there = [["clusters", challenge().groups.several], ["areas", texts.areas, data.areas.length], ["water", texts.water, (data.ground.water || []).length],
      ["parks", texts.parks, (data.ground.parks || []).length], ["roads", texts.roads, (data.ground.roads || []).length],
      ...data.layers.map((layer) => [layer.id, layer.title])].filter(([, , count]) => count === undefined || count > 0);
    get("switches").replaceChildren(...there.map(([id, title]) => make("li", {}, make("label", {}, make("input", {
      type: "checkbox", checked: state.on.includes(id), onchange: (event) => {
        state.on = event.target.checked ? [...state.on, id] : state.on.filter((one) => one !== id);
        maps.forEach((map) => map.loaded && map.switchLayers(state.on));
        legend();
        keep();
      } }), document.createTextNode(` ${title}`)))));
  }

  function keep() {
    web.writeState(data, state);
  }

  function tip(map, unit, event) {
    get("tip").hidden = unit < 0;
    if (unit < 0) return;
    const at = shownIn(map), { indicator, values } = theme(at);
    const value = `${panel.n(values[unit] ?? NaN, indicator ? indicator.decimals : 0)}${indicator ? ` ${indicator.unit}` : ""}`;
    get("tip").replaceChildren(make("strong", { text: data.challenges[at].units.names[unit] }), make("span", { text: `${titleOf(indicator)}: ${value}` }));
    const box = get("stage").getBoundingClientRect(), x = event.originalEvent.clientX - box.left, y = event.originalEvent.clientY - box.top;
    get("tip").style.transform = `translate(${x > box.width / 2 ? "calc(-100% - 12px)" : "12px"}, 12px)`;
    get("tip").style.left = `${x}px`;
    get("tip").style.top = `${y}px`;
  }

  function open(at) {
    const view = state.at ? { center: state.at.slice(0, 2), zoom: state.at[2] } : { bounds: data.place.bounds, fitBoundsOptions: { padding: web.padding(data.place.bounds) } };
    const first = at === 0 && state.swipe === null ? state.active : at;
    try {
      maps[at] = new web.NeedMap(`map-${at}`, data, shapes, first, view, { palette, colours: theme(first).drawn, classes: classes(first), on: state.on }, {
        ready: (map) => { paint(map); select(); map.map.once("idle", () => document.documentElement.setAttribute(`data-drawn-${at}`, "")); },
        moved: (map, event) => follow(map, event),
        hovered: tip,
        clicked: (map, unit, cluster) => {
          const side = shownIn(map);
          if (side !== state.active) activate(side);
          if (cluster >= 0) pickCluster(cluster, false);
          else pickUnit(unit, false);
        },
      });
      watch(maps[at].map);
    } catch (error) {
      maps.length = at;
      get("stage").classList.add("off");
      panel.say(texts.no_webgl);
    }
  }

  function watch(map) {
    let settled = 0;
    map.on("moveend", (event) => {
      window.clearTimeout(settled);
      settled = window.setTimeout(() => {
        const centre = map.getCenter();
        if (event.originalEvent || state.at) {
          state.at = [centre.lng, centre.lat, map.getZoom()];
          keep();
        }
      }, SETTLED_MS);
    });
  }

  /* The two maps show the same place. */
  function follow(map) {
    if (following || maps.length < 2 || state.swipe === null) return;
    following = true;
    maps.filter((other) => other !== map).forEach((other) => other.map.jumpTo({ center: map.map.getCenter(), zoom: map.map.getZoom() }));
    following = false;
  }

  function place() {
    const pair = data.challenges.length > 1, on = state.swipe !== null;
    if (!pair) return;
    for (const id of ["map-1", "line", "divider", "left-title", "right-title"]) get(id).hidden = !on;
    get("swipe").setAttribute("aria-pressed", String(on));
    get("left-title").textContent = data.challenges[0].title;
    get("right-title").textContent = data.challenges[1].title;
    if (!on) return;
    get("divider").value = state.swipe;
    divide();
    if (!maps[1] && maps[0]) {
      const map = maps[0].map, centre = map.getCenter();
      state.at = [centre.lng, centre.lat, map.getZoom()];
      open(1);
    } else if (maps[1]) {
      maps[1].map.resize();
      follow(maps[0]);
    }
  }

  function divide() {
    const width = get("stage").clientWidth, x = HANDLE + ((width - 2 * HANDLE) * state.swipe) / 100;
    get("map-1").style.clipPath = `inset(0 0 0 ${x}px)`;
    get("line").style.left = `${x}px`;
    get("divider").setAttribute("aria-valuetext", `${data.challenges[0].title} ${state.swipe} %, ${data.challenges[1].title} ${100 - state.swipe} %`);
  }

  async function share() {
    keep();
    try {
      await navigator.clipboard.writeText(window.location.href);
      panel.say(texts.copied);
    } catch {
      panel.say(texts.copy_yourself);
    }
  }

  /* Paper is light, and gets pictures of the maps as they stand, side by side where there are two. */
  async function print() {
    const dark = isDark();
    onPaper = true;
    if (dark) {
      everything();
      await Promise.all(maps.map((map) => map.map.once("idle")));
    }
    window.print();
    onPaper = false;
    if (dark) everything();
  }

  function pictures() {
    const shown = maps.filter((map, at) => map.loaded && (at === 0 || state.swipe !== null));
    get("prints").replaceChildren(...shown.map((map) => make("figure", {}, make("img", { src: map.picture(), alt: "" }), make("figcaption", { text: data.challenges[shownIn(map)].title }))));
    get("sources-part").open = true;
  }

  function listen() {
    get("share").addEventListener("click", share);
    get("print").addEventListener("click", print);
    window.addEventListener("beforeprint", pictures);
    get("dark").addEventListener("click", () => { state.dark = !isDark(); everything(); keep(); });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => everything());
    get("show").addEventListener("change", () => { state.show = get("show").value; maps.forEach(paint); legend(); keep(); });
    get("in").addEventListener("click", () => maps[0] && maps[0].map.zoomIn());
    get("out").addEventListener("click", () => maps[0] && maps[0].map.zoomOut());
    get("whole").addEventListener("click", () => maps[0] && maps[0].goTo(data.place.bounds));
    window.addEventListener("hashchange", () => window.location.reload());
    if (data.challenges.length < 2) return;
    get("swipe").addEventListener("click", () => { state.swipe = state.swipe === null ? 50 : null; everything(); keep(); });
    get("divider").addEventListener("input", () => { state.swipe = Number(get("divider").value); divide(); keep(); });
    window.addEventListener("resize", () => state.swipe !== null && divide());
    get("choice").append(...data.challenges.map((one, at) => make("label", {}, make("input", { type: "radio", name: "challenge", value: at, onchange: () => activate(at) }), make("span", { text: one.title }))));
  }

  listen();
  switches();
  data.challenges.forEach((_, at) => evaluate(at));
  palette = data.palettes[isDark() ? "dark" : "light"];
  legend();
  open(0);
  everything();
  Object.assign(web, { state, outcomes, maps, weigh, evaluate });
})();

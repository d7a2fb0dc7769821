/* One map on the screen: a challenge's units and clusters over the bundle's own roads, water and parks. */
(function () {
  "use strict";
  const web = (window.webMap = window.webMap || {});
  const EMPTY = web.collection([]);
  const FIT = 28, BESIDE_LEGEND = 240, WIDE = 900;
  const NO_CLASS = -1, NO_COLOUR = "rgba(0,0,0,0)", BORDERED = 12, ROUNDED = 13, TILE = 512, HATCH = 12, STROKE = 1.6;
  const GROUPS = {
    clusters: ["clusters-casing", "clusters", "clusters-low", "clusters-disc", "clusters-number", "clusters-label"],
    areas: ["areas"], water: ["water"], parks: ["parks"], roads: ["roads-3", "roads-2", "roads-1", "roads-0"],
  };

  /* Decodes all shapes once, for both maps. */
  web.decode = (data) => {
    const place = data.place;
    const roads = (data.ground.roads || []).map((lines) => web.multiLine(lines, place));
    const challenges = data.challenges.map((one) => ({
      units: one.units.shapes.map((shape, at) => web.feature(web.multiPolygon(shape, place), {}, at)),
      clusters: one.clusters.map((cluster, at) => web.feature(web.multiPolygon(cluster.shape, place), { low: cluster.low }, at)),
      places: one.clusters.map((cluster, at) =>
        web.feature({ type: "Point", coordinates: cluster.place }, { number: String(cluster.id), label: cluster.label, low: cluster.low, order: at }, at)),
    }));
    const grounds = (parts) => web.collection(parts ? [web.feature(web.multiPolygon(parts, place))] : []);
    return {
      challenges, roads: roads.map((lines) => web.collection([web.feature(lines)])),
      water: grounds(data.ground.water), parks: grounds(data.ground.parks),
      areas: data.areas.map((area, at) => web.feature(web.multiPolygon(area.shape, place), {}, at)),
      layers: data.layers.map((layer) => web.collection([web.feature(
        layer.kind === "point" ? { type: "MultiPoint", coordinates: layer.shapes }
          : layer.kind === "line" ? web.multiLine(layer.shapes, place) : web.multiPolygon(layer.shapes, place))])),
    };
  };

  const parse = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

  /* Returns a tile of slanting strokes, without a canvas: reading one back waits for all that is being drawn. */
  function hatch(palette) {
    const ground = parse(palette.missing), stroke = parse(palette.missing_hatch), data = new Uint8Array(4 * HATCH * HATCH);
    for (let at = 0; at < HATCH * HATCH; at += 1) {
      const away = Math.abs(((at % HATCH) + Math.floor(at / HATCH)) % HATCH - HATCH / 2), share = Math.max(0, Math.min(1, STROKE - away));
      data.set([...ground.map((one, band) => Math.round(one + (stroke[band] - one) * share)), 255], 4 * at);
    }
    return { width: HATCH, height: HATCH, data };
  }

  const byZoom = (...stops) => ["interpolate", ["exponential", 1.6], ["zoom"], ...stops];
  const BORDERS = { tolerance: 0.2, buffer: 32, maxzoom: 15 };
  const source = (data, options) => ({ type: "geojson", data, ...options });

  /* Units bear their class, so that the first drawing needs no second; those without one are hatched. */
  const classed = (units, classes) => web.collection(units.map((unit, at) => ({ ...unit, properties: { class: classes[at] } })));
  const lacking = (units, classes) => web.collection(units.filter((_, at) => classes[at] === NO_CLASS));

  /* Returns the sources, the units last: what is loaded after them would have them drawn anew. */
  function sources(shapes, active, classes) {
    const own = shapes.challenges[active];
    const found = {
      clusters: source(web.collection(own.clusters), BORDERS), places: source(web.collection(own.places)), areas: source(web.collection(shapes.areas)),
      water: source(shapes.water), parks: source(shapes.parks), unit: source(EMPTY), cluster: source(EMPTY),
    };
    shapes.roads.forEach((lines, at) => { found[`roads-${at}`] = source(lines); });
    shapes.layers.forEach((layer, at) => { found[`layer-${at}`] = source(layer); });
    return { ...found, missing: source(lacking(own.units, classes), BORDERS), units: source(classed(own.units, classes), BORDERS) };
  }

  /* Returns the zoom from which a unit is wide enough on the screen to be told from its neighbours by a line. */
  function borderZoom(data, shapes) {
    const [west, south, east, north] = data.place.bounds, most = Math.max(...shapes.challenges.map((one) => one.units.length));
    const degrees = Math.sqrt(((east - west) * (north - south)) / most);
    return Math.log2((BORDERED * 360) / (TILE * degrees));
  }

  const line = (id, from, paint, extra) => ({ id, type: "line", source: from, layout: { "line-join": ["step", ["zoom"], "bevel", ROUNDED, "round"], "line-cap": ["step", ["zoom"], "butt", ROUNDED, "round"] }, paint, ...extra });
  const high = ["!", ["get", "low"]];

  function roads(shapes) {
    const widths = [[0.9, 6], [0.6, 4.5], [0.4, 3.5], [0.1, 2.5]];
    return shapes.roads.map((_, at) => line(`roads-${at}`, `roads-${at}`, {
      "line-width": byZoom(10, widths[Math.min(at, 3)][0], 17, widths[Math.min(at, 3)][1]), "line-opacity": at < 3 ? 0.9 : 0.5,
    }, at < 3 ? {} : { minzoom: 12.5 })).reverse();
  }

  function others(data) {
    return data.layers.flatMap((layer, at) => {
      const id = `layer-${at}`;
      if (layer.kind === "point") return [{ id, type: "circle", source: id, paint: { "circle-radius": byZoom(10, 3, 16, 8), "circle-stroke-width": 1.5 } }];
      if (layer.kind === "line") return [line(id, id, { "line-width": 1.5 })];
      return [
        { id, type: "fill", source: id, paint: { "fill-opacity": 0.35 } },
        line(`${id}-border`, id, { "line-width": 1.2 }),
      ];
    });
  }

  function layers(data, shapes) {
    const text = { "text-font": [`${data.fonts[0]} Bold`, ...data.fonts], "text-allow-overlap": false };
    return [
      { id: "land", type: "background", paint: {} },
      { id: "units", type: "fill", source: "units", paint: { "fill-antialias": false, "fill-opacity": 0 } },
      { id: "missing", type: "fill", source: "missing", paint: { "fill-pattern": "hatch", "fill-antialias": false } },
      { id: "units-border", type: "line", source: "units", minzoom: borderZoom(data, shapes), paint: { "line-width": byZoom(7, 0.1, 11, 0.4, 16, 1.4) } },
      { id: "parks", type: "fill", source: "parks", paint: { "fill-opacity": 0.85 } },
      { id: "water", type: "fill", source: "water", paint: {} },
      ...roads(shapes),
      line("areas", "areas", { "line-width": 1, "line-dasharray": [3, 2], "line-opacity": 0.7 }),
      ...others(data),
      line("clusters-casing", "clusters", { "line-width": byZoom(9, 3, 15, 8), "line-opacity": 0.9 }, { filter: high }),
      line("clusters", "clusters", { "line-width": byZoom(9, 1.4, 15, 4) }, { filter: high }),
      line("clusters-low", "clusters", { "line-width": byZoom(9, 1, 15, 3), "line-dasharray": [3, 2] }, { filter: ["get", "low"] }),
      line("unit-casing", "unit", { "line-width": byZoom(8, 3, 13, 7) }),
      line("unit", "unit", { "line-width": byZoom(8, 1.5, 13, 3.5) }),
      line("cluster", "cluster", { "line-width": byZoom(9, 2.2, 13, 6) }),
      { id: "clusters-label", type: "symbol", source: "places", filter: high, minzoom: 10.5, layout: { ...text, "text-field": ["get", "label"], "text-size": 13, "text-max-width": 9, "text-variable-anchor": ["top", "bottom", "left", "right"], "text-radial-offset": 1.25, "symbol-sort-key": ["get", "order"] }, paint: { "text-halo-width": 1.8 } },
      { id: "clusters-disc", type: "circle", source: "places", filter: high, layout: { "circle-sort-key": ["-", 0, ["get", "order"]] }, paint: { "circle-radius": 11, "circle-stroke-width": 2 } },
      { id: "clusters-number", type: "symbol", source: "places", filter: high, layout: { ...text, "text-field": ["get", "number"], "text-size": 12, "text-allow-overlap": true }, paint: {} },
    ];
  }

  /* Returns what each layer's colours are: layer, property, value. */
  function looks(data, palette, colours) {
    const overlay = (at) => palette.overlay[at % palette.overlay.length];
    const kinds = { point: "circle-color", line: "line-color", polygon: "fill-color" };
    return [
      ["land", "background-color", palette.land],
      ["units", "fill-color", ["match", ["coalesce", ["feature-state", "class"], ["get", "class"]], NO_CLASS, NO_COLOUR, ...colours.flatMap((colour, at) => [at, colour]), NO_COLOUR]],
      ["units-border", "line-color", palette.unit_border],
      ["parks", "fill-color", palette.park],
      ["water", "fill-color", palette.water],
      ...(data.ground.roads || []).map((_, at) => [`roads-${at}`, "line-color", palette.road]),
      ["areas", "line-color", palette.boundary],
      ...data.layers.map((layer, at) => [`layer-${at}`, kinds[layer.kind], overlay(at)]),
      ...data.layers.flatMap((layer, at) => ({
        point: [[`layer-${at}`, "circle-stroke-color", palette.casing]], polygon: [[`layer-${at}-border`, "line-color", overlay(at)]], line: [],
      })[layer.kind]),
      ["clusters-casing", "line-color", palette.casing],
      ["unit-casing", "line-color", palette.casing],
      ["clusters", "line-color", palette.cluster],
      ["cluster", "line-color", palette.cluster],
      ["unit", "line-color", palette.accent],
      ["clusters-low", "line-color", palette.cold_cluster],
      ["clusters-disc", "circle-color", palette.disc],
      ["clusters-disc", "circle-stroke-color", palette.casing],
      ["clusters-number", "text-color", palette.disc_text],
      ["clusters-label", "text-color", palette.ink],
      ["clusters-label", "text-halo-color", palette.halo],
    ];
  }

  /* Returns whether each layer that can be switched is shown. */
  function visibility(data, on) {
    const groups = [...Object.entries(GROUPS), ...data.layers.map((layer, at) => [layer.id, [`layer-${at}`, `layer-${at}-border`]])];
    return Object.fromEntries(groups.flatMap(([name, ids]) => ids.map((id) => [id, on.includes(name) ? "visible" : "none"])));
  }

  /* Returns the layers in their first colours, the right ones shown, so that nothing is drawn twice. */
  function dressed(data, shapes, look) {
    const made = layers(data, shapes), byId = new Map(made.map((layer) => [layer.id, layer])), shown = visibility(data, look.on);
    for (const [layer, name, value] of looks(data, look.palette, look.colours)) byId.get(layer).paint[name] = value;
    return made.map((layer) => (shown[layer.id] ? { ...layer, layout: { ...layer.layout, visibility: shown[layer.id] } } : layer));
  }

  class NeedMap {
    /* `look` has palette, colours, classes and `on`, the layers that are shown; `told` has ready(), moved(), hovered(unit, event) and clicked(unit, cluster). */
    constructor(container, data, shapes, active, view, look, told) {
      Object.assign(this, { data, shapes, active, told, classes: look.classes, palette: look.palette, chosen: { unit: EMPTY, cluster: EMPTY }, worn: JSON.stringify([look.palette, look.colours]) });
      this.map = new window.maplibregl.Map({
        container, ...view, attributionControl: false, dragRotate: false, pitchWithRotate: false, maxPitch: 0, renderWorldCopies: false,
        fadeDuration: 0, canvasContextAttributes: { antialias: false }, locale: { "Map.Title": data.texts.map_label },
        style: { version: 8, transition: { duration: 0, delay: 0 }, sources: sources(shapes, active, look.classes), layers: dressed(data, shapes, look) }, maxZoom: 18, minZoom: 5,
      });
      this.map.touchZoomRotate.disableRotation();
      this.map.keyboard.disableRotation();
      this.map.addControl(new window.maplibregl.ScaleControl({ maxWidth: 110 }), "bottom-right");
      this.map.on("styleimagemissing", () => this.map.addImage("hatch", hatch(this.palette), { pixelRatio: 2 }));
      this.map.on("load", () => {
        this.loaded = true;
        this.map.setPaintProperty("units", "fill-opacity", 1);
        told.ready(this);
      });
      this.map.on("move", (event) => told.moved(this, event));
      this.map.on("mousemove", "units", (event) => told.hovered(this, event.features[0].id, event));
      this.map.on("mouseleave", "units", () => told.hovered(this, -1));
      this.map.on("click", (event) => this.click(event.point));
    }

    click(point) {
      const disc = this.map.queryRenderedFeatures(point, { layers: ["clusters-disc"] });
      const unit = this.map.queryRenderedFeatures(point, { layers: ["units"] });
      if (disc.length) this.told.clicked(this, -1, disc[0].properties.order);
      else this.told.clicked(this, unit.length ? unit[0].id : -1, -1);
    }

    /* Shows another challenge's units and clusters. */
    show(active, classes) {
      if (active === this.active) return;
      Object.assign(this, { active, classes });
      const own = this.shapes.challenges[active];
      this.map.removeFeatureState({ source: "units" });
      this.fill({ units: classed(own.units, classes), missing: lacking(own.units, classes), clusters: web.collection(own.clusters), places: web.collection(own.places) });
    }

    fill(collections) {
      for (const [name, collection] of Object.entries(collections)) this.map.getSource(name).setData(collection);
    }

    /* Gives each unit its class; only those that change are told to the map. */
    paint(classes) {
      let lacks = false;
      for (let unit = 0; unit < classes.length; unit += 1) {
        if (this.classes[unit] === classes[unit]) continue;
        lacks = lacks || this.classes[unit] === NO_CLASS || classes[unit] === NO_CLASS;
        this.map.setFeatureState({ source: "units", id: unit }, { class: classes[unit] });
      }
      this.classes = classes;
      if (lacks) this.fill({ missing: lacking(this.shapes.challenges[this.active].units, classes) });
    }

    select(unit, cluster) {
      const own = this.shapes.challenges[this.active], chosen = { unit: own.units[unit] || EMPTY, cluster: own.clusters[cluster] || EMPTY };
      this.fill(Object.fromEntries(Object.entries(chosen).filter(([name, shape]) => shape !== this.chosen[name])));
      this.chosen = chosen;
    }

    dress(palette, colours) {
      const map = this.map;
      const worn = JSON.stringify([palette, colours]);
      if (worn === this.worn) return;
      this.worn = worn;
      this.palette = palette;
      if (map.hasImage("hatch")) map.updateImage("hatch", hatch(palette));
      looks(this.data, palette, colours).forEach(([layer, name, value]) => map.setPaintProperty(layer, name, value));
    }

    switchLayers(on) {
      const shown = visibility(this.data, on);
      for (const id of this.map.getLayersOrder()) if (shown[id]) this.map.setLayoutProperty(id, "visibility", shown[id]);
    }

    goTo(bounds) {
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      this.map.fitBounds([[bounds[0], bounds[1]], [bounds[2], bounds[3]]], { padding: web.padding(60), maxZoom: 15, animate: !still, duration: 700 });
    }

    picture() {
      this.map.redraw();
      return this.map.getCanvas().toDataURL("image/png");
    }
  }

  /* Returns the room around what is shown: on a wide screen the legend covers nothing of it. */
  web.padding = (room = FIT) => {
    const wide = document.getElementById("stage").clientWidth > WIDE;
    return { top: room, bottom: room, right: room, left: wide ? BESIDE_LEGEND : room };
  };

  web.NeedMap = NeedMap;
})();
